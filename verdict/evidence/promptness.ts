/**
 * Did the subject begin what came, or was everything held up? Seen in the messages that were delivered in a stretch, and in
 * how soon each was first answered, compared with the calm. An open breaker, a dead token, a pause of the whole number, a
 * queue of more than it may send hold everything back; then a wait of one send is not its own.
 */
import { quantile } from '../statistics.js';
import type { Evidence } from './evidence.js';
import { firstDelivery, isTurnedAway } from './inbound.js';

/** The calm's pace is not taken for quicker, so that a little lateness is not taken for standing still. */
const SHORTEST_LIMIT_MS = 500;
const TIMES_THE_CALM = 3;

/** How soon after its delivery each message of the calm was answered for the first time, in milliseconds. */
function calmTimes({ byMessage, timeline: { calm } }: Evidence): number[] {
  if (calm === undefined) return [];
  return [...byMessage.values()].flatMap((inbound) => {
    const { due } = inbound.wrote;
    const first = inbound.attempts[0];
    return due >= calm.fromMs && due < calm.toMs && first ? [first.receivedAt - firstDelivery(inbound)] : [];
  });
}

/** So soon the share `of` the calm's messages was answered for the first time, with room; undefined: not known. */
function calmPace(evidence: Evidence, of: number): number | undefined {
  const times = calmTimes(evidence);
  return times.length === 0 ? undefined : Math.max(SHORTEST_LIMIT_MS, TIMES_THE_CALM * quantile(times, of));
}

/** How soon after its delivery a message is answered for the first time in the calm, with room; undefined: not known. */
export const promptMs = (evidence: Evidence): number | undefined => calmPace(evidence, 0.95);

/** Fewer than this share of what came was begun in time. */
const HELD_UP = 0.5;
/** What came shortly before a stretch tells of it as well: short stretches have few messages of their own. */
const SHORTLY_MS = 1_000;

/**
 * Says of a stretch whether messages were held up in it as a rule, all of them and not one send's: by an open breaker, or in
 * a queue while the subject is overrun. False where too little came to tell.
 */
export function createHoldups(evidence: Evidence): (fromMs: number, toMs: number) => boolean {
  const limitMs = calmPace(evidence, 0.5);
  if (limitMs === undefined) return () => false;
  const came = [...evidence.byMessage.values()]
    .filter((inbound) => !isTurnedAway(inbound) && (evidence.normals.of(inbound)?.least ?? 0) > 0)
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
    const from = firstAtOrAfter(times, fromMs - SHORTLY_MS);
    const to = firstAtOrAfter(times, toMs);
    return to > from && (begun[to] ?? 0) - (begun[from] ?? 0) < HELD_UP * (to - from);
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
