/** Rules of accounts, businesses, partners and catalogues. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

export const businessRules: readonly Rule[] = [
  {
    behaviour: "Reads of business, app and account; their values are the mock's own",
    source: 'documented',
    tests: ['test/conformance/accounts.test.ts', 'test/conformance/wabas.test.ts'],
  },
  {
    behaviour: 'Changing an account; insights, once on, stay on (200006)',
    source: 'documented, observed',
    tests: ['test/conformance/wabas.test.ts'],
  },
  {
    behaviour:
      'Analytics as fields and edges, counted from what was really sent; half hours, days, months; costs are 0; template insights first (200007)',
    source:
      'documented; that conversations are deliveries is assumed; clicks, groups of templates and of users not modelled',
    tests: ['test/conformance/analytics.test.ts'],
  },
  {
    behaviour: 'Activities: what was changed, by whom, newest first; a refused call leaves no trace',
    source: 'documented (OpenAPI); which changes are logged assumed',
    tests: ['test/conformance/activities.test.ts', 'test/unit/mock-server/world/activities.test.ts'],
  },
  {
    behaviour:
      'Subscribed apps of an account: each signed with its own secret, overrides after the handshake, fifty at most',
    source: 'documented',
    tests: ['test/conformance/subscribed-apps.test.ts'],
  },
  {
    behaviour:
      "Subscriptions of an app: the handshake is really performed (2200 in curl's words), new fields replace the old ones",
    source: 'documented; the last assumed; other objects than accounts, and `include_values`, not modelled',
    tests: ['test/conformance/app-subscriptions.test.ts', 'test/unit/mock-server/webhooks/verify-callback.test.ts'],
  },
  {
    behaviour: 'Schedules, welcome message sequences: kept and listed; nothing acts on them, and no ad uses one',
    source: 'documented; lengths of texts assumed',
    tests: ['test/conformance/schedules.test.ts', 'test/conformance/welcome-sequences.test.ts'],
  },
  {
    behaviour: 'Payment configurations (India): list, create, change, link, remove; no gateway is behind them',
    source: 'documented',
    tests: ['test/conformance/payment-configurations.test.ts'],
  },
  {
    behaviour: 'Lines of credit: shared, attached for good, revoked; no money moves',
    source: 'documented',
    tests: ['test/conformance/extended-credit.test.ts'],
  },
  {
    behaviour:
      "Multi-Partner Solutions: offered, accepted or rejected, ended by agreement; tokens for a client's accounts for 60 days",
    source: 'documented (OpenAPI)',
    tests: [
      'test/conformance/solutions.test.ts',
      'test/conformance/solution-access.test.ts',
      'test/unit/mock-server/graph/business/solution-state.test.ts',
    ],
  },
  {
    behaviour:
      'Migration and mobility intents: one open at a time; a scheduled one waits for its confirmation, nothing happens by itself',
    source: 'documented (OpenAPI); which step is open when is assumed',
    tests: ['test/conformance/solution-intents.test.ts'],
  },
  {
    behaviour: 'Clients of a business, onboarding to MM Lite: succeeds at once',
    source: 'documented',
    tests: ['test/conformance/client-businesses.test.ts'],
  },
  {
    behaviour:
      'Pre-verified numbers: added, verified by the code 123456 (ten requests in 72 hours, then 613), shared when verified, good for 90 days',
    source: 'documented; the times assumed',
    tests: [
      'test/conformance/preverified-numbers.test.ts',
      'test/unit/mock-server/graph/business/preverified-codes.test.ts',
    ],
  },
  {
    behaviour:
      'Partner-led verification: three submissions, three documents of 5 MB; approved at once, nobody reads them',
    source: 'documented; approval ours',
    tests: ['test/conformance/verification-submissions.test.ts'],
  },
  {
    behaviour: 'Datasets: one an account; events are not simulated',
    source: 'documented',
    tests: ['test/conformance/datasets.test.ts'],
  },
  {
    behaviour:
      'Catalogues: one an account shows at a time, products in both spellings, batches of 5,000 done with the answer, wrong entries told of in `validation_status`',
    source: 'documented; refusing a second catalogue assumed; images and pages behind links are not fetched',
    tests: ['test/conformance/catalogs.test.ts', 'test/unit/mock-server/graph/catalog/product-parts.test.ts'],
  },
];
