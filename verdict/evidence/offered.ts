/**
 * How many sends a stretch of the run asked for: the answers that are normal for the messages whose first delivery fell
 * into it. Campaigns ask for sends that no message announces; they are not counted.
 */
import type { Evidence } from './evidence.js';
import { isWithin } from './graph-trouble.js';
import { firstDelivery } from './inbound.js';
import { isSendAttempt } from './sends.js';
import type { Span } from './timeline.js';

export function offeredIn({ byMessage, normals }: Evidence, span: Span): number {
  let offered = 0;
  for (const inbound of byMessage.values()) {
    if (isWithin(span, firstDelivery(inbound))) offered += normals.of(inbound)?.least ?? 0;
  }
  return offered;
}

/** Attempts to send that were received in it. */
export const sendsIn = ({ calls }: Evidence, span: Span) =>
  calls.filter((call) => isSendAttempt(call) && isWithin(span, call.receivedAt));

/** Until when users write: what comes after it has no measure in what was asked for. Without any message, the end of the run. */
export function loadEndOf({ byMessage, timeline }: Pick<Evidence, 'byMessage' | 'timeline'>): number {
  let last = 0;
  for (const { wrote } of byMessage.values()) last = Math.max(last, wrote.due);
  return last > 0 ? last : timeline.endMs;
}
