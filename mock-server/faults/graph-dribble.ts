/**
 * `graph.dribble`: the call is done and its answer is right, but its body comes a few bytes at a time: a timeout that starts
 * anew with every byte never ends it. Headers come at once. The longest such answer is ten minutes; then the connection breaks.
 */
import { z } from 'zod';
import type { FaultKind } from './fault.js';
import { ofCalls } from './selection.js';

const parameters = z.strictObject({
  rate: z.number().min(0.1).max(1e9).default(20).describe('bytes a second'),
  ...ofCalls(),
});

type Parameters = z.output<typeof parameters>;

export const graphDribble: FaultKind<Parameters> = {
  name: 'graph.dribble',
  side: 'graph',
  summary: 'The answer is right and comes a few bytes at a time (20 a second: a send takes about ten seconds).',
  models: 'A congested link or an overloaded server; the timeout that counts is the one over the whole call (assumed).',
  parameters,
  example: { rate: 20, probability: 0.1 },
  create: ({ rate: bytesPerSecond }) => ({
    side: 'graph',
    strike: () => ({ kind: 'end', moment: 'after-effect', ending: { kind: 'dribble', bytesPerSecond } }),
  }),
};
