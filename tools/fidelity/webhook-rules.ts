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
    behaviour: 'One message or status a delivery. Meta may batch up to 1,000',
    source: 'documented; batches not modelled',
    tests: ['test/unit/mock-server/webhooks/payloads.test.ts'],
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
    behaviour: 'Any 2xx ends a delivery (Meta writes 200); redirects are not followed',
    source: 'assumed',
    tests: ['test/unit/mock-server/webhooks/delivery-queue.test.ts', 'test/unit/mock-server/webhooks/sockets.test.ts'],
  },
  {
    behaviour: 'Retries: at once, then ever more seldom, for 7 days',
    source: 'documented (another page: 36 hours)',
    tests: ['test/unit/mock-server/webhooks/retry-schedule.test.ts'],
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
    behaviour:
      'Every field can be subscribed to; only `messages` is ever sent. A subscription does not end after a long outage',
    source: 'documented; the others not modelled',
    tests: ['test/conformance/app-subscriptions.test.ts', 'test/unit/mock-server/webhooks/payloads.test.ts'],
  },
  {
    behaviour:
      'Customers in scenarios write text; the control API delivers a message of any type, with the content that it is given',
    source: "not modelled: the content is not checked against Meta's",
    tests: ['test/unit/mock-server/webhooks/payloads.test.ts', 'test/conformance/control.test.ts'],
  },
];
