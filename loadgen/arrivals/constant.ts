/** One arrival every 1/rate seconds, the first at once: a metronome, kinder to a subject than real customers are. */
import type { Arrivals } from './arrivals.js';

export const constant: Arrivals = function* ({ durationMs, fromPerSecond }) {
  if (fromPerSecond <= 0) return;
  // Multiplied from the count, not summed up, so that rounding does not drift over a long span.
  for (let n = 0; ; n++) {
    const due = (n * 1_000) / fromPerSecond;
    if (due >= durationMs) return;
    yield due;
  }
};
