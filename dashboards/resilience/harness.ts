/** Whether the measurement itself can be trusted. */
import * as units from '@grafana/grafana-foundation-sdk/units';
import { lines } from '../panels/lines.js';
import { ratePer, sumOf, worst } from '../queries.js';

export const harnessPanels = [
  lines({
    title: 'Harness lag and lateness',
    description:
      'Event loop delay and lateness of arrivals in the last second, 99th percentiles. Above 0.25 s the run is limited by waproof, and timing checks are not judged.',
    unit: units.Seconds,
    queries: [
      { expr: worst('harnessLag'), legend: 'event loop lag' },
      { expr: worst('harnessLateness'), legend: 'arrival lateness' },
    ],
    width: 8,
  }),
  lines({
    title: 'Dropped arrivals and limits',
    description:
      'Arrivals that could not be played, limits of the mock that were reached, and increments that lost their labels. All should stay at zero.',
    unit: units.EventsPerSecond,
    queries: [
      { expr: ratePer('arrivalsDropped'), legend: 'arrivals dropped' },
      // A limit has no series before it is reached for the first time; zero is the truth until then.
      { expr: `${ratePer('limitsReached')} or vector(0)`, legend: 'limits reached' },
      { expr: ratePer('labelSetsCapped'), legend: 'label sets capped' },
    ],
    width: 8,
  }),
  lines({
    title: 'Harness memory',
    description: 'Heap in use by harness and mock. It levels off: what is kept in memory has a limit.',
    unit: units.BytesIEC,
    queries: [{ expr: sumOf('harnessHeap'), legend: 'heap' }],
    width: 8,
  }),
];
