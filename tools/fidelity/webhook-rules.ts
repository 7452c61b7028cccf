/** Rules of webhooks. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

export const webhookRules: readonly Rule[] = [
  {
    behaviour: 'Handshake: `hub.mode`, `hub.challenge`, `hub.verify_token`; verified by 200 and exactly the challenge',
    source: 'documented',
    tests: [
      'test/unit/mock-server/webhooks/sockets.test.ts',
      'test/conformance/webhooks.test.ts',
      'test/conformance/app-subscriptions.test.ts',
    ],
  },
  {
    behaviour: 'It gives up after some seconds: 6 here',
    source: 'assumed (one capture)',
    tests: ['test/unit/mock-server/webhooks/sockets.test.ts'],
  },
  {
    behaviour:
      'Who is told: every app that is subscribed to the field and listed by the account, at the callback closest to the number (number, account, app)',
    source: 'documented',
    tests: [
      'test/unit/mock-server/webhooks/routes.test.ts',
      'test/conformance/subscribed-apps.test.ts',
      'test/conformance/phone-number-settings.test.ts',
    ],
  },
  {
    behaviour:
      '`X-Hub-Signature-256` and the older `X-Hub-Signature` over the bytes as sent, with the secret of the app that is told',
    source: 'documented; the older one observed',
    tests: [
      'test/unit/mock-server/errors/json-escapes.test.ts',
      'test/conformance/webhooks.test.ts',
      'test/conformance/subscribed-apps.test.ts',
    ],
  },
  {
    behaviour: 'Escapes `/`, `@`, `<`, `%` and unicode in lower-case hex',
    source: 'documented (older Graph text), observed',
    tests: ['test/unit/mock-server/errors/json-escapes.test.ts', 'test/conformance/webhooks.test.ts'],
  },
  {
    behaviour:
      'Envelope and fields of messages and statuses as of v24.0; `contacts` with statuses since March 2026; business-scoped ids beside numbers',
    source: 'documented',
    tests: ['test/unit/mock-server/webhooks/payloads.test.ts', 'test/conformance/messages-bsuid.test.ts'],
  },
  {
    behaviour: 'One update a post, as client libraries rely on; when Meta batches is not known',
    source: 'observed',
    tests: ['test/unit/mock-server/webhooks/payloads.test.ts', 'test/conformance/webhooks.test.ts'],
  },
  {
    behaviour:
      'Where it is switched on: up to 1,000 updates and 3 MB in a post, one entry an account, the messages of a number in one change',
    source: 'documented; how Meta groups them is assumed',
    tests: [
      'test/unit/mock-server/webhooks/batcher.test.ts',
      'test/unit/mock-server/webhooks/merge-bodies.test.ts',
      'test/unit/mock-server/webhooks/delivery-sequences.test.ts',
    ],
  },
  {
    behaviour: '`sent`, then `delivered`, then `read`; a reaction is only `sent`; callback data comes back',
    source: 'documented',
    tests: ['test/unit/mock-server/webhooks/message-life.test.ts', 'test/conformance/webhooks.test.ts'],
  },
  {
    behaviour: 'What cannot be sent after all has one status, `failed`, with its error: here a file that does not fit',
    source: 'documented',
    tests: ['test/unit/mock-server/webhooks/message-life.test.ts', 'test/conformance/messages-media-ids.test.ts'],
  },
  {
    behaviour: 'Their times (medians of 0.5, 0.7 and 0.9 s) and the share that is read (four of five)',
    source: 'assumed',
    tests: ['test/unit/mock-server/webhooks/message-life.test.ts'],
  },
  {
    behaviour: "Messages to a group are told of under the group's id",
    source: 'documented',
    tests: ['test/conformance/groups.test.ts'],
  },
  {
    behaviour: 'What a blocked user writes does not arrive',
    source: 'documented',
    tests: ['test/conformance/block-users.test.ts'],
  },
  {
    behaviour: 'Delivered at least once, many at a time, in no order',
    source: 'documented',
    tests: ['test/unit/mock-server/webhooks/delivery-queue.test.ts'],
  },
  {
    behaviour: 'A limited number at a time: 128 here; each target has a queue of its own',
    source: 'assumed',
    tests: ['test/unit/mock-server/webhooks/delivery-queue.test.ts', 'test/unit/mock-server/webhooks/targets.test.ts'],
  },
  {
    behaviour:
      'Only 200 ends a delivery; `success: 2xx` takes any: [decision](decisions/0009-acknowledgement-limits.md)',
    source: 'documented; whether a 202 really comes again is not known',
    tests: [
      'test/unit/mock-server/webhooks/delivery-queue.test.ts',
      'test/conformance/control-webhooks.test.ts',
      'test/unit/verdict/acknowledges-fast.test.ts',
    ],
  },
  {
    behaviour: 'Redirects are not followed',
    source: 'assumed',
    tests: ['test/unit/mock-server/webhooks/sockets.test.ts'],
  },
  {
    behaviour: 'A retry goes to every subscribed app, also to one that had taken the same',
    source: 'documented',
    tests: ['test/unit/mock-server/webhooks/delivery-sequences.test.ts', 'test/conformance/subscribed-apps.test.ts'],
  },
  {
    behaviour: 'A failed post comes again whole, with the same bytes and signature',
    source: 'assumed',
    tests: ['test/unit/mock-server/webhooks/delivery-sequences.test.ts', 'test/conformance/webhooks.test.ts'],
  },
  {
    behaviour: 'The certificate of an https webhook is verified; a self-signed one is refused',
    source: 'documented',
    tests: ['test/conformance/tls.test.ts'],
  },
  {
    behaviour:
      'Mutual TLS with the name `client.webhooks.fbclientcerts.com`, where it is switched on: [decision](decisions/0022-certificates-by-selfsigned.md)',
    source: 'documented; signed by our own CA, and switched on for the mock instead of an app',
    tests: ['test/conformance/tls.test.ts'],
  },
  {
    behaviour: 'At most 100,000 deliveries wait for a target, and 256 MiB of bodies for all; what does not fit is shed',
    source: 'ours',
    tests: ['test/unit/mock-server/webhooks/delivery-queue.test.ts', 'test/unit/mock-server/webhooks/targets.test.ts'],
  },
  {
    behaviour: 'Retries: at once, then ever more seldom, for 7 days',
    source: 'documented (another page: 36 hours)',
    tests: [
      'test/unit/mock-server/webhooks/retry-schedule.test.ts',
      'test/unit/mock-server/webhooks/delivery-sequences.test.ts',
      'test/conformance/control-webhooks.test.ts',
    ],
  },
  {
    behaviour: 'The steps between: [decision](decisions/0010-retry-schedule-assumed.md)',
    source: 'assumed',
    tests: ['test/unit/mock-server/webhooks/retry-schedule.test.ts'],
  },
  {
    behaviour: 'Timeout of 10 s in a scenario, 20 s in `waproof mock`; Meta names none for WhatsApp',
    source: 'assumed',
    tests: ['test/unit/scenario/parse-scenario.test.ts'],
  },
  {
    behaviour:
      'Webhooks go to loopback addresses and to hosts that the user named: [decision](decisions/0019-where-webhooks-go.md)',
    source: 'ours',
    tests: ['test/unit/mock-server/webhooks/target-guard.test.ts'],
  },
  {
    behaviour: 'Every field can be subscribed to. A subscription does not end after a long outage',
    source: 'documented; the end not modelled',
    tests: ['test/conformance/app-subscriptions.test.ts', 'test/conformance/webhook-kinds.test.ts'],
  },
  {
    behaviour:
      'Changes of templates, numbers, names, PINs, usernames, settings, badges, groups, calls, flows, payments, solutions, partners, limits and wishes of users are told by their fields, whoever causes them',
    source:
      'documented; that a shared account is told to the partner as `PARTNER_ADDED`, and a wish by the portfolio’s first number, assumed',
    tests: ['test/conformance/webhook-kinds.test.ts', 'test/unit/mock-server/webhooks/told-changes.test.ts'],
  },
  {
    behaviour:
      'Fields that nothing here causes, and every documented event of the others, are sent as samples by `POST /_waproof/events`',
    source:
      'documented; the shapes of `message_echoes`, `tracking_events`, `consumer_profile`, `standby`, `business_status_update` and `template_correct_category_detection` assumed',
    tests: ['test/conformance/webhook-kinds.test.ts', 'test/clients/webhook-kinds.test.ts'],
  },
  {
    behaviour: '`time` in seconds at the entry of all fields but those about conversations, which have `metadata`',
    source: 'documented (samples)',
    tests: ['test/conformance/webhook-kinds.test.ts'],
  },
  {
    behaviour:
      'A user can send every type that Meta documents, by the control API, with exactly the documented members; `request_welcome` is refused since March 2026. Customers in scenarios write text',
    source: 'documented',
    tests: ['test/conformance/inbound-kinds.test.ts', 'test/clients/webhook-kinds.test.ts'],
  },
  {
    behaviour:
      'Files of users can be fetched for 7 days; `sha256` in base64 and `url` stand in the webhook. A message without a file of its own gets a small real one',
    source: 'documented; the small ones are ours',
    tests: ['test/conformance/inbound-kinds.test.ts'],
  },
  {
    behaviour:
      'Users with a username: the number is shown for 30 days after this number used it, or while the contact book has it; the id always, the username with messages, `delivered` and `read`',
    source:
      'documented (2026); that messages to an id count for nothing is a plain reading; ids of messages hold the number',
    tests: ['test/conformance/inbound-kinds.test.ts', 'test/unit/mock-server/world/user-names.test.ts'],
  },
  {
    behaviour: 'A new number of a user: `user_changed_number`, or `user_changed_user_id` where no number may be shown',
    source: 'documented (August 2026); that it comes from the old id, assumed',
    tests: ['test/conformance/inbound-kinds.test.ts'],
  },
  {
    behaviour: 'Members, types, statuses and fields that no documentation has, for a share of users; off by default',
    source: 'ours',
    tests: ['test/conformance/inbound-kinds.test.ts'],
  },
];
