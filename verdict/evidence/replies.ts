/**
 * Ascribes attempts to the messages that they answer. A send that says what it answers (see `Send.source`) is taken at
 * its word. The others are counted per user: in order of time each fills the oldest message that still lacks its
 * normal number of answers; what is left over belongs to the message delivered last before it.
 *
 * Blind spots of that counting: of two unanswered messages of one user the wrong one may be named; a second answer to
 * one message can stand for the missing answer to another; a subject that writes on its own account looks as if it
 * answered. A subject that sets `context.message_id`, or echoes what users wrote, has none of them.
 */
import { type Call, isPermanent } from './calls.js';
import {
  acknowledgedAt,
  type Correspondence,
  firstDelivery,
  type Inbound,
  type Inbox,
  isStale,
  latestDelivery,
} from './inbound.js';
import { withItem } from './lists.js';
import type { Normals } from './normal.js';
import type { Send } from './sends.js';

export function ascribe(inbox: Inbox, sends: readonly Send[], normals: Normals): void {
  const anonymous = new Map<Correspondence, Attempt[]>();
  for (const send of sends) {
    const own = inbox.byUser.get(send.to);
    let refused = false;
    for (const call of send.attempts) {
      // Sending the same again after a final refusal is no second answer that could be missing.
      const final: boolean = isPermanent(call) && !refused;
      refused = refused || final;
      if (send.source) give(send.source, call, final);
      else if (own && !send.isCampaign) {
        const attempts = anonymous.get(own);
        if (attempts) attempts.push({ call, final });
        else anonymous.set(own, [{ call, final }]);
      }
    }
  }
  for (const [own, attempts] of anonymous) ascribeInOrder(own, attempts, normals);
  for (const inbound of inbox.byMessage.values()) {
    for (const list of [inbound.attempts, inbound.effects, inbound.refusals]) {
      if (list.length > 1) list.sort((a, b) => a.receivedAt - b.receivedAt || a.id - b.id);
    }
  }
}

interface Attempt {
  readonly call: Call;
  /** The first final refusal of its send. */
  readonly final: boolean;
}

function give(inbound: Inbound, call: Call, final: boolean): void {
  inbound.attempts = withItem(inbound.attempts, call);
  if (call.effect) inbound.effects = withItem(inbound.effects, call);
  else if (final) inbound.refusals = withItem(inbound.refusals, call);
}

function ascribeInOrder(own: Correspondence, attempts: Attempt[], normals: Normals): void {
  attempts.sort((a, b) => a.call.receivedAt - b.call.receivedAt || a.call.id - b.call.id);
  // A message that the subject never took responsibility for must not use up the answer to one that it did.
  // Nor one that was days old when it came, which a good subject leaves alone.
  const owed = own.inbound.filter((inbound) => acknowledgedAt(inbound) !== undefined && !isStale(inbound));
  let oldest = 0;
  for (const { call, final } of attempts) {
    while (oldest < owed.length && isFull(owed[oldest], normals)) oldest++;
    const waiting = owed[oldest];
    const inbound = waiting && firstDelivery(waiting) <= call.receivedAt ? waiting : surplus(own, call, normals);
    if (inbound) give(inbound, call, final);
  }
}

const taken = (inbound: Inbound) => inbound.effects.length + inbound.refusals.length;

function isFull(inbound: Inbound | undefined, normals: Normals): boolean {
  return inbound !== undefined && taken(inbound) >= (normals.of(inbound)?.least ?? 1);
}

const SEARCHED_BACK = 8;

/** The latest delivery whose message could still have one more answer; if none could, the latest delivery. */
function surplus(own: Correspondence, call: Call, normals: Normals): Inbound | undefined {
  const latest = latestDelivery(own, call.receivedAt);
  for (let index = latest; index >= 0 && index > latest - SEARCHED_BACK; index--) {
    const inbound = own.deliveries[index]?.inbound;
    if (inbound && taken(inbound) < (normals.of(inbound)?.most ?? 1)) return inbound;
  }
  return own.deliveries[latest]?.inbound;
}
