/**
 * Independent customers: the waits between arrivals are exponential, so several may come almost at once and then none
 * for a while. The number in a span varies around rate × span.
 */
import type { Arrivals } from './arrivals.js';

export const poisson: Arrivals = function* ({ durationMs, fromPerSecond }, random) {
  if (fromPerSecond <= 0) return;
  const meanMs = 1_000 / fromPerSecond;
  for (let due = random.exponential(meanMs); due < durationMs; due += random.exponential(meanMs)) yield due;
};
