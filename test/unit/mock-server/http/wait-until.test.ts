import { expect, test } from 'vitest';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import { waitUntil } from '../../../../mock-server/http/wait-until.js';

/** A clock whose timers are off by so much, and never shorter than a millisecond. */
function inexact(byMs: number) {
  const clock = createVirtualClock();
  return {
    ...clock,
    schedule: (delayMs: number, action: () => void) =>
      clock.schedule(Math.max(delayMs + byMs, Math.min(delayMs, 1)), action),
  };
}

async function ranAt(byMs: number, dueMs: number, startedAt = 0) {
  const clock = inexact(byMs);
  await clock.advance(startedAt);
  let at: number | undefined;
  waitUntil(
    clock,
    () => dueMs - clock.now(),
    () => {
      at = clock.now();
    },
  );
  await clock.advance(1_000);
  return at;
}

test('runs at the instant', async () => {
  expect(await ranAt(0, 100)).toBe(100);
  expect(await ranAt(0, 100, 30)).toBe(100);
});

test('a timer that fires early is set again, one that is late is not waited for twice', async () => {
  expect(await ranAt(-0.9, 100)).toBeGreaterThanOrEqual(99.3);
  expect(await ranAt(-0.3, 100)).toBeCloseTo(99.7);
  expect(await ranAt(1.2, 100)).toBeCloseTo(101.2);
});

test('what is over runs at once', async () => {
  expect(await ranAt(0, 100, 100)).toBe(100);
  expect(await ranAt(0, 100, 250)).toBe(250);
});
