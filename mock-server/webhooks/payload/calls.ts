/**
 * Webhooks about calls: they ring, are taken and end. The session descriptions of the users' phones are fixed texts: there
 * is no line. A call that ended without being taken has no times. Not modelled: recordings, voicemail.
 */

import { phoneNumberId } from '../../../core/ids.js';
import { numbers } from '../../world/accounts.js';
import { portfolioOf } from '../../world/bsuid.js';
import type { Call } from '../../world/calls.js';
import type { PlatformEvent } from '../../world/outbox.js';
import type { World } from '../../world/world.js';
import { contactOf, type Person, partyOf, personOf } from './people.js';
import { digitsOf, NOTHING, secondsText, type Tells } from './told.js';

type Value = PlatformEvent['value'];

/** A session description of RFC 8866 that names no real address. */
const SDP =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 3480 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 127.0.0.1\r\n' +
  'a=rtpmap:111 opus/48000/2\r\na=sendrecv\r\n';

interface Told {
  readonly call: Call;
  readonly person: Person;
  readonly number: string;
  readonly now: string;
}

function described({ call, person, number, now }: Told, event: 'connect' | 'terminate', more: Value): Value {
  const isOurs = call.direction === 'BUSINESS_INITIATED';
  const parties = isOurs ? { from: number, ...partyOf('to', person) } : { ...partyOf('from', person), to: number };
  return {
    contacts: [contactOf(person)],
    calls: [{ id: call.id, ...parties, event, timestamp: now, direction: call.direction, ...more }],
  };
}

function statusOf({ call, person, now }: Told, status: 'RINGING' | 'ACCEPTED' | 'REJECTED'): Value {
  const { waId, userId, parentUserId } = person;
  return {
    contacts: [contactOf(person)],
    statuses: [
      {
        id: call.id,
        type: 'call',
        status,
        timestamp: now,
        ...(waId !== undefined && { recipient_id: waId }),
        recipient_user_id: userId,
        ...(parentUserId !== undefined && { recipient_parent_user_id: parentUserId }),
        ...(call.callbackData !== undefined && { biz_opaque_callback_data: call.callbackData }),
      },
    ],
  };
}

function ending(told: Told, at: number): Value {
  const { call } = told;
  const wasTaken = call.state === 'in-progress';
  return described(told, 'terminate', {
    status: wasTaken ? 'COMPLETED' : 'FAILED',
    ...(wasTaken && {
      start_time: secondsText(call.startedAt),
      end_time: secondsText(at),
      duration: Math.floor((at - call.startedAt) / 1_000),
    }),
    ...(call.callbackData !== undefined && { biz_opaque_callback_data: call.callbackData }),
  });
}

function toldOf(call: Call, world: World): Told {
  const portfolio = portfolioOf(world, phoneNumberId(call.phoneNumberId));
  return {
    call,
    person: personOf(world, { phoneNumberId: call.phoneNumberId, portfolio, user: call.user }),
    number: digitsOf(world.of(numbers).get(call.phoneNumberId)?.displayPhoneNumber ?? ''),
    now: secondsText(world.now()),
  };
}

function valuesOf(before: Call | undefined, after: Call | undefined, world: World): readonly Value[] {
  if (!after) return before ? [ending(toldOf(before, world), world.now())] : [];
  const told = toldOf(after, world);
  const isOurs = after.direction === 'BUSINESS_INITIATED';
  const session = { sdp_type: isOurs ? 'answer' : 'offer', sdp: SDP };
  if (!before) return [isOurs ? statusOf(told, 'RINGING') : described(told, 'connect', { session })];
  if (isOurs && before.state === 'ringing' && after.state === 'in-progress')
    return [described(told, 'connect', { session }), statusOf(told, 'ACCEPTED')];
  return [];
}

const eventOf = ({ phoneNumberId: id }: Call, value: Value, world: World): PlatformEvent => ({
  field: 'calls',
  wabaId: world.of(numbers).get(id)?.wabaId ?? '',
  phoneNumberId: id,
  value,
});

export const callEvents: Tells<Call> = (before, after, world) => {
  const call = after ?? before;
  return call ? valuesOf(before, after, world).map((value) => eventOf(call, value, world)) : NOTHING;
};

/** The user does not take a call of the business. */
export const rejectedCall = (call: Call, world: World): PlatformEvent =>
  eventOf(call, statusOf(toldOf(call, world), 'REJECTED'), world);
