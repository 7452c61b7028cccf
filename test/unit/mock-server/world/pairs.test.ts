import { expect, test } from 'vitest';
import { createPairs } from '../../../../mock-server/world/pairs.js';

test('remembers the newest burst of a pair', () => {
  const pairs = createPairs();
  pairs.begin('1', '2', 10);
  expect(pairs.of('1', '2')).toEqual({ startedAt: 10, sent: 1 });
  pairs.begin('1', '2', 20);
  expect(pairs.of('1', '2')).toEqual({ startedAt: 20, sent: 1 });
  expect([pairs.of('2', '1'), pairs.of('1', '3')]).toEqual([undefined, undefined]);
});

test('forgets the oldest pairs, and never holds more than its limit', () => {
  const pairs = createPairs(10);
  for (let index = 0; index < 100; index++) {
    pairs.begin('1', `${index}`, index);
    expect(pairs.size).toBeLessThanOrEqual(10);
    expect(pairs.of('1', `${index}`)?.startedAt).toBe(index);
    if (index >= 4) expect(pairs.of('1', `${index - 4}`)?.startedAt).toBe(index - 4);
  }
  expect(pairs.of('1', '0')).toBeUndefined();
});

test('a pair that writes again is as young as its newest burst', () => {
  const pairs = createPairs(10);
  for (let index = 0; index < 100; index++) {
    pairs.begin('1', `${index}`, index);
    if (index % 4 === 0) pairs.begin('1', 'regular', index);
  }
  expect(pairs.of('1', 'regular')?.startedAt).toBe(96);
});
