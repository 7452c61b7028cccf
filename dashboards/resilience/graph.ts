/** How the subject calls the Graph API. */
import * as units from '@grafana/grafana-foundation-sdk/units';
import { lines } from '../panels/lines.js';
import { quantile, ratePer } from '../queries.js';

export const graphPanels = [
  lines({
    title: 'Graph calls by outcome',
    description:
      'Calls per second by what the subject can know of them, and whether a fault decided the answer. Refused and not injected is a mistake of the subject.',
    unit: units.RequestsPerSecond,
    queries: [{ expr: ratePer('graphCalls', ['outcome', 'injected']), legend: '{{outcome}}, injected: {{injected}}' }],
  }),
  lines({
    title: 'Graph errors by code',
    description:
      "Answers with an error, by Meta's code and by whether a fault injected it. Errors that are not injected are the subject's own.",
    unit: units.RequestsPerSecond,
    queries: [
      {
        expr: ratePer('graphCalls', ['code', 'injected'], ['code!="none"']),
        legend: '{{code}}, injected: {{injected}}',
      },
    ],
  }),
  lines({
    title: 'Send retries',
    description:
      'Attempts of a send after its first, by what ended the attempt before. Good backoff falls off while trouble lasts; a plateau at the rate of the load or above is hammering.',
    unit: units.RequestsPerSecond,
    queries: [{ expr: ratePer('sendRetries', ['after']), legend: 'after {{after}}' }],
  }),
  lines({
    title: 'Graph call duration',
    description: 'How long the answers of the mock took, injected latency included: what the subject had to live with.',
    unit: units.Seconds,
    queries: [
      { expr: quantile(0.5, 'graphCallDuration'), legend: 'p50' },
      { expr: quantile(0.95, 'graphCallDuration'), legend: 'p95' },
      { expr: quantile(0.99, 'graphCallDuration'), legend: 'p99' },
    ],
  }),
];
