/**
 * What users wrote and how it reached the subject. A delivery that met a closed port never reached it and is no
 * occasion to act; every other one may have been, whatever was answered. One that was lost on the way is as if it had
 * never been sent.
 */
import { type WaId, type Wamid, waId } from '../../core/ids.js';
import type { EventSent, MessageSent, Observation, Observed } from '../../core/observations.js';
import type { Call } from './calls.js';
import { withItem } from './lists.js';

/** One POST of a message or a status to the webhook and what came of it. */
export interface Delivery {
  readonly sent: Observed<'webhook.sent'> & MessageSent;
  /** Absent while the answer was still awaited when the history ended. */
  answered?: Observed<'webhook.answered'>;
}

/** One POST of anything else. */
export interface EventDelivery {
  readonly sent: Observed<'webhook.sent'> & EventSent;
  answered?: Observed<'webhook.answered'>;
}

/** A message that a user wrote, with everything that can be ascribed to it. */
export interface Inbound {
  readonly wrote: Observed<'user.wrote'>;
  /** Genuine deliveries that may have reached the subject, in order. */
  deliveries: Delivery[];
  /** Attempts to answer it, whatever came of them, in order; see `replies.ts` for how they are ascribed. */
  attempts: Call[];
  /** Those that reached the user. */
  effects: Call[];
  /** Those that were refused for good. */
  refusals: Call[];
}

/** Everything of one user, in order of time. */
export interface Correspondence {
  /** By first delivery; messages that were never delivered are left out. */
  inbound: Inbound[];
  deliveries: { readonly at: number; readonly inbound: Inbound }[];
}

export interface Inbox {
  readonly byMessage: ReadonlyMap<Wamid, Inbound>;
  readonly byUser: ReadonlyMap<WaId, Correspondence>;
  /** All genuine POSTs, of messages and of statuses. */
  readonly deliveries: readonly Delivery[];
  /** All genuine POSTs of other events. */
  readonly events: readonly EventDelivery[];
  /** What a user id in `to` is read as, and whose id it is: the digits are taken for a phone number. */
  readonly misread: ReadonlyMap<WaId, WaId>;
  /** Probes with a missing or wrong signature. */
  readonly forged: readonly Delivery[];
}

/** First instant at which the subject took responsibility for the message; undefined if it never did. */
export function acknowledgedAt(inbound: Inbound): number | undefined {
  for (const { answered } of inbound.deliveries) if (answered && isSuccess(answered.status)) return answered.at;
  return undefined;
}

export const isSuccess = (status: number | undefined) => status !== undefined && status >= 200 && status < 300;

/** It never came, or every delivery of it was answered with an error: nobody can expect that it is worked on. */
export const isTurnedAway = ({ deliveries }: Inbound) =>
  deliveries.every(({ answered }) => answered?.status !== undefined && !isSuccess(answered.status));

/** Refused as whoever checks signatures refuses what Meta did not sign. */
export const isTakenForForged = ({ answered }: Delivery) => answered?.status === 401 || answered?.status === 403;

export function buildInbox(observations: readonly Observation[]): Inbox {
  const byMessage = new Map<Wamid, Inbound>();
  const bySent = new Map<number, Delivery | EventDelivery>();
  const genuine: Delivery[] = [];
  const events: EventDelivery[] = [];
  const misread = new Map<WaId, WaId>();
  const forged: Delivery[] = [];
  for (const observation of observations) {
    if (observation.kind === 'user.wrote') {
      if (observation.userId !== undefined) misread.set(misreadOf(observation.userId), observation.user);
      byMessage.set(observation.message, {
        wrote: observation,
        deliveries: [],
        attempts: [],
        effects: [],
        refusals: [],
      });
    } else if (observation.kind === 'webhook.sent' && observation.carries !== 'event') {
      const delivery: Delivery = { sent: observation };
      bySent.set(observation.id, delivery);
      (observation.signature === 'valid' ? genuine : forged).push(delivery);
    } else if (observation.kind === 'webhook.sent') {
      if (observation.carries !== 'event' || observation.signature !== 'valid') continue;
      const event: EventDelivery = { sent: observation };
      bySent.set(observation.id, event);
      events.push(event);
    } else if (observation.kind === 'webhook.answered') {
      const delivery = bySent.get(observation.sent);
      if (delivery) delivery.answered = observation;
      bySent.delete(observation.sent);
    }
  }
  for (const delivery of genuine) {
    if (delivery.sent.carries !== 'message' || delivery.answered?.problem === 'refused') continue;
    if (!mayHaveCome(delivery)) continue;
    const inbound = byMessage.get(delivery.sent.message);
    if (inbound) inbound.deliveries = withItem(inbound.deliveries, delivery);
  }
  return {
    byMessage,
    byUser: correspondences(byMessage.values()),
    deliveries: genuine.filter(mayHaveCome),
    events: events.filter(mayHaveCome),
    misread,
    forged,
  };
}

/** Not lost on the way by a fault: then there was nothing to answer. */
const mayHaveCome = ({ answered }: Delivery | EventDelivery): boolean => answered?.problem !== 'lost';

/** As the mock reads it: the first 20 digits. Nobody has such a number. */
const misreadOf = (userId: string) => waId(userId.replace(/\D/g, '').slice(0, 20));

function correspondences(messages: Iterable<Inbound>): Map<WaId, Correspondence> {
  const byUser = new Map<WaId, Correspondence>();
  for (const inbound of messages) {
    const own = byUser.get(inbound.wrote.user) ?? { inbound: [], deliveries: [] };
    byUser.set(inbound.wrote.user, own);
    if (inbound.deliveries.length > 0) own.inbound = withItem(own.inbound, inbound);
    for (const { sent } of inbound.deliveries) own.deliveries = withItem(own.deliveries, { at: sent.at, inbound });
  }
  for (const own of byUser.values()) {
    own.inbound.sort((a, b) => firstDelivery(a) - firstDelivery(b));
    own.deliveries.sort((a, b) => a.at - b.at);
  }
  return byUser;
}

/** Instant of the first delivery; Infinity when there was none. */
export const firstDelivery = (inbound: Inbound) => inbound.deliveries[0]?.sent.at ?? Number.POSITIVE_INFINITY;

/** Days old when it came: a good subject may leave it alone, and nothing is owed for it. */
export const isStale = ({ deliveries }: Inbound) => deliveries[0]?.sent.variant === 'stale';

/** Index of the latest delivery at or before `time`; -1 if there is none. Binary search. */
export function latestDelivery(own: Correspondence, time: number): number {
  let low = 0;
  let high = own.deliveries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((own.deliveries[middle]?.at ?? Number.POSITIVE_INFINITY) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
