/**
 * `webhook.replay`: what comes is hours or days old, as its timestamp says: a backlog that was kept back while the webhook
 * was down, or deliveries from far down the retry schedule. Every attempt and copy of such a delivery is as old. Whether
 * the window to answer is still open is not judged by that age.
 */
import { z } from 'zod';
import type { FaultKind } from './fault.js';
import { durationRange } from './parameters.js';
import { type Json, rewriteValues, withEach } from './rewrite-body.js';
import { ofDeliveries } from './selection.js';

/** Meta, "Webhooks": nothing is delivered later. */
const LONGEST_AGE_MS = 7 * 24 * 3_600_000;

const parameters = z.strictObject({
  age: durationRange(LONGEST_AGE_MS)
    .default({ min: 6 * 3_600_000, max: 3 * 24 * 3_600_000 })
    .describe('how old it is: 6h..3d'),
  ...ofDeliveries(['message'], 0.3),
});

type Parameters = z.output<typeof parameters>;

/** Every message and status of a body, so many seconds older. */
export function makeOlder(body: Buffer, seconds: number): Buffer {
  const older = (item: Json): Json => {
    const at = Number(item.timestamp);
    return Number.isFinite(at) ? { ...item, timestamp: String(Math.max(at - seconds, 0)) } : item;
  };
  return rewriteValues(body, (value) => withEach(withEach(value, 'messages', older), 'statuses', older));
}

export const webhookReplay: FaultKind<Parameters> = {
  name: 'webhook.replay',
  side: 'webhook',
  summary: 'Deliveries are hours or days old, as after an outage of the webhook.',
  models:
    'Meta tries for 7 days (Meta, "Webhooks"); after an outage days-old messages were answered as if fresh (incidents).',
  parameters,
  example: { age: '1d..3d', probability: 0.5 },
  create: ({ age }) => ({
    side: 'webhook',
    strike(_delivery, random) {
      const seconds = Math.round((age.min + random.next() * (age.max - age.min)) / 1_000);
      return { kind: 'rewrite', variant: 'stale', rewrite: (body) => makeOlder(body, seconds) };
    },
  }),
};
