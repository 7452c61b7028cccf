/**
 * Waits for an instant more exactly than a timer does. Timers count whole milliseconds from the beginning of the event
 * loop's turn: they fire up to a millisecond early, or late. One that fires early is set again for the rest.
 */
import type { Clock } from '../../core/clock.js';

/** So much too early is on time: no timer waits for less than a millisecond, and one more would be as much too late. */
const EARLY_MS = 0.7;

/** Runs `action` at the instant `leftMs` says, at once when that is over. @param leftMs asked again after every wait. */
export function waitUntil(clock: Clock, leftMs: () => number, action: () => void): void {
  const left = leftMs();
  if (left > EARLY_MS) clock.schedule(left, () => waitUntil(clock, leftMs, action));
  else action();
}
