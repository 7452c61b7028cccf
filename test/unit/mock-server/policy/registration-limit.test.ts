import { describe, expect, test } from 'vitest';
import {
  countRegistration,
  recentRegistrations,
  refuseRegistration,
} from '../../../../mock-server/policy/registration-limit.js';
import { createRuledWorld, NUMBER, passing } from './ruled-world.js';

const HOUR = 3_600_000;

function register(ruled: ReturnType<typeof createRuledWorld>, kind: 'register' | 'deregister' = 'register') {
  const refusal = refuseRegistration(NUMBER, kind, ruled.world);
  if (!refusal) countRegistration(NUMBER, kind, ruled.world);
  return refusal?.code;
}

describe.each(['register', 'deregister'] as const)('%s', (kind) => {
  test('ten times at once, then not for 72 hours', async () => {
    const ruled = createRuledWorld();
    expect(passing(10, () => register(ruled, kind))).toBe(10);
    expect(register(ruled, kind)).toBe(133016);
    await ruled.clock.advance(72 * HOUR - 1);
    expect(register(ruled, kind)).toBe(133016);
    await ruled.clock.advance(1);
    expect(passing(12, () => register(ruled, kind))).toBe(10);
  });
});

test('the 72 hours of the block begin with the tenth, not with the first', async () => {
  const ruled = createRuledWorld();
  for (let count = 0; count < 10; count++) {
    expect(register(ruled)).toBeUndefined();
    await ruled.clock.advance(7 * HOUR);
  }
  await ruled.clock.advance(64 * HOUR);
  expect(register(ruled)).toBe(133016);
  await ruled.clock.advance(HOUR);
  expect(register(ruled)).toBeUndefined();
});

test('every eight hours goes for ever', async () => {
  const ruled = createRuledWorld();
  for (let count = 0; count < 50; count++) {
    expect(register(ruled)).toBeUndefined();
    await ruled.clock.advance(8 * HOUR);
  }
  expect(recentRegistrations(NUMBER, 'register', ruled.world)).toBe(8);
});

test('each kind has its own count', () => {
  const ruled = createRuledWorld();
  passing(10, () => register(ruled));
  expect(register(ruled, 'deregister')).toBeUndefined();
});

test('is set, and switched off, for a number', () => {
  const ruled = createRuledWorld();
  ruled.rule({ registrationsPer72h: 2 }, [], NUMBER);
  expect(passing(5, () => register(ruled))).toBe(2);
  ruled.rule({}, ['registration-limit'], NUMBER);
  expect(passing(50, () => register(ruled))).toBe(50);
  ruled.rule({ registrationsPer72h: 0 }, [], NUMBER);
  expect(register(ruled)).toBe(133016);
});
