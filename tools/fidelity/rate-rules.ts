/** Rules of rate: what is counted by second, hour and day. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

const OVER_HTTP = 'test/conformance/rules-of-rate.test.ts';
const unitTest = (rule: string) => `test/unit/mock-server/policy/${rule}.test.ts`;

export const rateRules: readonly Rule[] = [
  {
    behaviour:
      'Throughput of a number: 80 messages in any second, in and out together; 1,000 after the upgrade; 20 while it is used with the app as well. One more: 130429, HTTP 400, no `Retry-After`',
    source: 'documented; that refused sends do not count, and a message to a group counts once, assumed',
    tests: [unitTest('throughput'), 'test/unit/mock-server/world/moving-count.test.ts', OVER_HTTP],
  },
  {
    behaviour:
      'The upgrade: an unlimited portfolio that reaches 100,000 users in 24 h outside of windows, quality YELLOW or better; 131057 (HTTP 500) for a minute, then `phone_number_quality_update`, `THROUGHPUT_UPGRADE`',
    source:
      'documented; that it takes the whole minute, refuses sends only, counts accepted messages, and comes with the number’s next such message, assumed',
    tests: [unitTest('throughput-upgrade'), OVER_HTTP],
  },
  {
    behaviour:
      'Pair rate: a message in 6 s from a number to a user; up to 45 within 6 s on credit, then none until the time is over that they would have taken (131056): 120 s after 20. The newest 100,000 pairs are remembered',
    source: 'documented; that refused sends do not count, and groups are no pairs, assumed',
    tests: [unitTest('pair-rate'), 'test/unit/mock-server/world/pairs.test.ts', OVER_HTTP],
  },
  {
    behaviour:
      'Registrations, and deregistrations, of a number: ten in 72 h, then none for the next 72 h (133016). Wrong PINs are not counted: 133008 and 133009 come by the fault',
    source: 'documented; that the block begins with the tenth, and refused requests do not count, assumed',
    tests: [unitTest('registration-limit'), 'test/conformance/errors-provoked.test.ts'],
  },
  {
    behaviour:
      'Calls of an app on the management edges of an account: 5,000 in any hour, 200 without a registered number; 80008 on numbers and templates, 80007 elsewhere. Lines of credit: 5,000, 80008. Refused calls count; each entry of a batch counts. Messages are on no budget',
    source: 'documented; 80008 observed; which of the two codes comes where assumed',
    tests: [unitTest('call-budgets'), OVER_HTTP],
  },
  {
    behaviour:
      'Calls on other edges: 200 in any hour with the token of an app (4), and of a person (17); a system user’s have no such budget',
    source:
      'documented for apps, with one daily user (assumed); the number for a person, and none for system users, assumed',
    tests: [unitTest('call-budgets'), OVER_HTTP],
  },
  {
    behaviour: 'Looks at call permissions: 5,000 in any hour and number, then 613, HTTP 429',
    source: 'documented; the number assumed',
    tests: [unitTest('call-budgets'), OVER_HTTP],
  },
  {
    behaviour:
      '`X-Business-Use-Case-Usage` and `X-App-Usage` show what is really used up, in per cent rounded up, and the minutes until there is room; calls on no budget show 1. 32 and 341 come by the fault',
    source: 'observed in form; processor time assumed to be as the calls; which token shows which header assumed',
    tests: [OVER_HTTP, 'test/unit/mock-server/http/headers.test.ts'],
  },
  {
    behaviour: 'Every rule can be set and switched off, for a number or for all, while the mock runs',
    source: 'ours',
    tests: ['test/conformance/control-numbers.test.ts'],
  },
];
