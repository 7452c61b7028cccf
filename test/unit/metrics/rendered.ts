/** Reads the text that Prometheus would scrape. */

import type { Observation } from '../../../core/observations.js';
import { createMetrics, type Metrics } from '../../../metrics/create-metrics.js';

/** Metrics that saw these observations; without those of the process, which are not ours. */
export function metricsOf(...observations: Observation[]): Metrics {
  const metrics = createMetrics({ processMetrics: false });
  for (const observation of observations) metrics.observe(observation);
  return metrics;
}

/** The sample lines of one metric, without its comments: `name{labels} value`. */
export async function linesOf(metrics: Metrics, name: string): Promise<string[]> {
  const lines = (await metrics.render()).split('\n');
  return lines.filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
}
