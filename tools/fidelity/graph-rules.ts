/** Rules of Graph calls in general. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

export const graphRules: readonly Rule[] = [
  {
    behaviour:
      'Versions and the day on which each ends; an expired one is served by the oldest alive, named in `Facebook-Api-Version` and `X-Ad-Api-Version-Warning`',
    source: 'documented (Graph, Versions); the warning observed',
    tests: ['test/unit/mock-server/policy/versions.test.ts', 'test/conformance/graph-manners.test.ts'],
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
      'An object that is not there, or not visible: 100 with subcode 33 and HTTP 400 on every verb; a field or edge that it does not have: 100',
    source: 'observed; some type names assumed',
    tests: [
      'test/conformance/accounts.test.ts',
      'test/conformance/number-nodes.test.ts',
      'test/unit/mock-server/graph/router.test.ts',
    ],
  },
  {
    behaviour: 'An id of another form, deleted by its id alone, is taken for a post: 100 `Invalid post_id parameter`',
    source: 'observed',
    tests: ['test/conformance/media.test.ts', 'test/unit/mock-server/graph/router.test.ts'],
  },
  {
    behaviour:
      'A path that leads nowhere: 2500 `Unknown path components`; a read that Meta may know and the mock does not says that it is not simulated',
    source: 'observed for 2500; where the line lies is ours',
    tests: ['test/conformance/graph-calls.test.ts', 'test/unit/mock-server/graph/router.test.ts'],
  },
  {
    behaviour:
      '`fields` with nested selections and modifiers, the id always and last; defaults without it; a syntax error is 2500',
    source: 'documented, observed',
    tests: ['test/unit/mock-server/graph/fields.test.ts', 'test/conformance/accounts.test.ts'],
  },
  {
    behaviour: 'Edges within fields, each with its own page, limit and nested fields',
    source: 'documented',
    tests: ['test/conformance/graph-manners.test.ts'],
  },
  {
    behaviour:
      'Pages: 25 items, opaque cursors, no `next` on the last page, an empty list exactly `{"data":[]}`; `summary=total_count` where Meta documents it',
    source: 'documented, observed; at most 1,000 a page assumed',
    tests: ['test/unit/mock-server/graph/paging.test.ts'],
  },
  {
    behaviour:
      'Parameters as JSON, as a form with nested JSON, or in the query; what cannot be parsed gives none, so `messaging_product` is missing',
    source: 'observed',
    tests: ['test/conformance/request-bodies.test.ts'],
  },
  {
    behaviour: 'Multipart forms: structures as JSON texts, one file for each name, the body wins over the query',
    source: 'documented; which of several files counts is assumed',
    tests: ['test/conformance/request-multipart.test.ts'],
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
      "Management's refusals: a subcode, `is_transient`, `error_user_title` and `error_user_msg`; `error_data.blame_field_specs` for a bad name",
    source: 'observed; most sentences for people assumed',
    tests: [
      'test/conformance/templates-refused.test.ts',
      'test/conformance/registration.test.ts',
      'test/conformance/add-number.test.ts',
    ],
  },
  {
    behaviour:
      'Table of errors: code, subcode, status, type, title, advice. Each row names its own source: [errors.md](errors.md)',
    source: 'documented, observed, assumed',
    tests: ['test/unit/mock-server/errors/graph-error.test.ts', 'test/conformance/errors-producible.test.ts'],
  },
  {
    behaviour:
      'Every row that a call can be answered with is producible: for real where the mock has the rule, else by `graph.error`',
    source: '',
    tests: ['test/conformance/errors-producible.test.ts', 'test/conformance/errors-provoked.test.ts'],
  },
  {
    behaviour: 'Envelope: order of members, `fbtrace_id` last, equal to `X-Fb-Request-Id`',
    source: 'observed',
    tests: [
      'test/unit/mock-server/errors/graph-error.test.ts',
      'test/unit/mock-server/http/headers.test.ts',
      'test/conformance/errors-producible.test.ts',
    ],
  },
  {
    behaviour: 'Headers of every answer, of successes, of errors (`WWW-Authenticate` on all of them; no `Retry-After`)',
    source: 'observed; the forms of `Error-Mid` and `Debug-Link` assumed',
    tests: [
      'test/unit/mock-server/http/headers.test.ts',
      'test/conformance/graph-calls.test.ts',
      'test/conformance/errors-producible.test.ts',
    ],
  },
  {
    behaviour:
      'Usage in headers: of the account, of the app when the object was not found, of nobody when it is not known who calls',
    source: 'observed; for other codes than 190 the last assumed',
    tests: ['test/unit/mock-server/http/headers.test.ts', 'test/conformance/errors-producible.test.ts'],
  },
  {
    behaviour: 'Answers escape `/`, `@` and everything beyond ASCII',
    source: 'observed',
    tests: ['test/unit/mock-server/errors/json-escapes.test.ts'],
  },
  {
    behaviour: 'Reads carry an ETag, the SHA-1 of the body, and are answered 304 to whoever has it',
    source: 'observed; 304 documented',
    tests: ['test/conformance/graph-manners.test.ts'],
  },
  {
    behaviour: '`method=delete` and `_method` on a POST; `debug=all` adds an empty `__debug__`',
    source: 'documented; what `__debug__` holds assumed',
    tests: ['test/conformance/graph-manners.test.ts'],
  },
  {
    behaviour: 'No charset in `Content-Type` for clients that accept JSON by name',
    source: 'observed',
    tests: ['test/conformance/graph-manners.test.ts'],
  },
  {
    behaviour:
      'Batch: 50 entries at most, each a call of its own with its own token; a lost one is `null`; references by `{result=name:$.path}`; `attached_files`',
    source: 'documented; words of refusals assumed; JSONPath only with names, indexes and `*`',
    tests: [
      'test/conformance/batch.test.ts',
      'test/conformance/request-multipart.test.ts',
      'test/conformance/tokens.test.ts',
    ],
  },
  {
    behaviour: '`?ids=` reads several objects, also their edges; one that cannot be read refuses all',
    source: 'documented; the limit of 50 assumed',
    tests: ['test/conformance/batch.test.ts'],
  },
  {
    behaviour: "A body above 1 MiB, files apart: HTTP 413. Meta's own limit is unknown",
    source: 'assumed',
    tests: ['test/unit/mock-server/http/read-body.test.ts', 'test/conformance/request-bodies.test.ts'],
  },
  {
    behaviour:
      'Stores are bounded (10,000 numbers, 10,000 tokens, 10,000 media, 2 GiB of files …); at the bound a call is refused in words that say so',
    source: 'ours',
    tests: [
      'test/conformance/control-tokens.test.ts',
      'test/conformance/uploads.test.ts',
      'test/conformance/request-multipart.test.ts',
    ],
  },
];
