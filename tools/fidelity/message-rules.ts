/** Rules of messages. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

export const messageRules: readonly Rule[] = [
  {
    behaviour: 'Order of refusals: token, object, shape, sender, content, template',
    source: 'observed',
    tests: ['test/conformance/messages-refused.test.ts'],
  },
  {
    behaviour: "Message ids: base64 of the other party's number, the direction and an id",
    source: 'observed',
    tests: ['test/unit/mock-server/world/wamid.test.ts'],
  },
  {
    behaviour: '`message_status` in the answer to template sends only',
    source: 'observed (one page says always)',
    tests: ['test/conformance/messages.test.ts', 'test/conformance/marketing-messages.test.ts'],
  },
  {
    behaviour: 'Text, media, location, contacts, reaction: limits and refusals',
    source: 'documented, observed',
    tests: ['test/conformance/messages.test.ts', 'test/conformance/messages-refused.test.ts'],
  },
  {
    behaviour: 'Lengths of document names (240) and of names and addresses of places (1,000)',
    source: 'assumed',
    tests: ['test/conformance/messages-refused.test.ts'],
  },
  {
    behaviour: 'Contacts: up to 257, a formatted name and one more part of the name',
    source: 'documented; codes and words assumed',
    tests: ['test/conformance/messages.test.ts', 'test/conformance/messages-contacts.test.ts'],
  },
  {
    behaviour:
      'Media by id in messages, headers, cards and template parameters: an id that there is not, or of another account, is refused at once, a garbled one with the path. Id and link together: 131009',
    source: 'observed; the latter assumed',
    tests: ['test/conformance/messages-refused.test.ts', 'test/conformance/messages-media-ids.test.ts'],
  },
  {
    behaviour: 'An uploaded file of the wrong type or size is accepted, and fails by a status (131053)',
    source: 'observed',
    tests: ['test/conformance/messages-media-ids.test.ts', 'test/unit/mock-server/graph/media/media-rules.test.ts'],
  },
  {
    behaviour: 'A link is not fetched: what is wrong with the file behind it is not noticed',
    source: 'not modelled; Meta tells by a status later',
    tests: ['test/conformance/messages.test.ts'],
  },
  {
    behaviour: 'A `context` beside a reaction is taken and ignored; a quoted message that is unknown is no mistake',
    source: 'assumed',
    tests: ['test/conformance/messages.test.ts'],
  },
  {
    behaviour:
      '`to` wins over `recipient`; a malformed business-scoped id: 100; one for an authentication template: 131062',
    source: 'documented; 100 assumed',
    tests: ['test/conformance/messages-bsuid.test.ts', 'test/unit/mock-server/graph/messages/recipient.test.ts'],
  },
  {
    behaviour:
      'Business-scoped ids: one for each user and portfolio, told by webhooks, and they lead back to the user. One in `to` is accepted and nothing more is heard of it',
    source: 'documented, observed; users who change their number are not modelled',
    tests: ['test/conformance/messages-bsuid.test.ts', 'test/unit/mock-server/world/bsuid.test.ts'],
  },
  {
    behaviour:
      'Messages to a group: 131041, 131020 with one participant, 131207 when suspended; which types it takes (131051)',
    source: 'documented; 131051 assumed',
    tests: ['test/conformance/groups.test.ts'],
  },
  {
    behaviour: 'A number cannot write to itself: 131021; a number that is not registered: 133010',
    source: 'documented',
    tests: [
      'test/unit/mock-server/policy/policy.test.ts',
      'test/conformance/messages-refused.test.ts',
      'test/conformance/registration.test.ts',
    ],
  },
  {
    behaviour:
      'The 24-hour window (131047), messaging limits and pacing are not looked at: their errors come by the fault',
    source: 'not modelled yet',
    tests: ['test/conformance/errors-producible.test.ts'],
  },
  {
    behaviour:
      'Interactive messages of 15 kinds: counts, lengths, uniqueness, which header, body and footer each takes',
    source: 'documented; `request_contact_info`, `voice_call` and carousel from single pages',
    tests: [
      'test/conformance/messages-interactive.test.ts',
      'test/conformance/messages-interactive-refused.test.ts',
      'test/conformance/messages-interactive-refused-rich.test.ts',
    ],
  },
  {
    behaviour:
      "Their refusals: 131009 for values and counts, 131008 for what is missing; shapes, names of actions and links are Graph's (100)",
    source: 'observed for buttons, rows and kinds; other words assumed',
    tests: [
      'test/conformance/messages-interactive-refused.test.ts',
      'test/conformance/messages-interactive-refused-rich.test.ts',
    ],
  },
  {
    behaviour: "Keys of another kind's action, and unknown parameters of a named action, are taken and ignored",
    source: 'assumed',
    tests: ['test/clients/kapso-messages.test.ts'],
  },
  {
    behaviour: 'Cards of a carousel are numbered from 0 and have the same buttons',
    source: 'assumed',
    tests: ['test/conformance/messages-interactive-refused-rich.test.ts'],
  },
  {
    behaviour:
      'Products and catalogues must be there (131009); so must a flow, published or sent as a draft; 132068 and 132069 when Meta holds it up',
    source: 'observed for products; words for catalogues assumed',
    tests: ['test/conformance/messages-interactive-refused-rich.test.ts'],
  },
  {
    behaviour:
      'Requests for permission to call: once a day, twice a week, never to one who allowed it for ever (138009, 138017)',
    source: 'documented',
    tests: ['test/conformance/calls.test.ts'],
  },
  {
    behaviour:
      'Orders: currency, sums, texts; 5 minutes of life at the least. Payment settings, terms (134011) and whether the order of an `order_status` exists are not looked at',
    source: 'documented; the rest not modelled',
    tests: ['test/conformance/messages-interactive-refused-rich.test.ts'],
  },
  {
    behaviour:
      '`marketing_messages`: marketing templates only (134100), everything else 131055, with bids 131062; the account counts as onboarded',
    source: 'documented; the last assumed; bids decide nothing',
    tests: ['test/conformance/marketing-messages.test.ts'],
  },
  {
    behaviour: 'Marketing templates kept off `/messages`: 131063; those with a max price: 131061',
    source: 'documented',
    tests: ['test/conformance/marketing-messages.test.ts', 'test/conformance/errors-provoked.test.ts'],
  },
  {
    behaviour:
      'Pins of messages in groups: for 1 to 30 days, three at most, of which one more takes the oldest away; other messages 131009, other chats 131051',
    source: 'documented; the codes, and that the days must be said, assumed',
    tests: ['test/conformance/group-pins.test.ts'],
  },
  {
    behaviour:
      'Direct sends: `category` beside a text or buttons; a template of the given name comes to be, is listed with `source=AUTO_GENERATED`, stands in statuses as `template_id`, and can be neither changed (2388318) nor deleted (2388330); the name of a template of the business fails later (132021); low limits and other parameters are refused',
    source: 'documented (2026); the matching of unnamed messages to generated templates is not modelled',
    tests: ['test/conformance/direct-send.test.ts'],
  },
  {
    behaviour:
      "`messages_encrypted`: bodies and answers as JWE, refusals in the clear; the platform's key is the mock's own, the same in every run",
    source: 'documented (OpenAPI); refusals of a bad token assumed',
    tests: ['test/conformance/encrypted-messages.test.ts', 'test/unit/mock-server/graph/messages/jwe.test.ts'],
  },
  {
    behaviour:
      '`thread_control`: accounts have one responder, for whom routing is off: a sound call is refused with 10; the family of 131070 comes by the fault',
    source: 'documented (2026); the refusal assumed',
    tests: ['test/conformance/thread-control.test.ts'],
  },
  {
    behaviour: "Mark as read, with a typing indicator; refusals for a garbled id and for one's own message",
    source: 'observed',
    tests: ['test/conformance/messages.test.ts'],
  },
  {
    behaviour: 'No idempotency key: the same call twice is two messages',
    source: 'documented',
    tests: ['test/conformance/messages.test.ts'],
  },
  {
    behaviour:
      'Message history: the newest 10,000 with every status, pages and filters; how the webhook of a status fared is not modelled',
    source: 'documented (OpenAPI)',
    tests: ['test/conformance/message-history.test.ts', 'test/unit/mock-server/world/message-log.test.ts'],
  },
  {
    behaviour: "Arbitrary contents of `interactive` and `template` are answered in Meta's form",
    source: '',
    tests: ['test/conformance/messages-properties.test.ts'],
  },
];
