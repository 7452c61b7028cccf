/**
 * How long the subject waited between attempts of one send, by the manner of that send: after errors that may heal, without
 * waits that a `Retry-After` or a rule of its own (131056) dictated, and without those in which the subject stood still
 * as a whole. After an answer that never came the wait holds the caller's own timeout as well.
 */
import { type Call, isPairLimited, isTransient, mayHaveCrossed } from './calls.js';
import type { Evidence } from './evidence.js';
import { createHoldups } from './promptness.js';
import { cleanAttempts, type Send } from './sends.js';

export interface Wait {
  readonly ms: number;
  /** The error was answered: the wait is the subject's own decision. */
  readonly timed: boolean;
  readonly after: Call;
}

export interface Retried {
  readonly send: Send;
  /** By place: the first wait first; undefined where a wait says nothing. */
  readonly waits: readonly (Wait | undefined)[];
}

/** Later waits differ by caps and budgets: the first show the manner. */
const WAITS_LOOKED_AT = 4;

export function retriedOf(evidence: Evidence): Retried[] {
  const heldUp = createHoldups(evidence);
  return evidence.sends.map((send) => ({ send, waits: waitsOf(send, heldUp) }));
}

function waitsOf(send: Send, heldUp: ReturnType<typeof createHoldups>): (Wait | undefined)[] {
  const attempts = cleanAttempts(send);
  const waits: (Wait | undefined)[] = [];
  for (let i = 0; i + 1 < attempts.length && i < WAITS_LOOKED_AT; i++) {
    const after = attempts[i];
    const next = attempts[i + 1];
    if (!after || !next || !isTransient(after)) break;
    const ms = next.receivedAt - after.at;
    const dictated = after.retryAfterMs !== undefined || after.regainMs !== undefined || isPairLimited(after);
    const held = !dictated && heldUp(after.at, next.receivedAt);
    const says = !dictated && !held && ms >= 0 && !(after.answer === 'delivered' && mayHaveCrossed(after, next));
    waits.push(says ? { ms, timed: after.answer === 'delivered', after } : undefined);
  }
  return waits;
}
