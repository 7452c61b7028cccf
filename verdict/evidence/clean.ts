/**
 * Which attempts can only be retries? When a message is delivered twice, a subject may run its job twice, and then two
 * equal attempts are two jobs, not one that is impatient. Checks on retrying look at clean attempts only: those where
 * no second delivery, and no other message of the same user, can explain the later attempt.
 */
import { type Correspondence, type Inbound, type Inbox, latestDelivery } from './inbound.js';
import type { Normals } from './normal.js';
import type { Send, Sends } from './sends.js';

/** Sets `clean` of every send. */
export function markClean(sends: Sends, inbox: Inbox, normals: Normals): void {
  for (const send of sends.all) send.clean = countClean(send, sends.vagueCallbackData, inbox, normals);
}

function countClean(send: Send, vague: ReadonlySet<string>, inbox: Inbox, normals: Normals): number {
  const whole = send.attempts.length;
  if (send.source) return send.source.deliveries.length === 1 ? whole : 0;
  if (send.isCampaign) return whole;
  const own = inbox.byUser.get(send.to);
  const first = send.attempts[0];
  const final = send.attempts.at(-1);
  // Nobody wrote: a campaign, whose jobs no delivery can repeat.
  if (!own || own.deliveries.length === 0 || !first || !final) return whole;

  const latest = latestDelivery(own, first.receivedAt);
  const cause = own.deliveries[latest]?.inbound;
  if (send.callbackData !== undefined && !vague.has(send.callbackData)) {
    const seen = recentInbound(own, final.receivedAt, first.receivedAt - LONGEST_JOB_MS);
    return seen.every((inbound) => inbound.deliveries.length === 1) ? whole : 0;
  }
  if (cause && cause.deliveries.length !== 1) return 0;
  if (cause && hasOpenBefore(own, cause, first.receivedAt, normals)) return 0;
  const next = own.deliveries[latest + 1]?.at ?? Number.POSITIVE_INFINITY;
  const disturbed = send.attempts.findIndex((attempt) => attempt.receivedAt >= next);
  return disturbed === -1 ? whole : disturbed;
}

/** A job that began longer ago than this is not taken for one that still retries. */
const LONGEST_JOB_MS = 60_000;

/** Messages of the user that were delivered between the two instants, the newest first. */
function recentInbound(own: Correspondence, until: number, since: number): Inbound[] {
  const recent: Inbound[] = [];
  for (let index = latestDelivery(own, until); index >= 0; index--) {
    const delivery = own.deliveries[index];
    if (!delivery || delivery.at < since) break;
    recent.push(delivery.inbound);
  }
  return recent;
}

/** Was an earlier message of this user still without its answer? Its own retry would look like one of this send. */
function hasOpenBefore(own: Correspondence, cause: Inbound, time: number, normals: Normals): boolean {
  return recentInbound(own, time, time - LONGEST_JOB_MS).some((earlier) => {
    if (earlier === cause) return false;
    const wanted = normals.of(earlier)?.least ?? 1;
    const done = [...earlier.effects, ...earlier.refusals].filter((call) => call.at <= time).length;
    return done < wanted || earlier.deliveries.length !== 1;
  });
}
