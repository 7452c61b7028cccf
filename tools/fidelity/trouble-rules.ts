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
    tests: ['test/conformance/control-faults.test.ts', 'test/unit/cli/describe-fault.test.ts'],
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
    behaviour:
      'Connections that are reset, closed without a byte or silent; answers that come slowly or end in the middle, each as it is on the wire, before or after the effect',
    source: 'observed by every client of a public API; when Meta does it is assumed',
    tests: [
      'test/conformance/faults-on-sockets.test.ts',
      'test/conformance/faults-on-files.test.ts',
      'test/conformance/faults-in-batches.test.ts',
      'test/conformance/faults-properties.test.ts',
    ],
  },
  {
    behaviour:
      'In place of an answer a page of HTML or nothing, with 502; JSON that ends too early, a Content-Length that is too small. Whether the call was done is left open',
    source: 'observed (HTML and empty bodies, in public issue reports); the damaged ones assumed',
    tests: ['test/conformance/faults-on-sockets.test.ts'],
  },
  {
    behaviour: 'TLS handshakes that fail, where the mock serves HTTPS',
    source: 'assumed',
    tests: ['test/conformance/faults-over-tls.test.ts'],
  },
  {
    behaviour: 'A region moves: resets, a tenth of them after the effect, then slow answers, then all is well',
    source: 'assumed',
    tests: ['test/unit/mock-server/faults/selection.test.ts', 'test/conformance/faults-on-sockets.test.ts'],
  },
  {
    behaviour:
      'Latency of any shape: constant, uniform, normal, lognormal, Pareto, a table of percentiles; slow spells that neighbouring calls meet together',
    source: 'ours',
    tests: [
      'test/unit/mock-server/faults/latency-shapes.test.ts',
      'test/unit/mock-server/faults/graph-latency.test.ts',
      'test/unit/mock-server/http/wait-until.test.ts',
    ],
  },
  {
    behaviour:
      'Which calls and deliveries a fault meets: kind, route, number, users, a share of them, every Nth, the first N, a span of time; the same seed decides the same',
    source: 'ours',
    tests: ['test/unit/mock-server/faults/selection.test.ts', 'test/unit/mock-server/faults/board.test.ts'],
  },
  {
    behaviour:
      'What the history says of a call besides its answer: connection, recipient as it was addressed, media, the version that served it, when access is regained',
    source: 'ours',
    tests: ['test/conformance/call-evidence.test.ts', 'test/conformance/faults-on-files.test.ts'],
  },
  {
    behaviour: 'Duplicates, also at the same instant',
    source: 'documented; the same instant observed',
    tests: ['test/unit/mock-server/faults/faults.test.ts', 'test/unit/mock-server/webhooks/dispatcher.test.ts'],
  },
  {
    behaviour: 'Deliveries come late, overtake one another, change places; statuses of a message in reverse',
    source: 'documented (no order is promised); observed (public incident reports)',
    tests: ['test/unit/mock-server/faults/webhook-order.test.ts'],
  },
  {
    behaviour: 'Several updates in one post by a fault; one of them no message at all',
    source: 'documented; the bad element assumed',
    tests: ['test/unit/mock-server/faults/webhook-order.test.ts'],
  },
  {
    behaviour: 'First attempts of a delivery are lost, and the schedule brings the next',
    source: 'assumed',
    tests: ['test/unit/mock-server/faults/webhook-order.test.ts'],
  },
  {
    behaviour:
      'Forged messages beside genuine ones; members, types and fields that nobody knows; deliveries that are days old',
    source: 'documented (signatures, 7 days of retries); what is unknown has names of ours',
    tests: ['test/unit/mock-server/faults/webhook-content.test.ts'],
  },
  {
    behaviour: 'A token that expires in mid-run (190, 463), and a new one',
    source: 'documented; that the new one is told through a file is ours',
    tests: ['test/conformance/platform-faults.test.ts', 'test/unit/mock-server/faults/platform-faults.test.ts'],
  },
  {
    behaviour: 'A version that expires in mid-run, and with it all before: served by the oldest that lives',
    source: 'documented',
    tests: ['test/conformance/platform-faults.test.ts'],
  },
  {
    behaviour: 'Lower limits of throughput and pair rate, counted as the usual ones',
    source: 'documented; the figures are the scenario’s',
    tests: ['test/conformance/platform-faults.test.ts', 'test/unit/mock-server/faults/platform-faults.test.ts'],
  },
  {
    behaviour:
      'Templates paused, disabled, flagged, rejected while in use; the account locked, restricted, banned; the number rated anew; each told by its webhook',
    source: 'documented; that a paused template comes back with the fault is ours',
    tests: ['test/conformance/platform-faults.test.ts', 'test/unit/mock-server/faults/platform-faults.test.ts'],
  },
  {
    behaviour: 'A send that is accepted and fails later by a status with any error that comes by webhook',
    source: 'documented',
    tests: ['test/conformance/platform-faults.test.ts'],
  },
  {
    behaviour: 'A status before the answer to its send; a status of a message that somebody else sent',
    source: 'observed (public incident reports)',
    tests: ['test/conformance/platform-faults.test.ts'],
  },
  {
    behaviour: 'A flood of statuses that need no answer',
    source: 'observed (public incident reports)',
    tests: ['test/conformance/platform-faults.test.ts', 'test/unit/mock-server/faults/platform-faults.test.ts'],
  },
  {
    behaviour: 'The control API: users write, the world is read and begins afresh, a mistake is answered in words',
    source: 'ours',
    tests: ['test/conformance/control.test.ts'],
  },
];
