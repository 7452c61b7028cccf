/** Rules of messages and templates. Printed in docs/fidelity.md. */
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
    tests: ['test/conformance/messages.test.ts'],
  },
  {
    behaviour: 'Text, media by link, location, contacts, reaction: limits and refusals',
    source: 'documented, observed',
    tests: ['test/conformance/messages.test.ts', 'test/conformance/messages-refused.test.ts'],
  },
  {
    behaviour: 'Contacts: up to 257, a formatted name and one more part of the name',
    source: 'documented; codes and words assumed',
    tests: ['test/conformance/messages.test.ts', 'test/conformance/messages-contacts.test.ts'],
  },
  {
    behaviour: 'A garbled media id: 100 with the path. Id and link together: 131009',
    source: 'observed; the latter assumed',
    tests: ['test/conformance/messages-refused.test.ts'],
  },
  {
    behaviour: 'A `context` beside a reaction is taken and ignored',
    source: 'assumed',
    tests: ['test/conformance/messages.test.ts'],
  },
  {
    behaviour:
      '`to` wins over `recipient`; a malformed business-scoped id: 100; one for an authentication template: 131062',
    source: 'documented; 100 assumed',
    tests: [
      'test/conformance/messages.test.ts',
      'test/conformance/messages-refused.test.ts',
      'test/unit/mock-server/graph/messages/recipient.test.ts',
    ],
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
    behaviour: 'Templates: unknown name or language 132001 with HTTP 404, number of parameters 132000, kind 132012',
    source: 'documented, observed',
    tests: ['test/conformance/messages-refused.test.ts', 'test/conformance/messages-templates-refused.test.ts'],
  },
  {
    behaviour:
      'Declared headers 132012 or 132000, buttons that need a parameter 131008, number of cards 132000; what a template does not declare is not held against a send',
    source: 'documented, observed; cards assumed',
    tests: ['test/unit/mock-server/graph/messages/declared-parts.test.ts'],
  },
  {
    behaviour: 'Quick-reply payloads up to 256 characters (another page: 128)',
    source: 'assumed',
    tests: ['test/conformance/messages-templates-refused.test.ts'],
  },
  {
    behaviour: "Arbitrary contents of `interactive` and `template` are answered in Meta's form",
    source: '',
    tests: ['test/conformance/messages-properties.test.ts'],
  },
  {
    behaviour:
      'Templates are created, listed, read, edited and deleted with `{id,status,category}`, `{"success":true}`; types and formats come back in upper case, header handles as addresses (nothing is served there)',
    source: 'documented, observed',
    tests: ['test/conformance/templates.test.ts'],
  },
  {
    behaviour: 'Template names 2388046; taken 2388024; of a sample 2388155; 6,000 an account 2388019',
    source: 'documented; 2388155 assumed',
    tests: [
      'test/conformance/templates.test.ts',
      'test/conformance/templates-refused.test.ts',
      'test/unit/mock-server/graph/templates/template-store.test.ts',
    ],
  },
  {
    behaviour: '`message_send_ttl_seconds` by category',
    source: 'documented; words assumed',
    tests: ['test/conformance/templates-refused.test.ts'],
  },
  {
    behaviour: 'Languages of templates: every code of the form `en` or `en_US`',
    source: 'assumed; Meta has a list',
    tests: ['test/conformance/templates-refused.test.ts'],
  },
  {
    behaviour:
      'Templates not simulated: library, previews, bulk creation, migration, comparison, unpausing, pacing, quality, hourly limit of 100, webhooks about templates',
    source: '',
    tests: [],
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
];
