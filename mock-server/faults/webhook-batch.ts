/**
 * `webhook.batch`: several updates come in one post, as Meta may send them. With `poison` a share of the posts begins with
 * an element that is no message at all: of type unsupported, without id and sender, beside a contact that is null, in a
 * change of its own. Whoever handles elements one by one serves the others. In the history it is a delivery of the post
 * like the others: `carries: event`, field `messages`, variant `poison`.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import type { FaultKind } from './fault.js';
import { rewriteBody } from './rewrite-body.js';
import { ofDeliveries, probability } from './selection.js';

/** Meta, "Webhooks": at most so many updates in a post. */
const MOST_UPDATES = 1_000;
const LONGEST_MS = 60_000;

const parameters = z.strictObject({
  updates: z.int().min(2).max(MOST_UPDATES).default(10).describe('a post leaves when it holds so many'),
  within: duration
    .refine((ms) => ms <= LONGEST_MS, { error: 'expected at most 60s' })
    .default(1_000)
    .describe('or when its first update has waited so long'),
  poison: probability.default(0).describe('share of posts that begin with an element which is no message'),
  ...ofDeliveries(['message', 'status']),
});

type Parameters = z.output<typeof parameters>;

const ERROR = {
  code: 131_051,
  title: 'Message type unknown',
  message: 'Message type unknown',
  error_data: { details: 'Message type is currently not supported.' },
};

const isList = Array.isArray as (value: unknown) => value is readonly Readonly<Record<string, unknown>>[];

/** From the body of any update, whose account and number it takes. */
export const poisonBody = (body: Buffer): Buffer =>
  rewriteBody(body, (whole) => {
    const [entry] = isList(whole.entry) ? whole.entry : [];
    const [change] = isList(entry?.changes) ? entry.changes : [];
    const { metadata } = Object(change?.value) as { readonly metadata?: unknown };
    const value = {
      messaging_product: 'whatsapp',
      metadata,
      contacts: [null],
      errors: [ERROR],
      messages: [{ type: 'unsupported', errors: [ERROR] }],
    };
    return { object: whole.object, entry: [{ id: entry?.id, changes: [{ value, field: 'messages' }] }] };
  });

export const webhookBatch: FaultKind<Parameters> = {
  name: 'webhook.batch',
  side: 'webhook',
  summary: 'Several updates come in one post, some of them with an element that is no message.',
  models:
    'Posts of up to 1,000 updates (Meta, "Webhooks"); only the first one handled, or all of them dropped for a bad one (incidents).',
  parameters,
  example: { updates: 5, within: '2s', poison: 0.3 },
  create: ({ updates, within, poison }) => ({
    side: 'webhook',
    strike: (_delivery, random) => ({
      kind: 'batch',
      updates,
      withinMs: within,
      poison: random.chance(poison) ? poisonBody : undefined,
    }),
  }),
};
