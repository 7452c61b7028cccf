/** Rules of Graph calls in general. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

export const graphRules: readonly Rule[] = [
  {
    behaviour:
      'Token in the `Authorization` header (`Bearer`, `OAuth`, any case), in the query or the body. Missing: 104, HTTP 400; wrong: 190, HTTP 401',
    source: 'observed; 104 assumed',
    tests: ['test/unit/mock-server/policy/tokens.test.ts', 'test/conformance/graph-calls.test.ts'],
  },
  {
    behaviour: 'Of two tokens the header wins',
    source: 'assumed',
    tests: ['test/unit/mock-server/policy/tokens.test.ts'],
  },
  {
    behaviour:
      'Versions and the day on which each ends; an expired one is served by the oldest alive, named in `Facebook-Api-Version`',
    source: 'documented (Graph, Versions)',
    tests: ['test/unit/mock-server/policy/versions.test.ts'],
  },
  {
    behaviour: 'A version that never existed: 2500, before the token is looked at',
    source: 'observed',
    tests: ['test/unit/mock-server/policy/versions.test.ts', 'test/conformance/graph-calls.test.ts'],
  },
  {
    behaviour: 'No version in the path: the oldest alive',
    source: "documented (an app's default may be set otherwise)",
    tests: ['test/unit/mock-server/policy/versions.test.ts'],
  },
  {
    behaviour:
      'An object that is not there, or not visible: 100 with subcode 33 and HTTP 400 on every verb; a field that it does not have: 100',
    source: 'observed; type names assumed',
    tests: ['test/conformance/accounts.test.ts', 'test/unit/mock-server/graph/router.test.ts'],
  },
  {
    behaviour: '`fields` with nested selections and modifiers, the id always and last; defaults without it',
    source: 'documented, observed',
    tests: ['test/unit/mock-server/graph/fields.test.ts', 'test/conformance/accounts.test.ts'],
  },
  {
    behaviour: 'Pages: 25 items, opaque cursors, no `next` on the last page, an empty list exactly `{"data":[]}`',
    source: 'documented, observed',
    tests: ['test/unit/mock-server/graph/paging.test.ts'],
  },
  {
    behaviour: "Reads of number, account, business, app and system user; their values are the mock's own",
    source: 'documented',
    tests: ['test/conformance/accounts.test.ts'],
  },
  {
    behaviour:
      'Business profile: limits, only what is asked for, unset members left out, websites with a trailing slash',
    source: 'documented, observed',
    tests: ['test/conformance/accounts.test.ts'],
  },
  {
    behaviour: '`debug_token`: 200 and `is_valid: false` for a token that is not valid',
    source: 'documented',
    tests: ['test/conformance/accounts.test.ts'],
  },
  {
    behaviour:
      'Registration: codes, PIN (133005), verification first (133006), 133010 for sends while deregistered. The code is always 123456',
    source: 'documented; code assumed',
    tests: ['test/conformance/registration.test.ts'],
  },
  {
    behaviour:
      'Parameters as JSON, as a form with nested JSON, or in the query; what cannot be parsed gives none, so `messaging_product` is missing',
    source: 'observed',
    tests: ['test/conformance/request-bodies.test.ts'],
  },
  {
    behaviour: "Graph's check of shapes: code 100, no `error_data`, paths such as `text['body']`, unknown keys refused",
    source: 'observed',
    tests: ['test/unit/mock-server/graph/parameters.test.ts', 'test/conformance/messages-refused.test.ts'],
  },
  {
    behaviour: "WhatsApp's check of content: `(#code) title` with `error_data.details`",
    source: 'documented, observed',
    tests: ['test/conformance/messages-refused.test.ts'],
  },
  {
    behaviour:
      'Table of 203 errors: code, subcode, status, type, title, advice. Each row names its own source: [errors.md](errors.md)',
    source: 'documented, observed, assumed',
    tests: ['test/unit/mock-server/errors/graph-error.test.ts'],
  },
  {
    behaviour: 'Envelope: order of members, `fbtrace_id` last, equal to `X-Fb-Request-Id`',
    source: 'observed',
    tests: ['test/unit/mock-server/errors/graph-error.test.ts', 'test/unit/mock-server/http/headers.test.ts'],
  },
  {
    behaviour: 'Headers of every answer, of successes, of errors (`WWW-Authenticate` on all of them; no `Retry-After`)',
    source: 'observed',
    tests: ['test/unit/mock-server/http/headers.test.ts', 'test/conformance/graph-calls.test.ts'],
  },
  {
    behaviour: 'Answers escape `/`, `@` and everything beyond ASCII',
    source: 'observed',
    tests: ['test/unit/mock-server/errors/json-escapes.test.ts'],
  },
  {
    behaviour: 'Lengths of document names (240) and of names and addresses of places (1,000)',
    source: 'assumed',
    tests: [],
  },
  {
    behaviour:
      "Their refusals: 131009 for values and counts, 131008 for what is missing; shapes, names of actions and links are Graph's (100)",
    source: 'observed for buttons, rows and kinds; other words assumed',
    tests: [
      'test/conformance/messages-interactive.test.ts',
      'test/conformance/messages-interactive-refused.test.ts',
      'test/conformance/messages-interactive-refused-rich.test.ts',
    ],
  },
  {
    behaviour: "Keys of another kind's action, and unknown parameters of a named action, are taken and ignored",
    source: 'assumed',
    tests: ['test/conformance/messages-clients.test.ts'],
  },
  {
    behaviour: 'Cards of a carousel are numbered from 0 and have the same buttons',
    source: 'assumed',
    tests: ['test/conformance/messages-interactive-refused-rich.test.ts'],
  },
  {
    behaviour:
      'Not enforced: whether catalogue, product, flow or order exist, payment settings and terms (134011), expiry of an order, limits of requests to call (138009, 138017)',
    source: 'no state yet',
    tests: [],
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
    behaviour:
      'Management errors: `Invalid parameter` without prefix, `error_subcode`, `is_transient`, `error_user_title`, `error_user_msg`; `error_data.blame_field_specs` for a bad name',
    source: 'observed; most sentences for people assumed',
    tests: ['test/conformance/templates-refused.test.ts'],
  },
  {
    behaviour:
      'The review takes no time; a name that begins with `pending_` stays PENDING, one with `rejected_` is REJECTED; only approved ones can be sent (132001)',
    source: 'assumed: so that each can be tried',
    tests: ['test/conformance/templates.test.ts'],
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
    behaviour: 'Listing: filters by part of the name, content, status, category, language, quality; pages',
    source: 'documented; the order (oldest first) assumed',
    tests: ['test/conformance/templates.test.ts'],
  },
  {
    behaviour:
      'Edits: not in review 2388039; approved ones once in 24 hours and ten times in 30 days 2388094, never their category (2388039 assumed)',
    source: 'documented; 2388094 assumed',
    tests: ['test/conformance/templates.test.ts', 'test/unit/mock-server/graph/templates/template-store.test.ts'],
  },
  {
    behaviour:
      'Deleting by name all languages, by name and id one, by up to 100 ids all or none; unknown 2593002; the name is blocked for 30 days, 2388023',
    source: 'documented, observed; all or none assumed',
    tests: ['test/conformance/templates.test.ts', 'test/unit/mock-server/graph/templates/template-store.test.ts'],
  },
  {
    behaviour: 'A number cannot write to itself: 131021',
    source: 'documented',
    tests: ['test/unit/mock-server/policy/policy.test.ts', 'test/conformance/messages-refused.test.ts'],
  },
  {
    behaviour: "A body above 1 MiB: HTTP 413. Meta's own limit is unknown",
    source: 'assumed',
    tests: ['test/unit/mock-server/http/read-body.test.ts', 'test/conformance/request-bodies.test.ts'],
  },
  {
    behaviour:
      '`X-Business-Use-Case-Usage` of an account far from its limits, always the same: budgets are not counted',
    source: 'observed in form',
    tests: ['test/unit/mock-server/http/headers.test.ts'],
  },
];
