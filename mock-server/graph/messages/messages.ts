/**
 * `POST /{phone-number-id}/messages`: sends a message, or marks one as read (with an optional typing indicator).
 * Refusals come in Meta's order: the object, the parameters' shape, the sender's state, the content.
 */
import { phoneNumberId, type Wamid, waId, wamid } from '../../../core/ids.js';
import { contentError, type GraphError, notSimulated, parameterError } from '../../errors/graph-error.js';
import { stringifyForGraph } from '../../errors/json-escapes.js';
import { refuseByPolicy } from '../../policy/policy.js';
import { numbers, type PhoneNumber } from '../../world/accounts.js';
import type { World } from '../../world/world.js';
import { digest } from '../digest.js';
import { onObject } from '../on-object.js';
import type { CallFacts, Decision, GraphRequest, SendEffect } from '../operation.js';
import { fromJson, object, parseParameter, quoted, string } from '../parameters.js';
import { KNOWN_TYPES, messageTypes } from './content.js';
import { decideMarkRead } from './mark-read.js';
import { isPhoneNumber, refuseRecipient } from './recipient.js';

/** Parameters of every Graph call, whatever the operation. */
const GRAPH_PARAMETERS = ['access_token', 'appsecret_proof', 'debug', 'fields', 'format', 'locale', 'method', 'pretty'];
const SEND_PARAMETERS = new Set([
  ...GRAPH_PARAMETERS,
  'messaging_product',
  'recipient_type',
  'recipient',
  'to',
  'type',
  'context',
  'biz_opaque_callback_data',
  'recipient_identity_key_hash',
  ...Object.keys(messageTypes),
  // Meta's types that are refused as not simulated when they are asked for, not as unknown keys.
  ...KNOWN_TYPES.map((type) => type.toLowerCase()),
]);
/** Sends without an approved template (2026). */
const DIRECT_SEND_PARAMETERS = new Set(['category', 'direct_send_config']);

const contextShape = object({ message_id: string({ required: true }) });
/** Echoed in statuses; 512 characters at most. */
const callbackShape = string({ maxLength: 512 });

const textOrNumber = (value: unknown) => (typeof value === 'number' ? String(value) : value);
const textOrNothing = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** What can be said about the call whatever comes of it. */
function readFacts({ to, type, context, biz_opaque_callback_data }: GraphRequest['parameters']): CallFacts {
  const recipient = textOrNothing(textOrNumber(to));
  const answers = textOrNothing((fromJson(context) as { message_id?: unknown } | null | undefined)?.message_id);
  return {
    action: 'send',
    type: quoted(type ?? 'text').toLowerCase(),
    to: recipient === undefined ? undefined : waId(recipient.replace(/\D/g, '')),
    answers: answers === undefined ? undefined : wamid(answers),
    callbackData: textOrNothing(biz_opaque_callback_data),
    digest: undefined,
    text: undefined,
  };
}

/** Parameters that every send shares. */
function refuseEnvelope(parameters: GraphRequest['parameters'], world: World): GraphError | undefined {
  if (parameters.messaging_product !== 'whatsapp')
    return parameters.messaging_product === undefined || parameters.messaging_product === null
      ? parameterError('The parameter messaging_product is required.')
      : parameterError(
          `Param messaging_product must be one of {WHATSAPP} - got "${quoted(parameters.messaging_product)}".`,
        );
  for (const key in parameters)
    if (!SEND_PARAMETERS.has(key))
      return DIRECT_SEND_PARAMETERS.has(key)
        ? notSimulated('direct sends without a template')
        : parameterError(`Unexpected key "${key}".`);
  const recipientType = parameters.recipient_type ?? 'individual';
  if (recipientType === 'group') return notSimulated('sending to groups');
  if (recipientType !== 'individual')
    return parameterError(`Param recipient_type must be one of {INDIVIDUAL, GROUP} - got "${quoted(recipientType)}".`);
  const to = textOrNumber(parameters.to);
  if (to === undefined || to === null || to === '') return refuseRecipient(parameters, world.templates);
  if (typeof to !== 'string') return parameterError('Param to must be a string.');
  return (
    parseParameter(contextShape, parameters.context, 'context').refusal ??
    parseParameter(callbackShape, parameters.biz_opaque_callback_data, 'biz_opaque_callback_data').refusal
  );
}

function decideSend(from: PhoneNumber, { parameters }: GraphRequest, world: World): Decision {
  const early = readFacts(parameters);
  const refused = (refusal: GraphError, facts = early): Decision => ({ refusal, facts });

  const envelope = refuseEnvelope(parameters, world);
  if (envelope) return refused(envelope);

  const type = early.type ?? 'text';
  const messageType = Object.hasOwn(messageTypes, type) ? messageTypes[type] : undefined;
  if (!messageType) {
    if ((KNOWN_TYPES as readonly string[]).includes(type.toUpperCase()))
      return refused(notSimulated(`messages of type "${type}"`));
    return refused(
      parameterError(`Param type must be one of {${KNOWN_TYPES.join(', ')}} - got "${quoted(parameters.type)}".`),
    );
  }
  const parsed = parseParameter(messageType.shape, parameters[type], type);
  if (parsed.refusal) return refused(parsed.refusal);

  const content = parsed.value as Readonly<Record<string, unknown>>;
  const facts: CallFacts = {
    ...early,
    digest: digest(type + JSON.stringify(content)),
    text: messageType.preview(content),
  };
  const input = String(parameters.to);
  if (!isPhoneNumber(input) || early.to === undefined)
    return refused(contentError(131009, `Recipient phone number is malformed: "${input}".`), facts);
  const refusal = refuseByPolicy({ from, to: early.to, type }, world) ?? messageType.refuse?.(content, world);
  if (refusal) return refused(refusal, facts);

  return {
    facts,
    effect: {
      kind: 'send',
      phoneNumberId: phoneNumberId(from.id),
      to: early.to,
      input,
      type,
      callbackData: early.callbackData,
    },
  };
}

const isMarkRead = ({ status }: GraphRequest['parameters']) => status !== undefined && status !== null;

export const postMessages = onObject(
  numbers,
  {
    route: 'POST /{phone-number-id}/messages',
    about: {
      summary: 'Sends a message of any type, or marks one as read, with an optional typing indicator.',
      source: 'recorded',
      test: 'test/conformance/messages.test.ts',
    },
    needs: 'whatsapp_business_messaging',
    facts: (parameters) => (isMarkRead(parameters) ? { action: 'mark-read' } : readFacts(parameters)),
  },
  (from, request, world) =>
    isMarkRead(request.parameters) ? decideMarkRead(request.parameters) : decideSend(from, request, world),
);

/** The answer to a send, in Meta's order and escapes; only templates carry a `message_status`. */
export function renderSendAnswer({ input, to, type }: SendEffect, message: Wamid): string {
  const id = message.replaceAll('/', '\\/');
  const status = type === 'template' ? ',"message_status":"accepted"' : '';
  return (
    `{"messaging_product":"whatsapp","contacts":[{"input":${stringifyForGraph(input)},"wa_id":"${to}"}],` +
    `"messages":[{"id":"${id}"${status}}]}`
  );
}
