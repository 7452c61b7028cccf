/** `graph.outage`: nothing works. Every call gets an error with an HTTP 5xx, or its connection is reset; no effects. */
import { z } from 'zod';
import { rowError } from '../errors/row-error.js';
import type { FaultKind, GraphDisturbance } from './fault.js';
import { EVERY_CALL, on, probability } from './parameters.js';

const parameters = z.strictObject({
  as: z
    .string()
    .refine((as) => as === 'reset' || /^http-5\d\d$/.test(as), { error: 'expected reset or http-500 to http-599' })
    .default('http-503'),
  probability: probability.default(1),
  on: on.default([...EVERY_CALL]),
});

type Parameters = z.output<typeof parameters>;

export const graphOutage: FaultKind<Parameters> = {
  name: 'graph.outage',
  side: 'graph',
  summary: 'Every call fails: HTTP 503 with code 2 (default), another 5xx, or a reset connection.',
  parameters,
  create(given) {
    const disturbance: GraphDisturbance =
      given.as === 'reset'
        ? { kind: 'cut' }
        : {
            kind: 'refuse',
            error: rowError({ code: 2 }, { status: Number(given.as.slice('http-'.length)) }),
          };
    return {
      side: 'graph',
      strike: ({ action }, random) =>
        given.on.includes(action) && random.chance(given.probability) ? disturbance : undefined,
    };
  },
};
