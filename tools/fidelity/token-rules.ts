/** Rules of tokens, permissions, apps and people. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

export const tokenRules: readonly Rule[] = [
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
    behaviour: "`/me` without a token, or with an app's: 2500",
    source: 'observed',
    tests: ['test/conformance/users.test.ts'],
  },
  {
    behaviour: 'Each way to be over has its subcode: 452, 456, 458, 459, 460, 463 with both times, 464, 467, 492',
    source: 'documented; words of 452 and 456 assumed',
    tests: ['test/unit/mock-server/policy/token-refusals.test.ts', 'test/conformance/tokens.test.ts'],
  },
  {
    behaviour:
      "App tokens: the app's id and its secret, joined by a bar, or what `client_credentials` gave, which does not tell the secret",
    source: 'documented, observed',
    tests: ['test/conformance/oauth.test.ts', 'test/conformance/tokens.test.ts'],
  },
  {
    behaviour:
      "Life of tokens on the mock's clock: an hour for a login, 60 days after `fb_exchange_token`, for ever for system users",
    source: 'documented',
    tests: ['test/conformance/oauth.test.ts', 'test/conformance/system-users.test.ts'],
  },
  {
    behaviour:
      'Codes of a login or of Embedded Signup: 30 seconds, once, the same redirect URI (36007, 36008, 36009). The dialog is not simulated; the control API issues codes',
    source: 'documented, observed',
    tests: ['test/conformance/oauth.test.ts', 'test/conformance/control-tokens.test.ts'],
  },
  {
    behaviour: "`client_id` and `client_secret`: 101 and 1 in Graph's words",
    source: 'observed; those for a missing one assumed',
    tests: ['test/conformance/oauth.test.ts'],
  },
  {
    behaviour: '`oauth/revoke` ends a token at once',
    source: 'documented',
    tests: ['test/conformance/oauth.test.ts'],
  },
  {
    behaviour:
      'Permissions: the scope of each operation, 10 for apps, 200 for others, asked for once the object was found',
    source: 'documented; which of 10, 200 and 100/33 comes when assumed',
    tests: ['test/conformance/tokens.test.ts'],
  },
  {
    behaviour:
      'Granular scopes: objects outside of them are not there (100/33), or refuse (200, subcode 1349174) when another permission covers them',
    source: 'documented (OpenAPI); the choice assumed',
    tests: ['test/conformance/tokens.test.ts'],
  },
  {
    behaviour:
      'Employees do what they were assigned to: tasks of `assigned_users`, assigned again in place of earlier ones',
    source: 'documented',
    tests: [
      'test/conformance/assigned-users.test.ts',
      'test/conformance/tokens.test.ts',
      'test/conformance/system-users.test.ts',
    ],
  },
  {
    behaviour: 'Another token where an app token is needed: 15',
    source: 'observed',
    tests: ['test/conformance/app-subscriptions.test.ts'],
  },
  {
    behaviour:
      '`appsecret_proof`, also with `appsecret_time` (five minutes); required when the app says so; a wrong one is refused always',
    source: 'documented; that app tokens need none assumed',
    tests: ['test/unit/mock-server/policy/app-proof.test.ts', 'test/conformance/tokens.test.ts'],
  },
  {
    behaviour:
      'The allowlist of addresses of an app: code 5, at `oauth/access_token` too; headers of proxies are not believed',
    source: 'observed',
    tests: ['test/unit/mock-server/policy/ip-allowlist.test.ts', 'test/conformance/tokens.test.ts'],
  },
  {
    behaviour:
      '`debug_token`: 200 and `is_valid: false` for a token that is not valid; only the app and those who develop it may ask',
    source: 'documented',
    tests: ['test/conformance/debug-token.test.ts'],
  },
  {
    behaviour:
      "System users and their tokens: made by administrators, with `appsecret_proof`; a wrong scope is 3962; the token of a client's business",
    source: 'documented; that a token installs the app is assumed for calls',
    tests: ['test/conformance/system-users.test.ts'],
  },
  {
    behaviour:
      '`/me`, `/{user-id}` and permissions, taken back one at a time or all; declined permissions are not modelled',
    source: 'documented',
    tests: ['test/conformance/users.test.ts'],
  },
  {
    behaviour: 'Tokens in any state are made by the control API, shown once, and never written into the history',
    source: 'ours',
    tests: ['test/conformance/control-tokens.test.ts', 'test/conformance/tokens.test.ts'],
  },
];
