import { describe, expect, test } from 'vitest';
import { createRuledWorld, NUMBER, passing, USER, user } from './ruled-world.js';

const SECOND = 1_000;

/** A burst at once, and what becomes of single messages at these times after it, in seconds. */
const bursts: readonly [burst: number, refusedUntil: number][] = [
  [1, 6],
  [2, 12],
  [20, 120],
  [45, 270],
];

describe.each(bursts)('after a burst of %i', (burst, until) => {
  test(`the next message goes after ${until} s`, async () => {
    const ruled = createRuledWorld();
    expect(passing(burst, () => ruled.send())).toBe(burst);
    await ruled.clock.advance(6 * SECOND);
    expect(ruled.send()).toBe(until === 6 ? undefined : 131056);
    await ruled.clock.advance((until - 6) * SECOND - 1);
    if (until > 6) expect(ruled.send()).toBe(131056);
    await ruled.clock.advance(1);
    expect(ruled.send()).toBeUndefined();
  });
});

test('a burst of 45 passes, one more does not', () => {
  const ruled = createRuledWorld();
  expect(passing(45, () => ruled.send())).toBe(45);
  expect(ruled.send()).toBe(131056);
});

test('a burst may be spread over its six seconds', async () => {
  const ruled = createRuledWorld();
  for (let second = 0; second < 6; second++) {
    expect(ruled.send()).toBeUndefined();
    await ruled.clock.advance(SECOND);
  }
  expect(ruled.send()).toBe(131056);
});

test('refused messages do not make the wait longer', async () => {
  const ruled = createRuledWorld();
  passing(20, () => ruled.send());
  for (let second = 0; second < 120; second++) {
    if (second >= 6) expect(ruled.send()).toBe(131056);
    await ruled.clock.advance(SECOND);
  }
  expect(ruled.send()).toBeUndefined();
});

test('a message every six seconds goes for ever', async () => {
  const ruled = createRuledWorld();
  for (let sent = 0; sent < 1_000; sent++) {
    expect(ruled.send()).toBeUndefined();
    await ruled.clock.advance(6 * SECOND);
  }
});

test('users, and numbers, do not share it; groups have none', () => {
  const ruled = createRuledWorld();
  const other = ruled.addNumber();
  passing(45, () => ruled.send());
  expect(ruled.send({ to: user(1) })).toBeUndefined();
  expect(ruled.send({ number: other })).toBeUndefined();
  ruled.rule({ throughputPerSecond: 1_000 });
  expect(passing(60, () => ruled.send({ to: user(2), group: 'a-group' }))).toBe(60);
});

test('is set, and switched off, for a number', () => {
  const ruled = createRuledWorld();
  ruled.rule({ pairBurst: 3, pairIntervalMs: 1_000 }, [], NUMBER);
  expect(passing(5, () => ruled.send())).toBe(3);
  ruled.rule({}, ['pair-rate'], NUMBER);
  expect(passing(60, () => ruled.send())).toBe(60);
});

test('without an interval everything passes, and is still counted', () => {
  const ruled = createRuledWorld();
  ruled.rule({ pairIntervalMs: 0, throughputPerSecond: 1e9 });
  expect(passing(1_000, () => ruled.send())).toBe(1_000);
  expect(ruled.world.rates.pairs.of(NUMBER, USER)?.sent).toBe(1);
});
