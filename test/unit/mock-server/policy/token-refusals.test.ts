import { describe, expect, test } from 'vitest';
import { pacificTime, refuseEnded } from '../../../../mock-server/policy/token-refusals.js';
import { type AccessToken, TOKEN_ENDS } from '../../../../mock-server/world/tokens.js';

const token: AccessToken = {
  id: 'EAAx',
  kind: 'user',
  appId: '300000000000001',
  scopes: [],
  issuedAt: 0,
  expiresAt: 0,
};

describe('a time as Graph writes it', () => {
  test.each([
    [Date.UTC(2017, 0, 5, 11, 13, 18), 'Thursday, 05-Jan-17 03:13:18 PST'],
    [Date.UTC(2023, 6, 4, 9, 11, 32), 'Tuesday, 04-Jul-23 02:11:32 PDT'],
    [Date.UTC(2026, 10, 22, 8, 0, 0), 'Sunday, 22-Nov-26 00:00:00 PST'],
  ])('%d', (at, text) => {
    expect(pacificTime(at)).toBe(text);
  });
});

describe('a token', () => {
  test('that never expires and was not ended is good', () => {
    expect(refuseEnded(token, Number.MAX_SAFE_INTEGER)).toBeUndefined();
  });

  test('is good until the millisecond in which it expires; then both times are told', () => {
    const limited = { ...token, expiresAt: Date.UTC(2026, 10, 22, 8) };
    expect(refuseEnded(limited, limited.expiresAt - 1)).toBeUndefined();
    expect(refuseEnded(limited, limited.expiresAt + 60_000)).toMatchObject({
      code: 190,
      subcode: 463,
      status: 401,
      message:
        'Error validating access token: Session has expired on Sunday, 22-Nov-26 00:00:00 PST. ' +
        'The current time is Sunday, 22-Nov-26 00:01:00 PST.',
    });
  });

  const SUBCODES = { 456: 1, 452: 1, 458: 1, 459: 1, 460: 1, 464: 1, 467: 2, 492: 1 };

  test('that was ended tells why, whatever its age', () => {
    const refusals = TOKEN_ENDS.map((ended) => refuseEnded({ ...token, ended, expiresAt: 1 }, 2));
    expect(refusals.every((it) => it?.code === 190 && it.status === 401)).toBe(true);
    const count: Record<number, number> = {};
    for (const it of refusals) count[it?.subcode ?? 0] = (count[it?.subcode ?? 0] ?? 0) + 1;
    expect(count).toEqual(SUBCODES);
    expect(refuseEnded({ ...token, ended: 'app-removed' }, 0)?.message).toBe(
      'Error validating access token: The user has not authorized application 300000000000001.',
    );
  });
});
