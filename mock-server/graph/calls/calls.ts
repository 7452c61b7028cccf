/**
 * `POST /{phone-number-id}/calls`: a call is placed, or a user's call is taken or refused, or one is ended. Nobody is on
 * the line: what is checked is who may call whom, and in which state a call is. Codes of calls that are unknown or in
 * another state, and of session descriptions, are assumed (131009). Source: Meta, "Calling API"; OpenAPI v23.0.
 */
import { contentError, type GraphError } from '../../errors/graph-error.js';
import { refuseByPolicy } from '../../policy/policy.js';
import { numbers, type PhoneNumber } from '../../world/accounts.js';
import {
  beginCall,
  type Call,
  callPermissions,
  calls,
  connectCall,
  MAX_CALLS_AT_ONCE,
  permissionOf,
} from '../../world/calls.js';
import { isCallingEnabled, numberSettings, settingsOrUsual } from '../../world/number-settings.js';
import type { World } from '../../world/world.js';
import { objectOf, textOf } from '../given.js';
import { addressOf, chatOf } from '../messages/recipient.js';
import { onObject } from '../on-object.js';
import { type Decision, type GraphRequest, refuse, reply } from '../operation.js';
import { object, string, whatsapp } from '../parameters.js';
import { refuseCalling } from './permission-rules.js';

type Parameters = GraphRequest['parameters'];

const accepts = {
  messaging_product: whatsapp,
  action: string({ required: true, oneOf: ['connect', 'pre_accept', 'accept', 'reject', 'terminate'] }),
  to: string(),
  recipient: string(),
  call_id: string(),
  session: object({
    sdp_type: string({ required: true, oneOf: ['offer', 'answer'] }),
    sdp: string({ required: true, maxLength: 100_000 }),
  }),
  biz_opaque_callback_data: string({ maxLength: 512 }),
};

const invalid = (details: string) => contentError(131009, details);

/** The session of a call, when one is given: an offer or an answer, and a description of RFC 8866. */
function refuseSession(parameters: Parameters, wanted: 'offer' | 'answer'): GraphError | undefined {
  const session = objectOf(parameters, 'session');
  if (!session) return undefined;
  if (textOf(session, 'sdp_type')?.toLowerCase() !== wanted) return invalid(`session: sdp_type must be ${wanted}`);
  return textOf(session, 'sdp')?.startsWith('v=0')
    ? undefined
    : invalid('session: sdp is not a session description of RFC 8866');
}

function connect(from: PhoneNumber, { parameters }: GraphRequest, world: World): Decision {
  const address = addressOf(parameters, from, world);
  if (!('addressee' in address)) return refuse('refusal' in address ? address.refusal : address.malformed);
  const user = address.addressee.to;
  const all = world.of(calls);
  const own = all.all().filter(({ phoneNumberId }) => phoneNumberId === from.id);
  const permission = permissionOf(world.of(callPermissions), from.id, user);
  const refusal =
    refuseByPolicy({ from, to: user, type: 'call' }, world) ??
    refuseSession(parameters, 'offer') ??
    refuseCalling(permission, world.now()) ??
    (own.some((call) => call.user === user)
      ? contentError(138003, 'A call with this user is in progress already.')
      : undefined) ??
    (own.length >= MAX_CALLS_AT_ONCE || all.isFull()
      ? contentError(138002, `Limit of concurrent calls: ${MAX_CALLS_AT_ONCE}.`)
      : undefined);
  if (refusal) return refuse(refusal);
  return reply(() => {
    const call = beginCall(all, {
      phoneNumberId: from.id,
      user,
      direction: 'BUSINESS_INITIATED',
      startedAt: world.now(),
      callbackData: textOf(parameters, 'biz_opaque_callback_data'),
    });
    world.tallies.count('calls', { phoneNumberId: from.id, to: user }, call.startedAt);
    return { messaging_product: 'whatsapp', calls: [{ id: call.id }] };
  });
}

/** The call that is meant: by its id, or (in Meta's OpenAPI file) by the user who calls. */
function callNamed(from: PhoneNumber, parameters: Parameters, world: World): Call | undefined {
  const all = world.of(calls);
  const id = textOf(parameters, 'call_id');
  const user = chatOf(parameters.to);
  const call =
    id === undefined ? all.all().find((it) => it.phoneNumberId === from.id && it.user === user) : all.get(id);
  return call?.phoneNumberId === from.id ? call : undefined;
}

const SUCCEEDED = { messaging_product: 'whatsapp', success: true } as const;
const succeed = (apply: () => void): Decision =>
  reply(() => {
    apply();
    return SUCCEEDED;
  });

/** Takes a user's call; the answer that was given when it was pre-accepted has to be given again. */
function take(action: 'pre_accept' | 'accept', call: Call, parameters: Parameters, world: World): Decision {
  const session = refuseSession(parameters, 'answer');
  if (session) return refuse(session);
  const given = textOf(objectOf(parameters, 'session') ?? {}, 'sdp');
  if (action === 'accept' && call.sdp !== undefined && given !== undefined && given !== call.sdp)
    return refuse(invalid('session: sdp differs from the one of pre_accept'));
  const all = world.of(calls);
  const callbackData = textOf(parameters, 'biz_opaque_callback_data');
  return succeed(() => {
    all.update(call.id, {
      state: 'pre-accepted',
      ...(given !== undefined && { sdp: given }),
      ...(callbackData !== undefined && { callbackData }),
    });
    if (action === 'accept') connectCall(all, world.of(callPermissions), call, world.now());
  });
}

function act(action: string, from: PhoneNumber, { parameters }: GraphRequest, world: World): Decision {
  const call = callNamed(from, parameters, world);
  if (!call) return refuse(invalid('call_id is not a call of this number that is going on'));
  if (action === 'terminate') return succeed(() => void world.of(calls).remove(call.id));
  if (call.direction !== 'USER_INITIATED' || call.state === 'in-progress')
    return refuse(invalid(`The call cannot be answered: it is ${call.state}, ${call.direction}`));
  if (action === 'reject') return succeed(() => void world.of(calls).remove(call.id));
  return take(action === 'accept' ? 'accept' : 'pre_accept', call, parameters, world);
}

export const postCalls = onObject(
  numbers,
  {
    route: 'POST /{phone-number-id}/calls',
    about: {
      summary: 'Places a call, takes or refuses one, or ends it.',
      source: 'documented',
      test: 'test/conformance/calls.test.ts',
    },
    needs: 'whatsapp_business_messaging',
    accepts,
  },
  (from, request, world) => {
    if (!isCallingEnabled(settingsOrUsual(world.of(numberSettings).get(from.id), from.id)))
      return refuse(contentError(138000, 'Calling is not enabled for this phone number.'));
    const action = textOf(request.parameters, 'action')?.toLowerCase() ?? '';
    return action === 'connect' ? connect(from, request, world) : act(action, from, request, world);
  },
);
