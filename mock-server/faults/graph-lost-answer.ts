/**
 * `graph.lost-answer`: the message is accepted and reaches the user, but the answer never reaches the caller. The
 * connection is reset or closed at once, or stays silent until the caller gives up. Meta has no idempotency key: a caller that
 * sends again doubles the message.
 */
import { z } from 'zod';
import type { FaultKind } from './fault.js';
import { ofCalls } from './selection.js';

const parameters = z.strictObject({
  how: z.enum(['reset', 'hang', 'close']).default('reset').describe('close: FIN without a byte'),
  ...ofCalls(),
});

type Parameters = z.output<typeof parameters>;

export const graphLostAnswer: FaultKind<Parameters> = {
  name: 'graph.lost-answer',
  side: 'graph',
  summary: 'The message is accepted, the answer is lost: connection reset, or silence.',
  models:
    'A time-out or a broken connection after Meta had accepted the message; users got up to four copies (incidents).',
  parameters,
  example: { how: 'reset', probability: 0.1 },
  create: ({ how }) => ({
    side: 'graph',
    strike: () => ({
      kind: 'end',
      moment: 'after-effect',
      ending: how === 'hang' ? { kind: 'silence' } : { kind: how },
    }),
  }),
};
