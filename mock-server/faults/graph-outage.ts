/**
 * `graph.outage`: nothing works. Every call gets an error with an HTTP 5xx, or its connection is reset, before it is looked
 * at; there are no effects, unless the moment says otherwise.
 */
import { z } from 'zod';
import { rowError } from '../errors/row-error.js';
import type { Ending, FaultKind } from './fault.js';
import { moment } from './parameters.js';
import { EVERY_CALL, ofCalls } from './selection.js';

const parameters = z.strictObject({
  as: z
    .string()
    .refine((as) => as === 'reset' || /^http-5\d\d$/.test(as), { error: 'expected reset or http-500 to http-599' })
    .default('http-503')
    .describe('reset, or http-500 to http-599'),
  moment: moment('arrival'),
  ...ofCalls(EVERY_CALL),
});

type Parameters = z.output<typeof parameters>;

export const graphOutage: FaultKind<Parameters> = {
  name: 'graph.outage',
  side: 'graph',
  summary: 'Every call fails: HTTP 503 with code 2 (default), another 5xx, or a reset connection.',
  models: 'A time in which the whole API is down (incidents); it does not look at a call before it fails it.',
  parameters,
  example: { as: 'http-503', for: '10s' },
  create(given) {
    const ending: Ending =
      given.as === 'reset'
        ? { kind: 'reset' }
        : { kind: 'error', error: rowError({ code: 2 }, { status: Number(given.as.slice('http-'.length)) }) };
    return { side: 'graph', strike: () => ({ kind: 'end', moment: given.moment, ending }) };
  },
};
