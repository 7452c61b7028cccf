/** The catalogue and the registry hold the same metrics, and the names obey Prometheus' rules. */
import { expect, test } from 'vitest';
import { catalogue, type MetricEntry } from '../../../metrics/catalogue.js';
import { createMetrics } from '../../../metrics/create-metrics.js';
import { metricsOf } from './rendered.js';

const entries: MetricEntry[] = Object.values(catalogue);

test('every metric of the registry is in the catalogue, and the other way round', async () => {
  const text = await metricsOf().render();
  const exposed = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, kind]) => `${name} ${kind}`);
  expect(exposed.sort()).toEqual(entries.map(({ name, kind }) => `${name} ${kind}`).sort());
});

test('every help text reaches the registry as the catalogue states it', async () => {
  const text = await metricsOf().render();
  for (const { name, help } of entries) expect(text).toContain(`# HELP ${name} ${help}\n`);
});

test('beside its own metrics the registry exposes those of the process', async () => {
  const text = await createMetrics().render();
  const foreign = [...text.matchAll(/^# TYPE (\S+) /gm)]
    .map(([, name]) => name)
    .filter((n) => !n?.startsWith('waproof_'));
  expect(foreign).toContain('process_cpu_seconds_total');
  expect(foreign.filter((name) => !/^(process|nodejs)_/.test(name ?? ''))).toEqual([]);
});

test.each(entries.map((entry) => [entry.name, entry] as const))('%s is named by the rules', (name, entry) => {
  expect(name).toMatch(/^waproof_[a-z]+(_[a-z]+)*$/);
  expect(name.endsWith('_total')).toBe(entry.kind === 'counter');
  if (entry.unit) expect(name).toMatch(new RegExp(`_${entry.unit}(_total)?$`));
  expect(entry.help).toMatch(/\.$/);
  for (const label of entry.labels) expect(label).toMatch(/^[a-z]+$/);
  expect(Boolean(entry.buckets)).toBe(entry.kind === 'histogram');
  expect([...(entry.buckets ?? [])].sort((a, b) => a - b)).toEqual(entry.buckets ?? []);
});
