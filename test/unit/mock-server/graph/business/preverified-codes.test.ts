import { expect, test } from 'vitest';
import { createRandom } from '../../../../../core/random.js';
import {
  requestPreverifiedCode,
  verifyPreverifiedCode,
} from '../../../../../mock-server/graph/business/preverified-codes.js';
import { preverifiedFields } from '../../../../../mock-server/graph/business/preverified-fields.js';
import { decide } from '../../../../../mock-server/graph/decide.js';
import type { Operation } from '../../../../../mock-server/graph/operation.js';
import { preverifiedNumbers } from '../../../../../mock-server/world/preverified-numbers.js';
import { createWorld, defaultCredentials } from '../../../../../mock-server/world/world.js';
import { makeRequest } from '../request.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A world with one number that is to be verified, and a clock that is turned by hand. */
function arrange() {
  const clock = { now: Date.UTC(2026, 5, 1) };
  const world = createWorld(defaultCredentials, createRandom(1), () => clock.now);
  const numbers = world.of(preverifiedNumbers);
  const { id } = numbers.add((made) => ({
    id: made,
    businessId: defaultCredentials.businessId,
    digits: '442079460100',
    codeTimes: [],
    createdAt: clock.now,
    updatedAt: clock.now,
    partnerIds: [],
  }));

  function call(operation: Operation, parameters: Readonly<Record<string, unknown>>): number {
    const decision = decide(operation, makeRequest(parameters, { ids: { 'preverified-number-id': id } }), world);
    if ('refusal' in decision) return decision.refusal.code;
    if (decision.effect.kind === 'reply') decision.effect.apply();
    return 200;
  }
  return {
    clock,
    ask: () => call(requestPreverifiedCode, { code_method: 'SMS', language: 'en_US' }),
    tell: (code: string) => call(verifyPreverifiedCode, { code }),
    status: () => {
      const number = numbers.get(id);
      return number && preverifiedFields(number, world).all.verification_status;
    },
  };
}

test.each([
  ['at once', 0, 200],
  ['a moment before ten minutes are over', 10 * MINUTE_MS - 1, 200],
  ['after ten minutes', 10 * MINUTE_MS, 100],
])('a code that is told %s', (_, waitMs, expected) => {
  const { clock, ask, tell } = arrange();
  expect(ask()).toBe(200);
  clock.now += waitMs;
  expect(tell('123-456')).toBe(expected);
});

test('a verification holds 90 days, and can then be renewed', () => {
  const { clock, ask, tell, status } = arrange();
  expect(status()).toBe('PENDING');
  ask();
  tell('123456');
  clock.now += 90 * DAY_MS - 1;
  expect(status()).toBe('VERIFIED');
  expect(ask()).toBe(100);
  clock.now += 1;
  expect(status()).toBe('EXPIRED');
  expect([ask(), tell('123456'), status()]).toEqual([200, 200, 'VERIFIED']);
});

test('ten codes can be asked for in 72 hours', () => {
  const { clock, ask } = arrange();
  const asked = Array.from({ length: 10 }, () => {
    clock.now += HOUR_MS;
    return ask();
  });
  expect(asked).toEqual(Array(10).fill(200));
  expect(ask()).toBe(613);
  clock.now += 63 * HOUR_MS;
  expect(ask()).toBe(200);
  expect(ask()).toBe(613);
});
