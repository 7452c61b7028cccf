/**
 * `webhook.reorder`: neighbours change places. A delivery waits until one that came after it has left, and follows: of
 * two messages of a user the second comes first, of three statuses of a message read comes before delivered before sent.
 * What nothing overtakes in time leaves in any case. The order in which posts are answered is not touched.
 */
import { z } from 'zod';
import type { FaultKind } from './fault.js';
import { span } from './parameters.js';
import { ofDeliveries } from './selection.js';

const LONGEST_MS = 60_000;

const parameters = z.strictObject({
  within: span(LONGEST_MS).default(3_000).describe('how long it waits for one that overtakes it'),
  gap: span(LONGEST_MS).default(100).describe('how long after that one it follows'),
  ...ofDeliveries(['message', 'status'], 0.5),
});

type Parameters = z.output<typeof parameters>;

export const webhookReorder: FaultKind<Parameters> = {
  name: 'webhook.reorder',
  side: 'webhook',
  summary: 'Neighbouring deliveries of a user change places; statuses of a message come in reverse.',
  models: 'Concurrent delivery without an order (Meta, "Webhooks"); a late "sent" overwrote "delivered" (incidents).',
  parameters,
  example: { of: ['status'], probability: 1 },
  create: ({ within, gap }) => ({
    side: 'webhook',
    strike: () => ({ kind: 'yield', withinMs: within, gapMs: gap }),
  }),
};
