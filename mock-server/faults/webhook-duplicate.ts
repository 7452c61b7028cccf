/**
 * `webhook.duplicate`: Meta delivers at least once, so the same event comes again: some time later, or at the very
 * same instant over another connection (`within: 0`), which defeats a check-then-set deduplication.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import type { FaultKind } from './fault.js';
import { range } from './parameters.js';
import { ofDeliveries } from './selection.js';

const parameters = z.strictObject({
  copies: range(20).default({ min: 1, max: 3 }).describe('how many further copies'),
  within: duration.default(5_000).describe('they come at random instants of this span; 0: at the same instant'),
  ...ofDeliveries(['message', 'status'], 0.3),
});

type Parameters = z.output<typeof parameters>;

export const webhookDuplicate: FaultKind<Parameters> = {
  name: 'webhook.duplicate',
  side: 'webhook',
  summary: 'The same event is delivered several times, spaced within a time or at the same instant.',
  models:
    'Delivery at least once (Meta, "Webhooks"); near-simultaneous copies pass a check-then-set deduplication (incidents).',
  parameters,
  example: { copies: '1..3', within: 0, probability: 0.3 },
  create: ({ copies, within }) => ({
    side: 'webhook',
    strike(_delivery, random) {
      const count = random.integer(copies.min, copies.max);
      const afterMs = Array.from({ length: count }, () => Math.round(random.next() * within)).sort((a, b) => a - b);
      return { kind: 'copies', afterMs };
    },
  }),
};
