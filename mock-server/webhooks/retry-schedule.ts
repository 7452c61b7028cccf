/**
 * When a delivery that was not answered with success is tried again. Meta: at once, then with decreasing frequency
 * for up to 7 days. The steps between are assumed; a scenario may state its own.
 */
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const LAST_ATTEMPT_AFTER_MS = 7 * 24 * HOUR_MS;

const STEPS_MS: readonly number[] = [
  0,
  5 * SECOND_MS,
  15 * SECOND_MS,
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  24 * HOUR_MS,
  24 * HOUR_MS,
  24 * HOUR_MS,
  24 * HOUR_MS,
  24 * HOUR_MS,
];

/** Waits before the 2nd, 3rd, … attempt, in ms; the last attempt comes when the 7 days are over. */
export const defaultRetryWaitsMs: readonly number[] = [
  ...STEPS_MS,
  LAST_ATTEMPT_AFTER_MS - STEPS_MS.reduce((sum, waitMs) => sum + waitMs, 0),
];

/** The wait after `attempts` attempts, or `undefined` when the schedule has ended. */
export const waitBeforeNextMs = (waitsMs: readonly number[], attempts: number): number | undefined =>
  waitsMs[attempts - 1];
