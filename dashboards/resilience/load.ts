/** What the users do, against what the scenario planned. */
import * as units from '@grafana/grafana-foundation-sdk/units';
import { lines } from '../panels/lines.js';
import { ratePer, sumOf } from '../queries.js';

export const loadPanels = [
  lines({
    title: 'Load: target against actual',
    description:
      'Users arriving per second: planned, fallen due and played. Played below due means that waproof itself could not keep up, and the run says less than it seems.',
    unit: units.EventsPerSecond,
    queries: [
      { expr: sumOf('loadTarget'), legend: 'target' },
      { expr: ratePer('arrivalsDue'), legend: 'due' },
      { expr: ratePer('arrivalsPlayed'), legend: 'played' },
    ],
  }),
  lines({
    title: 'Messages in and out',
    description:
      'Messages that users wrote, messages of the subject that were accepted, and the statuses that these reached. In calm phases, out follows in.',
    unit: units.MessagesPerSecond,
    queries: [
      { expr: ratePer('inboundMessages', ['type']), legend: 'in: {{type}}' },
      { expr: ratePer('messagesAccepted', ['type']), legend: 'accepted: {{type}}' },
      { expr: ratePer('statusesReached', ['status']), legend: 'status: {{status}}' },
    ],
  }),
];
