import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMovingCount } from '../../../../mock-server/world/moving-count.js';

const START = Date.UTC(2026, 10, 22);

test('counts what happened in its span', () => {
  const count = createMovingCount(10, 100);
  for (let at = 0; at < 1_000; at += 100) count.add(START + at);
  expect(count.at(START + 999)).toBe(10);
  expect(count.at(START + 1_000)).toBe(9);
  expect(count.at(START + 1_900)).toBe(0);
});

test('says how long until there are fewer', () => {
  const count = createMovingCount(60_000, 61);
  for (const minute of [0, 0, 10, 20]) count.add(START + minute * 60_000);
  const at = START + 30 * 60_000;
  expect(count.untilBelow(5, at)).toBe(0);
  expect(count.untilBelow(4, at)).toBe(31 * 60_000);
  expect(count.untilBelow(2, at)).toBe(41 * 60_000);
  expect(count.untilBelow(1, at)).toBe(51 * 60_000);
});

test('agrees with counting the times one by one', () => {
  const steps = fc.array(fc.nat({ max: 3_000 }), { maxLength: 60 });
  fc.assert(
    fc.property(steps, fc.nat({ max: 20 }), (waits, limit) => {
      const count = createMovingCount(10, 100);
      const times: number[] = [];
      let at = START;
      const within = (now: number) => times.filter((time) => Math.floor(time / 10) > Math.floor(now / 10) - 100).length;
      for (const wait of waits) {
        at += wait;
        count.add(at);
        times.push(at);
        expect(count.at(at)).toBe(within(at));
      }
      const waitMs = createdWait(within, at, limit + 1);
      expect(count.untilBelow(limit + 1, at)).toBe(waitMs);
    }),
  );
});

/** The first moment at which there are fewer, found by trying each millisecond. */
function createdWait(within: (now: number) => number, at: number, limit: number): number {
  let waitMs = 0;
  while (within(at + waitMs) >= limit) waitMs++;
  return waitMs;
}
