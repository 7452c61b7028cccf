/**
 * Did the subject begin what came, or did it stand still? Seen in the messages that were delivered in a stretch, and in
 * how soon each was first answered, compared with the calm. An open breaker, a dead token, a pause of the whole number
 * hold everything back; then a wait of one send is not its own.
 */
import { quantile } from '../statistics.js';
import type { Evidence } from './evidence.js';
import { firstDelivery } from './inbound.js';

/** The calm's pace is not taken for quicker, so that a little lateness is not taken for standing still. */
const SHORTEST_LIMIT_MS = 500;
const TIMES_THE_CALM = 3;

/** How soon after its delivery a message is answered for the first time in the calm, with room; undefined: not known. */
export function promptMs({ byMessage, timeline }: Evidence): number | undefined {
  const { calm } = timeline;
  const times = [...byMessage.values()].flatMap((inbound) => {
    const { due } = inbound.wrote;
    const first = inbound.attempts[0];
    const isCalm = calm !== undefined && due >= calm.fromMs && due < calm.toMs;
    return isCalm && first ? [first.receivedAt - firstDelivery(inbound)] : [];
  });
  if (times.length === 0) return undefined;
  return Math.max(SHORTEST_LIMIT_MS, TIMES_THE_CALM * quantile(times, 0.95));
}

/** Fewer than this share of what came was begun in time. */
const STANDING_STILL = 0.5;

/** Says of a stretch whether the subject stood still in it; false where too little came to tell. */
export function createStandstills(evidence: Evidence): (fromMs: number, toMs: number) => boolean {
  const limitMs = promptMs(evidence);
  if (limitMs === undefined) return () => false;
  const came = [...evidence.byMessage.values()]
    .filter((inbound) => inbound.deliveries.length > 0 && (evidence.normals.of(inbound)?.least ?? 0) > 0)
    .map((inbound) => {
      const at = firstDelivery(inbound);
      const first = inbound.attempts[0];
      return { at, isBegun: first !== undefined && first.receivedAt - at <= limitMs };
    })
    .sort((a, b) => a.at - b.at);
  const times = came.map(({ at }) => at);
  const begun = [0];
  for (const { isBegun } of came) begun.push((begun.at(-1) ?? 0) + (isBegun ? 1 : 0));
  return (fromMs, toMs) => {
    const from = firstAtOrAfter(times, fromMs);
    const to = firstAtOrAfter(times, toMs - limitMs);
    return to > from && (begun[to] ?? 0) - (begun[from] ?? 0) < STANDING_STILL * (to - from);
  };
}

/** Index of the first that is not earlier. @param sorted ascending. Binary search. */
export function firstAtOrAfter(sorted: readonly number[], time: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
