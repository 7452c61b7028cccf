/**
 * Mark as read, with an optional typing indicator (shown up to 25 s or until the reply). The refusals are recorded:
 * `(#100) Invalid parameter` with details for a garbage id, other details for an id of the business's own message.
 */
import { wamid } from '../../../core/ids.js';
import { type GraphError, graphError, parameterError } from '../../errors/graph-error.js';
import { decodeWamid } from '../../world/wamid.js';
import type { CallFacts, Decision, GraphRequest } from '../operation.js';
import { object, parseParameter, quoted, string } from '../parameters.js';

const typingShape = object({ type: string({ required: true }) });

const invalidMessage = (details: string): GraphError =>
  graphError(100, { message: '(#100) Invalid parameter', details });

function refuseMarkRead(parameters: GraphRequest['parameters']): GraphError | undefined {
  if (parameters.messaging_product !== 'whatsapp')
    return parameterError('The parameter messaging_product is required.');
  if (parameters.status !== 'read')
    return parameterError(`Param status must be one of {READ} - got "${quoted(parameters.status)}".`);
  const id = parameters.message_id;
  if (id === undefined || id === null || id === '') return parameterError('The parameter message_id is required.');
  const typing = parseParameter(typingShape, parameters.typing_indicator, 'typing_indicator');
  if (typing.refusal) return typing.refusal;
  const indicator = typing.value as { type: string } | undefined;
  if (indicator && indicator.type !== 'text')
    return parameterError(`Param typing_indicator['type'] must be one of {TEXT} - got "${indicator.type}".`);
  const decoded = decodeWamid(quoted(id));
  if (!decoded) return invalidMessage('Please check the message ID you have provided.');
  if (decoded.direction === 'to-user')
    return invalidMessage(`The message ID ${quoted(id)} is outgoing. Please use an incoming message ID.`);
  return undefined;
}

export const markReadFacts = ({ message_id: id }: GraphRequest['parameters']): CallFacts => ({
  action: 'mark-read',
  answers: typeof id === 'string' ? wamid(id) : undefined,
});

export function decideMarkRead(parameters: GraphRequest['parameters']): Decision {
  const facts = markReadFacts(parameters);
  const { answers: message } = facts;
  const refusal = refuseMarkRead(parameters);
  if (refusal || message === undefined)
    return { refusal: refusal ?? parameterError('Param message_id must be a string.'), facts };
  return { facts, effect: { kind: 'mark-read', message } };
}
