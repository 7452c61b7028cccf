/** How trouble is modelled. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

export const troubleRules: readonly Rule[] = [
  {
    behaviour: 'Latency: nine of ten calls between 100 and 500 ms, lognormal',
    source: "assumed (integrators' reports)",
    tests: ['test/unit/mock-server/faults/graph-latency.test.ts'],
  },
  {
    behaviour:
      'Every error of the table that a call can be answered with, in the form of its family: details, words for a person, `is_transient`',
    source: 'documented; the form observed for those that were recorded, assumed for the others of a family',
    tests: ['test/conformance/errors-producible.test.ts', 'test/unit/mock-server/faults/faults.test.ts'],
  },
  {
    behaviour: 'An error that a call provokes by itself comes first: no fault hides it',
    source: 'ours',
    tests: ['test/conformance/faults.test.ts'],
  },
  {
    behaviour: 'Faults are switched on and off while the mock runs',
    source: 'ours',
    tests: ['test/conformance/control.test.ts'],
  },
  {
    behaviour: '429 and 5xx of a gateway, with `Retry-After`',
    source: 'observed at gateways; Meta sends no such header',
    tests: ['test/unit/mock-server/faults/faults.test.ts', 'test/conformance/faults.test.ts'],
  },
  {
    behaviour: 'After a 5xx the effect is uncertain, after a 4xx it certainly did not happen',
    source: 'assumed',
    tests: ['test/unit/mock-server/errors/graph-error.test.ts'],
  },
  {
    behaviour: 'An outage: code 2, HTTP 503, `is_transient`; or resets',
    source: 'documented; resets assumed',
    tests: ['test/unit/mock-server/faults/faults.test.ts', 'test/conformance/faults.test.ts'],
  },
  {
    behaviour: 'A message is accepted and the answer lost',
    source: 'observed (public incident reports)',
    tests: ['test/unit/mock-server/faults/faults.test.ts', 'test/conformance/faults.test.ts'],
  },
  {
    behaviour: 'Duplicates, also at the same instant',
    source: 'documented; the same instant observed',
    tests: ['test/unit/mock-server/faults/faults.test.ts', 'test/unit/mock-server/webhooks/dispatcher.test.ts'],
  },
];
