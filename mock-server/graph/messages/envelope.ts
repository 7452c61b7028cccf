/** What every send has besides its content: the product, the sender's marks, and no parameter that nobody knows. */
import { wamid } from '../../../core/ids.js';
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import type { CallFacts, GraphRequest } from '../operation.js';
import { fromJson, object, parseParameter, quoted, type Shape, string } from '../parameters.js';
import { KNOWN_TYPES, messageTypes } from './content.js';
import { chatOf, isForGroup, userIdOf } from './recipient.js';

type Parameters = GraphRequest['parameters'];

/** Parameters of every Graph call, whatever the operation, and those of every send. */
const KNOWN = new Set([
  'access_token',
  'appsecret_proof',
  'appsecret_time',
  'debug',
  'fields',
  'format',
  'locale',
  'method',
  'pretty',
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

/** A quoted message that is unknown, or too old, is no mistake: the message goes out without the quote. */
const SHARED: Readonly<Record<string, Shape>> = {
  context: object({ message_id: string({ required: true }) }),
  /** Echoed in statuses. */
  biz_opaque_callback_data: string({ maxLength: 512 }),
  /** Compared with the user's identity (137000) only while the number checks identities; users have none here. */
  recipient_identity_key_hash: string(),
};

const textOrNothing = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** What can be said about a send whatever comes of it. */
export function readFacts(parameters: Parameters): CallFacts {
  const { to, type, context, reaction, biz_opaque_callback_data } = parameters;
  const kind = quoted(type ?? 'text').toLowerCase();
  // A reaction names the message that it is about; a context beside it has no meaning.
  const naming = fromJson(kind === 'reaction' ? reaction : context) as { message_id?: unknown } | null | undefined;
  const answers = textOrNothing(naming?.message_id);
  return {
    action: 'send',
    type: kind,
    to: isForGroup(parameters) ? undefined : chatOf(to),
    userId: userIdOf(parameters),
    answers: answers === undefined ? undefined : wamid(answers),
    callbackData: textOrNothing(biz_opaque_callback_data),
    digest: undefined,
    text: undefined,
  };
}

function refuseProduct({ messaging_product: product }: Parameters): GraphError | undefined {
  if (product === 'whatsapp') return undefined;
  return product === undefined || product === null
    ? parameterError('The parameter messaging_product is required.')
    : parameterError(`Param messaging_product must be one of {WHATSAPP} - got "${quoted(product)}".`);
}

/** @param own what this edge takes besides the parameters of every send. */
export function refuseEnvelope(parameters: Parameters, own: Readonly<Record<string, Shape>>): GraphError | undefined {
  const product = refuseProduct(parameters);
  if (product) return product;
  for (const key in parameters)
    if (!KNOWN.has(key) && !Object.hasOwn(own, key)) return parameterError(`Unexpected key "${key}".`);
  return undefined;
}

/** The shapes of the parameters that are no part of the content. */
export function refuseMarks(parameters: Parameters, own: Readonly<Record<string, Shape>>): GraphError | undefined {
  for (const shapes of [SHARED, own])
    for (const name in shapes) {
      const shape = shapes[name];
      const refusal = shape && parameters[name] !== undefined && parseParameter(shape, parameters[name], name).refusal;
      if (refusal) return refusal;
    }
  return undefined;
}
