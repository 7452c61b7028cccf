/** Rules of templates: sent and managed. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

export const templateRules: readonly Rule[] = [
  {
    behaviour: 'Sends: unknown name or language 132001 with HTTP 404, number of parameters 132000, kind 132012',
    source: 'documented, observed',
    tests: ['test/conformance/messages-refused.test.ts', 'test/conformance/messages-templates-refused.test.ts'],
  },
  {
    behaviour: 'A paused template 132015, a disabled one 132016; not approved counts as not there (132001)',
    source: 'documented',
    tests: ['test/conformance/template-life.test.ts'],
  },
  {
    behaviour: 'Declared headers 132012 or 132000, buttons that need a parameter 131008, number of cards 132000',
    source: 'documented, observed; cards assumed',
    tests: ['test/unit/mock-server/graph/messages/declared-parts.test.ts'],
  },
  {
    behaviour: 'What a send has beyond its template: header and cards 132000, buttons and offers 132018',
    source: 'observed for parameters; the rest assumed',
    tests: [
      'test/unit/mock-server/graph/messages/undeclared-parts.test.ts',
      'test/conformance/messages-templates-refused.test.ts',
    ],
  },
  {
    behaviour: 'A parameter without its content: 100 with details that name it',
    source: 'observed (public issues)',
    tests: ['test/conformance/messages-templates-refused.test.ts'],
  },
  {
    behaviour: 'Named variables: missing names 100, another name 132000; a name where variables are numbered 132012',
    source: 'observed for the first; the others assumed',
    tests: ['test/unit/mock-server/graph/messages/declared-templates.test.ts'],
  },
  {
    behaviour: 'New-lines, tabs or five spaces in a parameter: 132018',
    source: 'documented; the code assumed (132007 and 100 are cited as well)',
    tests: ['test/conformance/messages-templates-refused.test.ts'],
  },
  {
    behaviour: 'A body longer than 1,024 with its parameters: 132005',
    source: 'documented; the limit of the filled text assumed',
    tests: [
      'test/unit/mock-server/graph/messages/declared-templates.test.ts',
      'test/conformance/messages-templates-refused.test.ts',
    ],
  },
  {
    behaviour: 'Parameters of headers, buttons (9 sub-types), offers, carousels and tap targets by their own shape',
    source: 'documented; words assumed',
    tests: ['test/conformance/messages-templates.test.ts', 'test/conformance/messages-templates-refused.test.ts'],
  },
  {
    behaviour: 'Quick-reply payloads up to 256 characters (another page: 128)',
    source: 'assumed',
    tests: ['test/conformance/messages-templates-refused.test.ts'],
  },
  {
    behaviour:
      'Templates are created, listed, read, edited and deleted with `{id,status,category}`, `{"success":true}`; types and formats come back in upper case',
    source: 'documented, observed',
    tests: ['test/conformance/templates.test.ts'],
  },
  {
    behaviour:
      "Samples of media headers: the handle of a resumable upload, read back as an address that serves the file; a handle that nobody made gets an address of Meta's network, where nothing is served",
    source: 'observed; the latter ours',
    tests: ['test/conformance/uploads.test.ts', 'test/conformance/templates.test.ts'],
  },
  {
    behaviour: 'Names 2388046; taken 2388024; of a sample 2388155; 6,000 an account 2388019; 100 created an hour 80008',
    source: 'documented; 2388155, and the code of the last, assumed',
    tests: [
      'test/conformance/templates.test.ts',
      'test/conformance/templates-refused.test.ts',
      'test/unit/mock-server/graph/templates/template-store.test.ts',
      'test/conformance/errors-provoked.test.ts',
    ],
  },
  {
    behaviour:
      'The review takes `reviewDelayMs` (0 at first; minutes in production), for edits as well, and its end comes by `message_template_status_update`; a template that says what another one says is rejected, if the review takes time at all',
    source: 'documented; the reason of that rejection, and that an edited template cannot be sent in review, assumed',
    tests: ['test/unit/mock-server/policy/template-review.test.ts', 'test/conformance/template-time.test.ts'],
  },
  {
    behaviour:
      'By name: `pending_` stays in review, `rejected_` is rejected, `paused_` is paused at once, `misdeclared_` becomes marketing. What Meta says later (status, reason, quality, category, pauses, pacing) is set through the control API, with the webhooks that tell of it',
    source: 'ours: so that each can be tried',
    tests: [
      'test/unit/mock-server/policy/template-review.test.ts',
      'test/conformance/templates.test.ts',
      'test/conformance/template-life.test.ts',
      'test/conformance/template-time.test.ts',
    ],
  },
  {
    behaviour:
      'Pausing for low quality: 3 hours, 6 hours, then disabled; a paused template comes back by itself; `other_info` names the pause',
    source: 'documented; that pauses are never forgotten, and the event of the return, assumed',
    tests: ['test/unit/mock-server/policy/template-pausing.test.ts', 'test/conformance/template-time.test.ts'],
  },
  {
    behaviour:
      'Quality of a template by the share of blocks and reports in the deliveries of seven days: medium from 2 %, low from 5 %, from 20 deliveries on',
    source: 'documented without figures; these are assumed and can be set',
    tests: ['test/unit/mock-server/policy/template-quality.test.ts', 'test/conformance/template-time.test.ts'],
  },
  {
    behaviour:
      'Another category: put into force at once, or announced a day before (`correct_category`); `template_category_update` tells of both; `allow_category_change` means nothing',
    source: 'documented; nobody here knows which category a text is of',
    tests: ['test/unit/mock-server/policy/template-categories.test.ts', 'test/conformance/template-time.test.ts'],
  },
  {
    behaviour:
      'Pacing, once `pacingFirst` is set: after so many messages of a new, unpaused or middling marketing template the others are held (`held_for_quality_assessment`) for an hour at most, then sent, or failed with 132015 and the template paused; utility templates for 7 days after such a pause',
    source: 'documented; how many go first Meta does not say (off at first)',
    tests: ['test/unit/mock-server/policy/template-pacing.test.ts', 'test/conformance/template-time.test.ts'],
  },
  {
    behaviour: 'Lengths of header, body, footer, buttons, cards, offers: 2388040',
    source: 'documented',
    tests: ['test/conformance/templates-refused.test.ts'],
  },
  {
    behaviour:
      'Variables numbered without gaps or named in lower case; none at the ends 2388299; samples for all 2388043',
    source: 'documented; codes of the first and the last assumed',
    tests: ['test/conformance/templates-refused.test.ts', 'test/unit/mock-server/graph/templates/variables.test.ts'],
  },
  {
    behaviour: 'Too many variables for the length: fewer than two words and one for each, all counted (2388293)',
    source: 'code documented, number assumed',
    tests: ['test/unit/mock-server/graph/templates/variables.test.ts'],
  },
  {
    behaviour: 'Which components go together, numbers of buttons and cards: 2388042 and 2388060',
    source: 'limits documented, codes assumed',
    tests: ['test/conformance/templates-refused.test.ts'],
  },
  {
    behaviour: 'Whether a flow, a catalogue or an app behind a button exists is not looked at when a template is made',
    source: 'not modelled',
    tests: ['test/conformance/template-life.test.ts'],
  },
  {
    behaviour: '`message_send_ttl_seconds` by category; link tracking and `optimization_spec` of marketing templates',
    source: 'documented; words assumed',
    tests: ['test/conformance/templates-refused.test.ts', 'test/conformance/template-life.test.ts'],
  },
  {
    behaviour: 'Languages: every code of the form `en` or `en_US`',
    source: 'assumed; Meta has a list',
    tests: ['test/conformance/templates-refused.test.ts'],
  },
  {
    behaviour:
      'Listing: filters by part of the name, content, status, category, language, quality, time of the last change; pages',
    source: 'documented; the order (oldest first) and what the time means assumed',
    tests: ['test/conformance/templates.test.ts', 'test/conformance/template-life.test.ts'],
  },
  {
    behaviour:
      'Edits: not in review 2388039; approved ones once in 24 hours and ten times in 30 days 2388094, never their category (2388039 assumed)',
    source: 'documented; 2388094 assumed',
    tests: ['test/conformance/templates.test.ts', 'test/unit/mock-server/graph/templates/template-store.test.ts'],
  },
  {
    behaviour:
      'Deleting by name all languages, by name and id one, by up to 100 ids all or none; unknown 2593002; the name is blocked for 30 days, 2388023; a disabled one cannot be deleted',
    source: 'documented, observed; all or none assumed',
    tests: [
      'test/conformance/templates.test.ts',
      'test/conformance/template-life.test.ts',
      'test/unit/mock-server/graph/templates/template-store.test.ts',
    ],
  },
  {
    behaviour:
      'Unpausing; archive and back, up to 100 at once, each told of. Templates do not go into the archive by themselves',
    source: 'documented (2026); the last not modelled, the event UNARCHIVED assumed',
    tests: ['test/conformance/template-life.test.ts'],
  },
  {
    behaviour:
      "Library: texts in Meta's shape with filters, templates made from them are approved at once. The texts are the mock's own, not Meta's",
    source: 'documented; texts ours',
    tests: ['test/conformance/template-library.test.ts'],
  },
  {
    behaviour: 'Previews and many languages at once of authentication templates',
    source: 'documented; English and Spanish after samples, other wording ours',
    tests: ['test/conformance/template-library.test.ts'],
  },
  {
    behaviour:
      "Migration to another account of the business, 500 at a time, only good ones; ids in the answer are the copies'",
    source: 'documented; the last assumed',
    tests: ['test/conformance/template-life.test.ts'],
  },
  {
    behaviour:
      'Comparison of two templates over what was really sent; neither is ahead in blocks, and no minimum of sends is asked for',
    source: 'documented; the latter not modelled',
    tests: ['test/conformance/template-life.test.ts'],
  },
  {
    behaviour: "Arbitrary drafts are taken or refused in Meta's form",
    source: '',
    tests: ['test/unit/mock-server/graph/templates/properties.test.ts'],
  },
  {
    behaviour:
      'The limit after misclassified templates (131064), whose figures are not known: by the fault `graph.error` only',
    source: 'not modelled',
    tests: [],
  },
];
