/**
 * `graph.error`: a call is refused with an error of Meta's table, usually before it has any effect; in Meta's own form, or
 * with the HTTP status of a gateway (429, 5xx) and a `Retry-After` header, which Meta itself does not send. After the
 * effect only errors come that leave it open: the platform does not say "refused" of what it did.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import { findError, type GraphError } from '../errors/graph-error.js';
import { rowError, titlesOf } from '../errors/row-error.js';
import type { FaultKind } from './fault.js';
import { moment } from './parameters.js';
import { ofCalls } from './selection.js';

const GATEWAY = /^http-(429|5\d\d)$/;

/** Words are cut short by the wire anyway: a header repeats the message. */
const words = z.string().min(1).max(1_000);

const parameters = z
  .strictObject({
    code: z
      .number()
      .int()
      .refine((code) => findError(code) !== undefined, { error: 'expected a code of Meta’s table of errors' })
      .optional()
      .describe('see waproof errors; default: 4 as HTTP 429, 2 as HTTP 5xx, 131000 otherwise'),
    subcode: z.number().int().optional().describe('error_subcode: 463 for a token that expired'),
    title: z.string().optional().describe('which error, where several have this code and subcode; default: the first'),
    message: words.optional().describe('in place of the usual message, with its prefix'),
    details: words.optional().describe('in place of the usual error_data.details'),
    as: z
      .string()
      .refine((as) => as === 'graph' || GATEWAY.test(as), { error: 'expected graph, http-429 or http-500 to http-599' })
      .default('graph')
      .describe('graph: in Meta’s form; http-429, http-500 to http-599: as a gateway'),
    retryAfter: duration.optional().describe('a Retry-After header, which Meta itself does not send'),
    moment: moment('before-effect'),
    ...ofCalls(),
  })
  .superRefine((given, context) => {
    const { code, subcode, title } = given;
    const isKnown = code === undefined || findError(code) !== undefined;
    if (given.moment === 'after-effect' && isKnown && injectedError(given).definite)
      context.addIssue({
        code: 'custom',
        path: ['moment'],
        message:
          'after-effect needs an error that leaves open whether the call was done, such as 131000 or as: http-503; this one says that it was not',
      });
    if (title === undefined) return;
    const titles = code === undefined ? [] : titlesOf(code, subcode);
    if (!titles.includes(title))
      context.addIssue({
        code: 'custom',
        path: ['title'],
        message: `expected a title of this code and subcode in Meta’s table of errors${
          titles.length > 0 ? `: ${titles.join('; ')}` : ''
        }`,
      });
  });

type Parameters = z.output<typeof parameters>;

/** What decides the error. */
interface Words {
  readonly code?: number | undefined;
  readonly subcode?: number | undefined;
  readonly title?: string | undefined;
  readonly message?: string | undefined;
  readonly details?: string | undefined;
  readonly as: string;
  /** In ms. */
  readonly retryAfter?: number | undefined;
}

export function injectedError(given: Words): GraphError {
  const { code, subcode, title, message, details, as, retryAfter } = given;
  const [, status] = GATEWAY.exec(as) ?? [];
  const usual = status === '429' ? 4 : status ? 2 : 131000;
  return rowError(
    { code: code ?? usual, subcode, title },
    {
      ...(message !== undefined && { message }),
      ...(details !== undefined && { details }),
      ...(status !== undefined && { status: Number(status) }),
      ...(retryAfter !== undefined && { retryAfterSeconds: Math.ceil(retryAfter / 1_000) }),
    },
  );
}

export const graphErrorFault: FaultKind<Parameters> = {
  name: 'graph.error',
  side: 'graph',
  summary: 'Calls are refused with any error of Meta’s table, also as HTTP 429 with Retry-After or as 5xx.',
  models:
    'Meta’s documented errors, each in its own form (Meta, "Error codes"); 429 and 5xx with Retry-After come from proxies in front (observed).',
  parameters,
  example: { code: 130429, probability: 0.3, for: '30s' },
  create(given) {
    const error = injectedError(given);
    return {
      side: 'graph',
      strike: () => ({ kind: 'end', moment: given.moment, ending: { kind: 'error', error } }),
    };
  },
};
