import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { waId } from '../../../../core/ids.js';
import { createRandom } from '../../../../core/random.js';
import { findUser, isUserId, parentUserIdOf, portfolioOf, userIdOf } from '../../../../mock-server/world/bsuid.js';
import { countryOf } from '../../../../mock-server/world/calling-codes.js';
import { createWorld, defaultCredentials } from '../../../../mock-server/world/world.js';

const PORTFOLIO = '400000000000001';
const ann = waId('15557770001');
const phones = fc.stringMatching(/^\d{1,15}$/).map(waId);

describe('a business-scoped user id', () => {
  test('leads back to its user, and to nobody in another portfolio', () => {
    fc.assert(
      fc.property(phones, (user) => {
        const id = userIdOf(PORTFOLIO, user);
        expect(isUserId(id)).toBe(true);
        expect(findUser(PORTFOLIO, id)).toBe(user);
        expect(findUser('400000000000002', id)).toBeUndefined();
        expect(findUser(PORTFOLIO, parentUserIdOf(PORTFOLIO, user))).toBe(user);
      }),
      { numRuns: 500 },
    );
  });

  test('is the same each time, another for every user, portfolio and parent account', () => {
    const ids = [
      userIdOf(PORTFOLIO, ann),
      userIdOf(PORTFOLIO, waId('15557770002')),
      userIdOf('400000000000002', ann),
      parentUserIdOf(PORTFOLIO, ann),
    ];
    expect(userIdOf(PORTFOLIO, ann)).toBe(ids[0]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toMatch(/^US\.\d{20}$/);
    expect(ids[3]).toMatch(/^US\.ENT\.\d{20}$/);
  });

  test('does not survive a change of one digit or of the country', () => {
    const id = userIdOf(PORTFOLIO, ann);
    const digit = id.endsWith('0') ? '1' : '0';
    expect(findUser(PORTFOLIO, id.slice(0, -1) + digit)).toBeUndefined();
    expect(findUser(PORTFOLIO, `PT${id.slice(2)}`)).toBeUndefined();
    expect(findUser(PORTFOLIO, id.slice(3))).toBeUndefined();
  });

  test.each([
    ['PT.70418823369015', true],
    ['PT.ENT.55190026447318', true],
    ['PT.a1', true],
    [`PT.${'1'.repeat(128)}`, true],
    [`PT.${'1'.repeat(129)}`, false],
    ['PT.', false],
    ['pt.1', false],
    ['PRT.1', false],
    ['PT.1 ', false],
    ['15557770001', false],
  ])('%s has its form: %s', (text, is) => {
    expect(isUserId(text)).toBe(is);
  });
});

test.each([
  ['15557770001', 'US'],
  ['351912345678', 'PT'],
  ['390612345678', 'IT'],
  ['5511987654321', 'BR'],
  ['999123', 'US'],
])('%s is a number of %s', (phone, country) => {
  expect(countryOf(phone)).toBe(country);
});

test('a number belongs to the portfolio of its account', () => {
  const world = createWorld(defaultCredentials, createRandom(1));
  expect(portfolioOf(world, defaultCredentials.phoneNumberId)).toBe(defaultCredentials.businessId);
});
