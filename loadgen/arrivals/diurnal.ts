/**
 * A day, squeezed: independent customers whose rate rises from its lowest at the beginning, at night, to its highest in
 * the middle of the period and falls again, in the shape of a cosine; then the next day. Real days have two humps and
 * weekends; this one has the slopes that matter.
 */
import type { ArrivalSpan, Arrivals } from './arrivals.js';
import { thinned } from './thinned.js';

/** Arrivals per second at an instant in ms since the span began. */
export function diurnalRateAt(
  { fromPerSecond, peak }: Pick<ArrivalSpan, 'fromPerSecond' | 'peak'>,
  ms: number,
): number {
  if (!peak) return fromPerSecond;
  const height = (1 - Math.cos((2 * Math.PI * ms) / peak.periodMs)) / 2;
  return fromPerSecond + (peak.perSecond - fromPerSecond) * height;
}

export const diurnal: Arrivals = function* (span, random) {
  const highest = Math.max(span.fromPerSecond, span.peak?.perSecond ?? 0);
  yield* thinned((ms) => diurnalRateAt(span, ms), highest, span.durationMs, random);
};
