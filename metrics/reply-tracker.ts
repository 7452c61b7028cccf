/**
 * Finds the first reply to each message of a user, to measure how long the user waited.
 *
 * A send that names the message it answers replies to that message. A send that names none replies to the oldest message
 * of its recipient that still waits; a subject that sends several such replies per message may thereby look faster for
 * a user who writes again at once. Messages beyond the limit are forgotten, oldest first, and never measured.
 */

import { createBoundedMap } from '../core/bounded-map.js';
import type { Observed } from '../core/observations.js';

export interface ReplyTracker {
  wrote(message: Observed<'user.wrote'>): void;
  /** Milliseconds that the user waited for this reply; undefined when it is no first reply to a known message. */
  answered(call: Observed<'graph.call'>): number | undefined;
}

/** Messages without a reply that are remembered. */
const REMEMBERED = 50_000;

interface Waiting {
  readonly user: string;
  readonly message: string;
  readonly due: number;
}

export function createReplyTracker(limit = REMEMBERED): ReplyTracker {
  const byUser = new Map<string, Waiting[]>();
  const byMessage = createBoundedMap<string, Waiting>(limit, (_, waiting) => dropFromUser(waiting));

  function dropFromUser(waiting: Waiting): void {
    const queue = byUser.get(waiting.user);
    if (!queue) return;
    const place = queue.indexOf(waiting);
    if (place >= 0) queue.splice(place, 1);
    if (queue.length === 0) byUser.delete(waiting.user);
  }

  function answeredBy(call: Observed<'graph.call'>): Waiting | undefined {
    if (call.answers !== undefined) return byMessage.get(call.answers);
    return call.to === undefined ? undefined : byUser.get(call.to)?.[0];
  }

  return {
    wrote({ user, message, due }) {
      const waiting = { user, message, due };
      const queue = byUser.get(user);
      if (queue) queue.push(waiting);
      else byUser.set(user, [waiting]);
      byMessage.set(message, waiting);
    },
    answered(call) {
      const waiting = answeredBy(call);
      if (!waiting) return undefined;
      byMessage.delete(waiting.message);
      dropFromUser(waiting);
      return call.at - waiting.due;
    },
  };
}
