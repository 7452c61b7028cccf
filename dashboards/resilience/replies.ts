/** What the users feel. */
import * as units from '@grafana/grafana-foundation-sdk/units';
import { heatmap } from '../panels/heatmap.js';
import { lines } from '../panels/lines.js';
import { buckets, quantile } from '../queries.js';

export const replyPanels = [
  lines({
    title: 'Reply latency',
    description:
      'Time from the instant at which a message was due to the first accepted reply. It counts from the schedule, so a stall cannot hide itself.',
    unit: units.Seconds,
    queries: [
      { expr: quantile(0.5, 'replyLatency'), legend: 'p50' },
      { expr: quantile(0.95, 'replyLatency'), legend: 'p95' },
      { expr: quantile(0.99, 'replyLatency'), legend: 'p99' },
    ],
  }),
  heatmap({
    title: 'Reply latency, distribution',
    description: 'The same as a heatmap: retries after trouble show as bands above the normal one.',
    unit: units.Seconds,
    queries: [{ expr: buckets('replyLatency'), legend: '{{le}}' }],
  }),
];
