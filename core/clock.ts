/**
 * Time as an argument. Every timer and every timestamp of waproof comes from a `Clock`, so that a whole run can be
 * played on a virtual one. Nothing outside this folder calls `Date`, `performance` or `setTimeout`.
 */

/** Ends a scheduled action that has not run yet; harmless afterwards. */
export type Cancel = () => void;

export interface Clock {
  /** Milliseconds since the clock was made, with fractions; never goes back. */
  now(): number;
  /** The same instant as milliseconds since the Unix epoch. */
  wallTime(): number;
  /** Runs `action` once, `delayMs` from now (0 or less: as soon as possible, never synchronously). */
  schedule(delayMs: number, action: () => void): Cancel;
}

/** Real time. `setTimeout` cannot count past 24.8 days; longer delays are cut to that. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function createSystemClock(): Clock {
  const startedAt = performance.now();
  const wallStartedAt = Date.now();
  const now = () => performance.now() - startedAt;
  return {
    now,
    wallTime: () => wallStartedAt + now(),
    schedule(delayMs, action) {
      const timer = setTimeout(action, Math.min(Math.max(delayMs, 0), LONGEST_TIMER_MS));
      return () => clearTimeout(timer);
    },
  };
}

/** Waits `delayMs`; an aborted `signal` ends the wait early, without an error. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const finish = () => {
      cancel();
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.schedule(delayMs, finish);
    signal?.addEventListener('abort', finish, { once: true });
  });
}

/** Runs `action` every `intervalMs` until cancelled; a slow action delays the next one instead of piling up. */
export function repeat(clock: Clock, intervalMs: number, action: () => void): Cancel {
  let cancel: Cancel;
  const next = () => {
    cancel = clock.schedule(intervalMs, () => {
      next();
      action();
    });
  };
  next();
  return () => cancel();
}
