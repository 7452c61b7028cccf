import { expect, test } from 'vitest';
import { waId } from '../../../../core/ids.js';
import { createRandom } from '../../../../core/random.js';
import { refuseByPolicy } from '../../../../mock-server/policy/policy.js';
import { numbers } from '../../../../mock-server/world/accounts.js';
import { createWorld, defaultCredentials } from '../../../../mock-server/world/world.js';

const world = createWorld(defaultCredentials, createRandom(1));
const [from] = world.of(numbers).all();
if (!from) throw new Error('a fresh world has a number');

test('a number cannot write to itself', () => {
  expect(refuseByPolicy({ from, to: waId('15550100001'), type: 'text' }, world)).toMatchObject({
    code: 131021,
    status: 400,
    message: '(#131021) Recipient cannot be sender',
    retry: 'never',
  });
});

test('it may write to anybody else', () => {
  expect(refuseByPolicy({ from, to: waId('15550100002'), type: 'text' }, world)).toBeUndefined();
});

test('a number that is not registered sends nothing', () => {
  const off = { ...from, status: 'DISCONNECTED' as const };
  expect(refuseByPolicy({ from: off, to: waId('15550100002'), type: 'text' }, world)).toMatchObject({ code: 133010 });
});
