/**
 * Checks the answer to a bad request: a 4xx that the file documents for such a mistake, its error schema, and beyond the
 * file the envelope of recorded live answers: which members, in which order, and the form of `fbtrace_id`.
 */
import type { BadRequest } from './bad-requests.js';
import type { CheckAnswer, Mismatch } from './check-answer.js';
import type { ApiOperation, Schema } from './document.js';
import type { ApiAnswer } from './graph.js';

const ORDER = [
  'message',
  'type',
  'code',
  'error_data',
  'error_subcode',
  'is_transient',
  'error_user_title',
  'error_user_msg',
  'fbtrace_id',
];
const ENVELOPE: Schema & Readonly<Record<string, unknown>> = {
  type: 'object',
  required: ['error'],
  additionalProperties: false,
  properties: {
    error: {
      type: 'object',
      required: ['message', 'type', 'code', 'fbtrace_id'],
      additionalProperties: false,
      properties: {
        message: { type: 'string', minLength: 1 },
        type: { enum: ['OAuthException', 'GraphMethodException'] },
        code: { type: 'integer', minimum: 0 },
        error_data: { anyOf: [{ type: 'object' }, { type: 'string' }] },
        error_subcode: { type: 'integer', minimum: 1 },
        is_transient: { type: 'boolean' },
        error_user_title: { type: 'string', minLength: 1 },
        error_user_msg: { type: 'string', minLength: 1 },
        fbtrace_id: { type: 'string', pattern: '^A[A-Za-z0-9_-]{22}$' },
      },
    },
  },
};
const DOCUMENTED: Schema = { $ref: '#/components/schemas/GraphAPIError' };
/** What the file gives for each kind of mistake. */
const STATUSES: Readonly<Record<BadRequest['about'], readonly number[]>> = {
  token: [401],
  object: [404],
  parameter: [400, 422],
};
const SHOWN = 160;

/** Order says that nothing was rearranged on the way. */
function checkOrder(json: unknown): readonly Mismatch[] {
  const names = Object.keys((json as { error?: object } | undefined)?.error ?? {});
  const sorted = [...names].sort((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other));
  return names.join() === sorted.join()
    ? []
    : [{ aspect: 'order', text: `the members of the error come as ${names.join(', ')}` }];
}

export function checkRefusal(
  operation: ApiOperation,
  { about }: BadRequest,
  { status, json, text }: ApiAnswer,
  check: CheckAnswer,
): readonly Mismatch[] {
  if (status === 501) return [{ aspect: 'not simulated', text: `is not simulated: ${text.slice(0, SHOWN)}` }];
  if (status < 400 || status > 499)
    return [{ aspect: 'refused', text: `is answered ${status}, not refused: ${text.slice(0, SHOWN)}` }];
  const documented = STATUSES[about].filter((it) => operation.answers.has(it));
  const wrongStatus =
    documented.length > 0 && !documented.includes(status)
      ? [{ aspect: 'status', text: `is answered ${status}, documented is ${documented.join(' or ')}` }]
      : [];
  const schema = operation.answers.get(status) ?? operation.answers.get(400) ?? DOCUMENTED;
  const envelope = [...check(schema, json), ...check(ENVELOPE, json), ...checkOrder(json)];
  return [
    ...wrongStatus,
    ...envelope.map((it) => ({ aspect: `envelope ${it.aspect}`, text: `is answered ${status}, but ${it.text}` })),
  ];
}
