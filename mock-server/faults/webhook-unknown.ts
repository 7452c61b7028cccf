/**
 * `webhook.unknown`: what tomorrow's platform sends. `member`: members that nobody knows, at every depth of a genuine body.
 * `type`: a message of a type that nobody knows, by somebody who never wrote, beside a genuine delivery. `event`: an event
 * of a field that nobody knows. All correctly signed; the names are ours. For early features of some users see
 * `/_waproof/features`.
 */
import { z } from 'zod';
import { type FaultKind, STRANGERS, type WebhookDisturbance } from './fault.js';
import { type Json, rewriteBody, withEach } from './rewrite-body.js';
import { ofDeliveries } from './selection.js';

const WHAT = ['member', 'type', 'event'] as const;

const parameters = z.strictObject({
  what: z
    .array(z.enum(WHAT))
    .min(1)
    .default([...WHAT])
    .describe('what is unknown, one of them drawn for each delivery'),
  ...ofDeliveries(['message', 'status'], 0.3),
});

type Parameters = z.output<typeof parameters>;

const UNKNOWN = { x_rollout: { cohort: 'b', since: 1_795_000_000, traits: ['early', null] }, x_revision: 7 };

const extended = (owner: Json): Json => ({ ...owner, ...UNKNOWN });

/** What a message says is in a member named after its type. */
function extendedMessage(message: Json): Json {
  const content = typeof message.type === 'string' ? message[message.type] : undefined;
  const isRecord = typeof content === 'object' && content !== null && !Array.isArray(content);
  return extended(isRecord ? { ...message, [String(message.type)]: extended(content as Json) } : message);
}

function extendedValue(value: Json): Json {
  const parts = withEach(withEach(value, 'contacts', extended), 'statuses', extended);
  return extended(withEach(parts, 'messages', extendedMessage));
}

export const addUnknownMembers = (body: Buffer): Buffer =>
  rewriteBody(body, (whole) =>
    extended(
      withEach(whole, 'entry', (entry) =>
        extended(
          withEach(entry, 'changes', (change) => extended({ ...change, value: extendedValue(Object(change.value)) })),
        ),
      ),
    ),
  );

const PRESENCE = { field: 'x_presence_update', value: { x_presence: [{ state: 'nearby', accuracy_m: 12.5 }] } };

export const webhookUnknown: FaultKind<Parameters> = {
  name: 'webhook.unknown',
  side: 'webhook',
  summary: 'Members, message types and events that nobody knows yet.',
  models:
    'The platform grows: members, types and fields are added without notice (Meta, changelogs); one unknown type blocked a whole channel (incidents).',
  parameters,
  example: { what: ['member', 'type'], probability: 0.2 },
  create: ({ what }) => ({
    side: 'webhook',
    strike(_delivery, random): WebhookDisturbance {
      const kind = random.pick(what);
      switch (kind) {
        case 'member':
          return { kind: 'rewrite', variant: 'unknown-member', rewrite: addUnknownMembers };
        case 'type': {
          const content = { type: 'x_hologram', x_hologram: { id: '7', depth_mm: 40 } };
          const stranger = random.integer(...STRANGERS.genuine);
          const message = { stranger, content, ageMs: 0, signature: 'valid', variant: 'unknown-type' } as const;
          return { kind: 'strangers', messages: [message] };
        }
        case 'event':
          return { kind: 'event', variant: 'unknown-event', ...PRESENCE };
        default:
          return kind satisfies never;
      }
    },
  }),
};
