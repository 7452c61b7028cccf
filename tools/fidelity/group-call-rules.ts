/** Rules of groups and calls. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

export const groupCallRules: readonly Rule[] = [
  {
    behaviour:
      'Groups: asked for, listed, read, changed, deleted; 10,000 a number (131211); cursors that lead nowhere 131059',
    source: "documented; the id's form observed",
    tests: ['test/conformance/groups.test.ts'],
  },
  {
    behaviour:
      'Eight participants (131204), none twice (131202), none who is not in it (131212); added and removed by number or id',
    source: "documented; adding from Meta's OpenAPI file alone",
    tests: ['test/conformance/groups.test.ts'],
  },
  {
    behaviour:
      'Invite link and join requests; users come by the link through the control API; what fails in part stands in `errors` (131201, 131213)',
    source: 'documented; HTTP 206 comes by the fault',
    tests: ['test/conformance/groups.test.ts'],
  },
  {
    behaviour:
      'A suspended group (131207) refuses changes and messages; it is suspended and cleared through the control API, and `group_status_update` tells of both',
    source: 'documented; why Meta suspends groups is not modelled',
    tests: ['test/conformance/group-pins.test.ts'],
  },
  {
    behaviour:
      'Not modelled: sides of pictures (131209, 131210), Official Business Accounts only (131215), that a removed user cannot come back, webhooks about groups',
    source: 'not modelled',
    tests: ['test/conformance/errors-producible.test.ts'],
  },
  {
    behaviour:
      'Calls: placed with permission only (138006), one at a time with a user (138003), 100 in a day (138012), 1,000 at once (138002), all off at first (138000)',
    source: 'documented',
    tests: ['test/conformance/calls.test.ts'],
  },
  {
    behaviour:
      'A call is accepted in one step or two, rejected, ended, by either side; session descriptions are taken, not used; codes of unknown calls 131009',
    source: 'documented; 131009 assumed',
    tests: ['test/conformance/calls.test.ts'],
  },
  {
    behaviour:
      'Permission to call: a week, for ever or not at all, as the user says through the control API; a call back when the number is set so',
    source: 'documented',
    tests: ['test/conformance/calls.test.ts'],
  },
  {
    behaviour:
      'Not modelled: media, cost, permissions that lapse after unanswered calls, countries (138013), quality (138014), webhooks about calls',
    source: 'not modelled',
    tests: ['test/conformance/errors-producible.test.ts'],
  },
];
