/** Rules about whom one may write to, and what it costs. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

const OVER_HTTP = 'test/conformance/whom-to-write.test.ts';

export const reachRules: readonly Rule[] = [
  {
    behaviour:
      'Customer service window: free-form messages and reactions later than 24 hours after the user’s last message or call are accepted, and fail (131047)',
    source: 'documented; that messages to groups and Direct Sends are not held to it, assumed',
    tests: ['test/unit/mock-server/policy/service-window.test.ts', OVER_HTTP],
  },
  {
    behaviour:
      'Free entry point: opened by an answer within 24 hours of a message with a referral, for 72 hours, for advertisements since September 2026 for 7 days',
    source: 'documented; 1 September as the day, and that it always is 7 days, assumed',
    tests: ['test/unit/mock-server/policy/service-window.test.ts', OVER_HTTP],
  },
  {
    behaviour:
      'Messaging limit: users whom a portfolio reaches outside of windows in a moving 24 hours, 250 to 100,000; what is more fails (131048)',
    source: 'documented; the code, and that accepted messages count instead of delivered ones, assumed',
    tests: ['test/unit/mock-server/policy/messaging-limit.test.ts', OVER_HTTP],
  },
  {
    behaviour:
      'The limit rises a step 6 hours after half of it was used, while no number is YELLOW or RED; from 250 with verification or 2,000 users in 30 days; told by `business_capability_update`',
    source: 'documented (within 6 hours); half as that of one day, assumed',
    tests: ['test/unit/mock-server/policy/messaging-limit.test.ts'],
  },
  {
    behaviour:
      'Marketing cap of a user: two templates in 24 hours over all businesses, none counted inside an open window; then 131049. Shares of users that are full, and countries, can be set',
    source: 'documented that there is one; all figures assumed. No country is left out unless it is set',
    tests: ['test/unit/mock-server/policy/marketing.test.ts'],
  },
  {
    behaviour: 'Experiments: a share of users gets no marketing templates (130472); nobody unless it is set',
    source: 'documented; about 1 % live, and not always',
    tests: ['test/unit/mock-server/policy/marketing.test.ts'],
  },
  {
    behaviour: 'Users who stop marketing messages get none of the whole portfolio (131050)',
    source: 'documented',
    tests: ['test/unit/mock-server/policy/marketing.test.ts', OVER_HTTP],
  },
  {
    behaviour:
      'Quality of a number: blocks and reports of 7 days, the newer the heavier; RED is told by `phone_number_quality_update` (FLAGGED, UNFLAGGED). Before October 2025 a week of RED cost a step of the limit',
    source: 'documented; weights, thresholds, and that these events still come, assumed',
    tests: ['test/unit/mock-server/policy/number-quality.test.ts', OVER_HTTP],
  },
  {
    behaviour: 'A number that very many blocked and reported reaches nobody outside of windows (131048)',
    source: 'documented; how many it takes, assumed',
    tests: ['test/unit/mock-server/policy/number-quality.test.ts'],
  },
  {
    behaviour: 'Users who blocked the number are not reached (131026)',
    source: 'assumed',
    tests: ['test/unit/mock-server/policy/number-quality.test.ts', OVER_HTTP],
  },
  {
    behaviour: 'Accounts: restricted ones only answer (368), locked and banned ones send nothing (131031)',
    source: 'documented; which code stands for which state, assumed',
    tests: ['test/unit/mock-server/policy/account-state.test.ts', OVER_HTTP],
  },
  {
    behaviour:
      '`pricing` of statuses by the day: by conversation before July 2025, by message since; since October 2026 1,000 free service messages a month and number (by UTC), and utility is always paid; reactions are free',
    source: 'documented; that a message counts when it is accepted, assumed. Rates by country and amounts not modelled',
    tests: ['test/unit/mock-server/policy/pricing.test.ts', OVER_HTTP],
  },
  {
    behaviour:
      '`conversation` of statuses: on every priced one for subscriptions up to v23.0, with an id for each message; later only in a free entry point, with one id for all',
    source: 'documented; that it ends 24 hours after `sent`, assumed',
    tests: ['test/unit/mock-server/webhooks/conversation.test.ts', OVER_HTTP],
  },
];
