/**
 * `graph.error`: a call is refused with an error of Meta's table, before it has any effect; in Meta's own form, or
 * with the HTTP status of a gateway (429, 5xx) and a `Retry-After` header, which Meta itself does not send.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import { findError, type GraphError } from '../errors/graph-error.js';
import { rowError, titlesOf } from '../errors/row-error.js';
import type { FaultKind } from './fault.js';
import { on, probability } from './parameters.js';

const GATEWAY = /^http-(429|5\d\d)$/;

/** Words are cut short by the wire anyway: a header repeats the message. */
const words = z.string().min(1).max(1_000);

const parameters = z
  .strictObject({
    /** A code of the table of errors. Default: 4 as HTTP 429, 2 as HTTP 5xx, 131000 otherwise. */
    code: z
      .number()
      .int()
      .refine((code) => findError(code) !== undefined, { error: 'expected a code of Meta’s table of errors' })
      .optional(),
    subcode: z.number().int().optional(),
    /** Which row of the table is meant, where several have this code and subcode. Default: the first. */
    title: z.string().optional(),
    /** Instead of the usual message, with its prefix. */
    message: words.optional(),
    /** Instead of the usual `error_data.details`. */
    details: words.optional(),
    as: z
      .string()
      .refine((as) => as === 'graph' || GATEWAY.test(as), { error: 'expected graph, http-429 or http-500 to http-599' })
      .default('graph'),
    retryAfter: duration.optional(),
    probability: probability.default(1),
    on: on.default(['send']),
  })
  .superRefine(({ code, subcode, title }, context) => {
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

export function injectedError(given: Parameters): GraphError {
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
  parameters,
  create(given) {
    const error = injectedError(given);
    return {
      side: 'graph',
      strike: ({ action }, random) =>
        given.on.includes(action) && random.chance(given.probability) ? { kind: 'refuse', error } : undefined,
    };
  },
};
