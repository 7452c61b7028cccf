/** docs/metrics.md, written from the catalogue. */
import { catalogue, type MetricEntry } from '../metrics/catalogue.js';

const cell = (text: string) => text.replaceAll('|', '\\|');

function row({ name, kind, unit, labels, help }: MetricEntry): string {
  const cells = [`\`${name}\``, kind, unit?.replace('per_second', 'per second') ?? '', labels.join(', '), cell(help)];
  return `| ${cells.join(' | ')} |`;
}

function bucketsLine({ name, buckets }: MetricEntry): string {
  return `- \`${name}\`: ${buckets?.join(', ')}`;
}

/** Markdown with a table of all metrics and the bounds of the histograms. */
export function renderMetricsPage(): string {
  const entries: MetricEntry[] = Object.values(catalogue);
  return [
    '<!-- Generated from metrics/catalogue.ts by `npm run generate`; edit there. -->',
    '# Metrics',
    '',
    "waproof serves these on `/metrics` of the mock's port, for Prometheus, while `waproof mock` and `waproof run` last.",
    'Every number comes from the same observations that the checks judge. Labels take few values: there is no phone number and no',
    'message id among them, and beyond 1,000 label sets a metric counts under the label value `other`. Beside them stand the',
    'usual `process_*` and `nodejs_*` metrics of the process. Verdicts appear when a run ends: let it linger for a scrape or two.',
    '',
    '| name | kind | unit | labels | meaning |',
    '| --- | --- | --- | --- | --- |',
    ...entries.map(row),
    '',
    '## Bounds of the histograms, in seconds',
    '',
    ...entries.filter(({ buckets }) => buckets).map(bucketsLine),
    '',
  ].join('\n');
}
