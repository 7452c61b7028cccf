/**
 * Who was served while a send to another user waited for its pair limit? Looked at are messages of users without a
 * limit of their own that were not turned away, delivered so early in such a wait that they would have been served in it at
 * the calm's pace. Waits in which calls failed for another reason are left out: an outage holds everybody up, and rightly.
 */
import type { WaId } from '../../core/ids.js';
import { type Call, isPairLimited, isTransient } from './calls.js';
import type { Evidence } from './evidence.js';
import { firstDelivery, type Inbound, isTurnedAway } from './inbound.js';
import { firstAtOrAfter, promptMs } from './promptness.js';

/** A send to `user` was refused, for the `nth` time in a row (from 0), and was tried again after `ms`. */
export interface PairWait {
  readonly user: WaId;
  readonly refusal: Call;
  readonly next: Call;
  readonly nth: number;
  readonly ms: number;
}

/** Somebody else's message that came during a wait. */
export interface Bystander {
  readonly inbound: Inbound;
  readonly during: PairWait;
  readonly first: Call | undefined;
  readonly isServed: boolean;
}

/** An open breaker may stay open this long after the last failure. */
const AFTERMATH_MS = 10_000;

export function bystandersOf(evidence: Evidence, waits: readonly PairWait[]): Bystander[] {
  const limitMs = promptMs(evidence);
  if (limitMs === undefined) return [];
  const failures = evidence.calls.filter((call) => isTransient(call) && !isPairLimited(call)).map(({ at }) => at);
  failures.sort((a, b) => a - b);
  const limited = new Set(waits.map(({ user }) => user));
  const long = waits
    .filter((wait) => wait.ms >= limitMs && !hasBetween(failures, wait.refusal.at - AFTERMATH_MS, wait.next.receivedAt))
    .sort((a, b) => a.refusal.at - b.refusal.at);
  const inbounds = [...evidence.byMessage.values()]
    .filter((inbound) => !isTurnedAway(inbound) && !limited.has(inbound.wrote.user))
    .sort((a, b) => firstDelivery(a) - firstDelivery(b));
  const bystanders: Bystander[] = [];
  let next = 0;
  /** Of the waits that have begun, the one that ends last. */
  let lasting: PairWait | undefined;
  for (const inbound of inbounds) {
    const at = firstDelivery(inbound);
    for (let wait = long[next]; wait && wait.refusal.at <= at; wait = long[++next]) {
      if (!lasting || wait.next.receivedAt > lasting.next.receivedAt) lasting = wait;
    }
    if (!lasting || lasting.next.receivedAt - at < limitMs) continue;
    if ((evidence.normals.of(inbound)?.least ?? 0) === 0) continue;
    const first = inbound.attempts[0];
    const isServed = first !== undefined && first.receivedAt - at <= limitMs;
    bystanders.push({ inbound, during: lasting, first, isServed });
  }
  return bystanders;
}

const hasBetween = (sorted: readonly number[], from: number, to: number) =>
  (sorted[firstAtOrAfter(sorted, from)] ?? Number.POSITIVE_INFINITY) <= to;
