/**
 * `graph.garbage`: what comes is an HTTP answer and none of Graph's: a page of the proxy in front, no body, JSON that ends too
 * early, a Content-Length that is too small. Whether the call was done is left open, so the status is 200 or a 5xx: a 4xx
 * would say that it was not.
 */
import { z } from 'zod';
import { type FaultKind, MOMENTS, type Moment } from './fault.js';
import { ofCalls } from './selection.js';

/** Pages come from proxies, which also lose calls that they never passed on; a damaged answer is one of a call that was done. */
const USUAL = {
  html: { status: 502, moment: 'before-effect' },
  empty: { status: 502, moment: 'before-effect' },
  'broken-json': { status: 200, moment: 'after-effect' },
  'wrong-length': { status: 200, moment: 'after-effect' },
} as const satisfies Record<string, { status: number; moment: Moment }>;

const parameters = z
  .strictObject({
    what: z
      .enum(['html', 'empty', 'broken-json', 'wrong-length'])
      .default('html')
      .describe('a page of a proxy, no body, JSON that ends too early, a Content-Length that is too small'),
    status: z
      .int()
      .refine((status) => status === 200 || (status >= 500 && status <= 599), { error: 'expected 200 or 500 to 599' })
      .optional()
      .describe('default: 502 for html and empty, 200 for the others'),
    moment: z
      .enum(MOMENTS)
      .optional()
      .describe('default: before-effect for html and empty, after-effect for the others'),
    ...ofCalls(),
  })
  .transform(({ status, moment, ...rest }) => ({
    ...rest,
    status: status ?? USUAL[rest.what].status,
    moment: moment ?? USUAL[rest.what].moment,
  }));

type Parameters = z.output<typeof parameters>;

export const graphGarbage: FaultKind<Parameters> = {
  name: 'graph.garbage',
  side: 'graph',
  summary: 'An answer that is none of Graph’s: HTML of a proxy (default), an empty body, broken JSON, a wrong length.',
  models:
    'HTML error pages with 502 in place of JSON, after which a post had sometimes been published and sometimes not (observed in public issue reports).',
  parameters,
  example: { what: 'html', probability: 0.1 },
  create: ({ what, status, moment }) => ({
    side: 'graph',
    strike: () => ({ kind: 'end', moment, ending: { kind: 'garbage', what, status } }),
  }),
};
