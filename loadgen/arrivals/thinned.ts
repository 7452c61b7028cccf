/**
 * Independent customers whose number changes over time: arrivals are drawn as for the highest rate there is, and each is
 * kept with the share that the rate of its instant has of it (Lewis and Shedler, "Simulation of nonhomogeneous Poisson
 * processes by thinning", 1979). Exact for any rate that stays below the highest.
 */
import type { Random } from '../../core/random.js';

/** @param rateAt arrivals per second at an instant in ms. */
export function* thinned(
  rateAt: (ms: number) => number,
  highestPerSecond: number,
  durationMs: number,
  random: Random,
): Generator<number, void, undefined> {
  if (highestPerSecond <= 0) return;
  const meanMs = 1_000 / highestPerSecond;
  for (let due = random.exponential(meanMs); due < durationMs; due += random.exponential(meanMs))
    if (random.next() * highestPerSecond < rateAt(due)) yield due;
}
