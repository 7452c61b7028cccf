/** How the subject takes its webhooks. */
import * as units from '@grafana/grafana-foundation-sdk/units';
import { heatmap } from '../panels/heatmap.js';
import { lines } from '../panels/lines.js';
import { buckets, quantile, ratePer, sumOf } from '../queries.js';

export const webhookPanels = [
  lines({
    title: 'Webhook deliveries by outcome',
    description:
      'Genuine deliveries per second by what came of them. Anything but 2xx is delivered again later, as Meta does.',
    unit: units.RequestsPerSecond,
    queries: [{ expr: ratePer('webhookDeliveries', ['carries', 'outcome']), legend: '{{carries}}: {{outcome}}' }],
  }),
  lines({
    title: 'Duplicates and retries',
    description:
      'Deliveries that repeat an earlier one on purpose, all deliveries by attempt, and those given up. A subject must act once, however often it is told.',
    unit: units.RequestsPerSecond,
    queries: [
      { expr: ratePer('webhookDuplicates', ['carries']), legend: 'duplicates sent: {{carries}}' },
      { expr: ratePer('webhookDeliveries', ['attempt']), legend: 'answered: {{attempt}}' },
      { expr: ratePer('webhookGivenUp', ['reason']), legend: 'given up: {{reason}}' },
    ],
  }),
  lines({
    title: 'Webhook acknowledgement',
    description:
      'Time until the webhook answered. Meta wants the great majority far below one second; work belongs after the answer.',
    unit: units.Seconds,
    queries: [
      { expr: quantile(0.5, 'webhookAcknowledgement'), legend: 'p50' },
      { expr: quantile(0.95, 'webhookAcknowledgement'), legend: 'p95' },
      { expr: quantile(0.99, 'webhookAcknowledgement'), legend: 'p99' },
    ],
  }),
  heatmap({
    title: 'Webhook acknowledgement, distribution',
    description: 'The same as a heatmap: a second band above shows a slow path that a quantile hides.',
    unit: units.Seconds,
    queries: [{ expr: buckets('webhookAcknowledgement'), legend: '{{le}}' }],
  }),
  lines({
    title: 'Deliveries pending',
    description:
      'Deliveries queued, in flight or waiting for another attempt, and posts that are not answered yet. Growth without end means that the subject takes less than it is given.',
    unit: units.Short,
    queries: [
      { expr: sumOf('deliveriesPending'), legend: 'pending' },
      { expr: sumOf('webhookInFlight'), legend: 'in flight' },
    ],
  }),
  lines({
    title: 'Forged probes',
    description:
      'Deliveries with a bad signature by what came of them. The subject should refuse them with 4xx; 2xx is an open door if it also acts on them.',
    unit: units.RequestsPerSecond,
    queries: [{ expr: ratePer('forgedProbes', ['signature', 'outcome']), legend: '{{signature}}: {{outcome}}' }],
  }),
];
