import { expect, test } from 'vitest';
import { defaultRetryWaitsMs, waitBeforeNextMs } from '../../../../mock-server/webhooks/retry-schedule.js';

const DAY_MS = 24 * 3_600_000;

test('the waits begin with none, never shrink, and sum up to seven days', () => {
  expect(defaultRetryWaitsMs[0]).toBe(0);
  expect(defaultRetryWaitsMs).toEqual(defaultRetryWaitsMs.toSorted((a, b) => a - b));
  const total = defaultRetryWaitsMs.reduce((sum, wait) => sum + wait, 0);
  expect(total).toBe(7 * DAY_MS);
});

test('the wait after each attempt is the next of the schedule, and none when it has ended', () => {
  expect([1, 2, 3, 4].map((attempts) => waitBeforeNextMs([0, 10, 20], attempts))).toEqual([0, 10, 20, undefined]);
  expect(waitBeforeNextMs([], 1)).toBeUndefined();
});
