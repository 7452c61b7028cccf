/** How the platform's time is moved, and what obeys it. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

export const timeRules: readonly Rule[] = [
  {
    behaviour:
      "The platform's time is paused, resumed, run at a rate and moved forward; what falls due happens in order, at its own instant",
    source: 'ours',
    tests: ['test/unit/core/controlled-clock.test.ts', 'test/conformance/clock.test.ts'],
  },
  {
    behaviour:
      'Sockets stay in real time: a delivery under an advance has its real timeout, and the advance waits for it, 90 s at most',
    source: 'ours',
    tests: ['test/unit/core/controlled-clock.test.ts', 'test/conformance/clock.test.ts'],
  },
  {
    behaviour:
      'Tokens, addresses and ids of media, retries over seven days, statuses, copies, the service window, versions, reviews and pauses of templates, rates and budgets obey it',
    source: 'ours; the spans as said at each',
    tests: [
      'test/conformance/clock.test.ts',
      'test/conformance/template-time.test.ts',
      'test/conformance/rules-of-rate.test.ts',
    ],
  },
  {
    behaviour: 'A scenario lets time pass: `- advance: 24h`; observations and verdicts stay in real time',
    source: 'ours',
    tests: ['test/unit/scenario/advances.test.ts', 'test/unit/harness/timeline.test.ts'],
  },
];
