/**
 * `webhook.duplicate`: Meta delivers at least once, so the same event comes again: some time later, or at the very
 * same instant over another connection (`within: 0`), which defeats a check-then-set deduplication.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import type { FaultKind } from './fault.js';
import { probability, range } from './parameters.js';

const parameters = z.strictObject({
  probability: probability.default(0.3),
  /** How many further copies. */
  copies: range(20).default({ min: 1, max: 3 }),
  /** The copies come at random instants of this span; 0: at the same instant. */
  within: duration.default(5_000),
  of: z
    .array(z.enum(['message', 'status', 'event']))
    .min(1)
    .default(['message', 'status']),
});

type Parameters = z.output<typeof parameters>;

export const webhookDuplicate: FaultKind<Parameters> = {
  name: 'webhook.duplicate',
  side: 'webhook',
  summary: 'The same event is delivered several times, spaced within a time or at the same instant.',
  parameters,
  create: ({ probability: share, copies, within, of }) => ({
    side: 'webhook',
    strike({ carries }, random) {
      if (!of.includes(carries) || !random.chance(share)) return undefined;
      const count = random.integer(copies.min, copies.max);
      const afterMs = Array.from({ length: count }, () => Math.round(random.next() * within)).sort((a, b) => a - b);
      return { kind: 'duplicate', afterMs };
    },
  }),
};
