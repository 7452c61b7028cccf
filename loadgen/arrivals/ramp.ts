/**
 * A rate that changes evenly from one value to another, without chance: arrival n comes when the rate, added up since
 * the beginning, reaches n. With equal rates it is `constant`.
 */
import type { Arrivals } from './arrivals.js';

export const ramp: Arrivals = function* ({ durationMs, fromPerSecond, toPerSecond }) {
  const perMs = fromPerSecond / 1_000;
  const growth = (toPerSecond - fromPerSecond) / 1_000 / durationMs;
  const total = ((fromPerSecond + toPerSecond) / 2_000) * durationMs;
  for (let n = 0; n < total; n++) {
    // n = perMs·t + growth·t²/2, solved for t in the form that stays exact while growth is near zero.
    const root = Math.sqrt(Math.max(0, perMs * perMs + 2 * growth * n));
    const due = n === 0 ? 0 : (2 * n) / (perMs + root);
    if (due >= durationMs) return;
    yield due;
  }
};
