/**
 * `webhook.drop`: first attempts are lost on the way, so that the retry schedule brings the delivery. The subject never
 * sees a lost attempt; in the history it is answered by nobody, with the problem `lost`.
 */
import { z } from 'zod';
import type { FaultKind } from './fault.js';
import { range } from './parameters.js';
import { ofDeliveries } from './selection.js';

const MOST_ATTEMPTS = 2;

const parameters = z.strictObject({
  attempts: range(MOST_ATTEMPTS).default({ min: 1, max: 1 }).describe('how many are lost: 1, 2 or 1..2'),
  ...ofDeliveries(['message', 'status'], 0.3),
});

type Parameters = z.output<typeof parameters>;

export const webhookDrop: FaultKind<Parameters> = {
  name: 'webhook.drop',
  side: 'webhook',
  summary: 'First attempts of deliveries are lost on the way; the retry schedule brings them.',
  models: 'Networks lose posts; Meta tries again at once, then less and less often, for 7 days (Meta, "Webhooks").',
  parameters,
  example: { attempts: '1..2', probability: 0.3 },
  create: ({ attempts }) => ({
    side: 'webhook',
    strike: (_delivery, random) => ({ kind: 'lose', attempts: random.integer(attempts.min, attempts.max) }),
  }),
};
