/**
 * How a send is decided, on whatever edge. Refusals come in Meta's order: the parameters' shape, the sender's state,
 * the content. What Meta says only later, by a `failed` status, is not refused here.
 */
import { phoneNumberId } from '../../../core/ids.js';
import { contentError, type GraphError, notSimulated, parameterError } from '../../errors/graph-error.js';
import { refuseByPolicy } from '../../policy/policy.js';
import type { PhoneNumber } from '../../world/accounts.js';
import type { World } from '../../world/world.js';
import { digest } from '../digest.js';
import type { CallFacts, Decision, GraphRequest } from '../operation.js';
import { parseParameter, quoted, type Shape } from '../parameters.js';
import { KNOWN_TYPES, messageTypes } from './content.js';
import { readFacts, refuseEnvelope, refuseMarks } from './envelope.js';
import { judgeMediaIds } from './media-ids.js';
import type { Content, MessageType } from './message-type.js';
import { type Addressee, addressOf } from './recipient.js';
import { sentTemplateOf } from './sent-template.js';

/** A send that is well formed. */
export interface Draft {
  readonly from: PhoneNumber;
  readonly addressee: Addressee;
  readonly type: string;
  readonly content: Content;
  readonly parameters: GraphRequest['parameters'];
}

/** What one edge has that others have not. */
export interface SendEdge {
  /** Parameters besides those of every send. */
  readonly parameters: Readonly<Record<string, Shape>>;
  /** Rules of this edge, before those of the content. */
  readonly refuse: (draft: Draft, world: World) => GraphError | undefined;
  /** Why it will fail, though it is accepted. */
  readonly fail?: (draft: Draft, world: World) => GraphError | undefined;
  /** Finds the template that statuses name, once the send has taken effect. */
  readonly templateId?: (draft: Draft, world: World) => (() => string | undefined) | undefined;
  /** What the message counts as, where its type and template do not say it. */
  readonly category?: (draft: Draft) => string | undefined;
  /** What a send changes here besides what its type does. */
  readonly also?: (draft: Draft, world: World) => (() => void) | undefined;
}

/** The type of the message, or the refusal of one that there is not. */
function typeNamed(type: string, given: unknown): MessageType | GraphError {
  if (Object.hasOwn(messageTypes, type)) return messageTypes[type] as MessageType;
  return (KNOWN_TYPES as readonly string[]).includes(type.toUpperCase())
    ? notSimulated(`messages of type "${type}"`)
    : parameterError(`Param type must be one of {${KNOWN_TYPES.join(', ')}} - got "${quoted(given)}".`);
}

/** What cannot go to this kind of addressee. That groups refuse with 131051 is assumed; which types, documented. */
function refuseAddressee({ from, addressee, type, content }: Draft, world: World): GraphError | undefined {
  const isAuthentication =
    type === 'template' && sentTemplateOf(from.wabaId, content, world)?.category === 'AUTHENTICATION';
  if (addressee.userId !== undefined && isAuthentication)
    return contentError(131062, 'Business-scoped User ID (BSUID) recipients are not supported for this message.');
  if (addressee.group !== undefined && (type === 'interactive' || isAuthentication))
    return contentError(131051, `Messages of type ${type} are not supported in groups.`);
  return undefined;
}

function refuseDraft(draft: Draft, edge: SendEdge, messageType: MessageType, world: World): GraphError | undefined {
  const { from, addressee, type, content } = draft;
  const { to } = addressee;
  return (
    refuseByPolicy({ from, to, type }, world) ??
    refuseAddressee(draft, world) ??
    edge.refuse(draft, world) ??
    messageType.refuse?.(content, world, { from, to })
  );
}

export function decideSend(edge: SendEdge, from: PhoneNumber, { parameters }: GraphRequest, world: World): Decision {
  const address = addressOf(parameters, from, world);
  const read = readFacts(parameters);
  const early: CallFacts = 'addressee' in address ? { ...read, to: address.addressee.to } : read;
  const refused = (refusal: GraphError, facts = early): Decision => ({ refusal, facts });

  const envelope =
    refuseEnvelope(parameters, edge.parameters) ??
    ('malformed' in address ? address.malformed : refuseMarks(parameters, edge.parameters));
  if (envelope) return refused(envelope);

  const type = early.type ?? 'text';
  const messageType = typeNamed(type, parameters.type);
  if (!('shape' in messageType)) return refused(messageType);
  const parsed = parseParameter(messageType.shape, parameters[type], type);
  if (parsed.refusal) return refused(parsed.refusal);

  const content = parsed.value as Content;
  const media = judgeMediaIds({ from, type, content }, world);
  if (media.refusal) return refused(media.refusal);
  const facts: CallFacts = {
    ...early,
    digest: digest(type + JSON.stringify(content)),
    text: messageType.preview(content),
  };
  if (!('addressee' in address)) return refused('refusal' in address ? address.refusal : address.malformed, facts);
  const { addressee } = address;
  const draft: Draft = { from, addressee, type, content, parameters };
  const refusal = refuseDraft(draft, edge, messageType, world);
  if (refusal) return refused(refusal, facts);

  const also = edge.also?.(draft, world);
  const { sent } = messageType;
  return {
    facts,
    effect: {
      kind: 'send',
      phoneNumberId: phoneNumberId(from.id),
      ...addressee,
      type,
      callbackData: early.callbackData,
      failure: media.failure ?? edge.fail?.(draft, world),
      category: edge.category?.(draft),
      template: type === 'template' ? sentTemplateOf(from.wabaId, content, world) : undefined,
      templateId: edge.templateId?.(draft, world),
      also:
        (also ?? sent) &&
        (() => {
          also?.();
          sent?.(content, world, { from, to: addressee.to });
        }),
    },
  };
}
