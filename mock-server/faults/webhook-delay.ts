/**
 * `webhook.delay`: deliveries come late, each by what is drawn for it, so that those of one user overtake one another by
 * chance. Each is late by itself; for a backlog that comes all at once see `webhook.batch`.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import type { Random } from '../../core/random.js';
import type { FaultKind } from './fault.js';
import { drawOf } from './latency-shapes.js';
import { durationRange } from './parameters.js';
import { ofDeliveries } from './selection.js';

const LONGEST_MS = 600_000;

const parameters = z
  .strictObject({
    by: durationRange(LONGEST_MS).optional().describe('1s..10s: anything between alike; default 1s..10s'),
    median: duration.optional().describe('lognormal, together with p95, in place of by'),
    p95: duration.optional().describe('lognormal: one of twenty comes later'),
    ...ofDeliveries(['message', 'status']),
  })
  .refine(({ by, median, p95 }) => (median === undefined) === (p95 === undefined) && !(by && median !== undefined), {
    error: 'expected by, or median and p95',
  })
  .refine(({ median = 1, p95 = median }) => median > 0 && p95 >= median, {
    error: 'expected a median above 0 and p95 not below it',
  });

type Parameters = z.output<typeof parameters>;

function drawerOf({ by = { min: 1_000, max: 10_000 }, median, p95 }: Parameters): (random: Random) => number {
  if (median !== undefined && p95 !== undefined) return drawOf({ distribution: 'lognormal', median, p95 });
  return (random) => by.min + random.next() * (by.max - by.min);
}

export const webhookDelay: FaultKind<Parameters> = {
  name: 'webhook.delay',
  side: 'webhook',
  summary: 'Deliveries come late, each by a time of its own, and so overtake one another.',
  models:
    'Meta delivers concurrently and promises no order or time (Meta, "Webhooks"); days-long lags were seen (incidents).',
  parameters,
  example: { by: '1s..10s', probability: 0.3 },
  create(given) {
    const draw = drawerOf(given);
    return { side: 'webhook', strike: (_delivery, random) => ({ kind: 'hold', ms: Math.round(draw(random)) }) };
  },
};
