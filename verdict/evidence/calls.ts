/**
 * How one Graph call ended, from the caller's point of view and in truth. Only calls that waproof simulates are
 * evidence; the others say nothing about the subject.
 */
import type { Observed } from '../../core/observations.js';

export type Call = Observed<'graph.call'>;

/** Trying again later may help: a throttle, a failure on Meta's side, or an answer that never came. */
export function isTransient(call: Call): boolean {
  if (call.outcome === 'accepted') return false;
  if (call.outcome === 'unknown') return true;
  return call.error ? call.error.retry === 'backoff' : call.status === 429 || call.status >= 500;
}

/** The caller was told that sending the same again cannot help. */
export function isPermanent(call: Call): boolean {
  return call.outcome === 'refused' && call.answer === 'delivered' && call.error !== undefined && !isTransient(call);
}

/** It happened, and the caller cannot know that it did. */
export const isAmbiguousEffect = (call: Call) => call.effect && call.outcome === 'unknown';

/** What the caller met: `131030 Recipient phone number not in allowed list`, `HTTP 503`, `a lost answer`. */
export function errorName(call: Call): string {
  if (call.answer === 'lost') return 'a lost answer';
  return call.error ? `${call.error.code} ${call.error.title}` : `HTTP ${call.status}`;
}

/** Nobody gives up waiting for an answer sooner. */
const SHORTEST_PATIENCE_MS = 1_000;
/** An answer is on its way no longer than this. */
const LONGEST_WAY_MS = 100;

/** Was the next attempt perhaps begun before the caller had read the answer, because it had just stopped waiting? */
export function mayHaveCrossed(answered: Call, next: Call): boolean {
  return answered.at - answered.receivedAt >= SHORTEST_PATIENCE_MS && next.receivedAt - answered.at < LONGEST_WAY_MS;
}

const PAIR_LIMIT = 131056;

/** Too many messages to one user: other users are not concerned. */
export const isPairLimited = ({ error }: Call) => error?.code === PAIR_LIMIT || error?.rule === 'pair-rate';
