/** Everybody at once: independent customers at a base rate, and for a while at a much higher one, as after a broadcast. */
import type { ArrivalSpan, Arrivals } from './arrivals.js';
import { thinned } from './thinned.js';

/** Arrivals per second at an instant in ms since the span began. */
export function spikeRateAt({ fromPerSecond, peak }: Pick<ArrivalSpan, 'fromPerSecond' | 'peak'>, ms: number): number {
  return peak && ms >= peak.atMs && ms < peak.atMs + peak.forMs ? peak.perSecond : fromPerSecond;
}

export const spike: Arrivals = function* (span, random) {
  const highest = Math.max(span.fromPerSecond, span.peak?.perSecond ?? 0);
  yield* thinned((ms) => spikeRateAt(span, ms), highest, span.durationMs, random);
};
