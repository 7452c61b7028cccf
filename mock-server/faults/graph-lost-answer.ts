/**
 * `graph.lost-answer`: the message is accepted and reaches the user, but the answer never reaches the caller. The
 * connection is reset at once, or stays silent until the caller gives up. Meta has no idempotency key: a caller that
 * sends again doubles the message.
 */
import { z } from 'zod';
import type { FaultKind } from './fault.js';
import { on, probability } from './parameters.js';

const parameters = z.strictObject({
  how: z.enum(['reset', 'hang']).default('reset'),
  probability: probability.default(1),
  on: on.default(['send']),
});

type Parameters = z.output<typeof parameters>;

export const graphLostAnswer: FaultKind<Parameters> = {
  name: 'graph.lost-answer',
  side: 'graph',
  summary: 'The message is accepted, the answer is lost: connection reset, or silence.',
  parameters,
  create: ({ how, probability: share, on: actions }) => ({
    side: 'graph',
    strike: ({ action }, random) =>
      actions.includes(action) && random.chance(share) ? { kind: 'lose', how } : undefined,
  }),
};
