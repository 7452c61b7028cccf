import { describe, expect, test } from 'vitest';
import { parseScenario } from '../../../harness/scenario/parse-scenario.js';
import { catalogue, small } from './catalogue.js';

/** `from–to name: ids`, in seconds. */
const phases = (more: string) =>
  parseScenario(small(more), 'a.yml', catalogue).phases.map(
    ({ name, fromMs, toMs, faults }) =>
      `${fromMs / 1_000}–${toMs / 1_000} ${name}: ${faults.map(({ id }) => id).join(' ')}`,
  );

test.each([
  ['no timeline: one calm phase', '', ['0–20 calm: ']],
  ['faults that are always there, in every phase', 'always: [graph.outage]', ['0–20 graph.outage: graph.outage#1']],
  ['latency alone is calm', 'always: [graph.latency]', ['0–20 calm: graph.latency#1']],
  [
    'gaps are calm, and a fault gives its name',
    'timeline: [{ from: 5s, to: 10s, faults: [graph.outage] }]',
    ['0–5 calm: ', '5–10 graph.outage: graph.outage#1', '10–20 calm: '],
  ],
  [
    'a calm part beside a gap makes one phase',
    'timeline: [{ from: 0s, to: 5s }, { from: 8s, to: 20s, faults: [graph.outage] }]',
    ['0–8 calm: ', '8–20 graph.outage: graph.outage#1'],
  ],
  [
    'names are kept, also for calm parts',
    'timeline: [{ from: 0s, to: 5s, name: opening }, { from: 5s, to: 20s, name: storm, faults: [graph.outage] }]',
    ['0–5 opening: ', '5–20 storm: graph.outage#1'],
  ],
  [
    'overlapping parts: both faults where both are active, each with one id throughout',
    'timeline: [{ from: 2s, to: 10s, faults: [graph.error: { code: 4 }] }, { from: 6s, to: 15s, name: down, faults: [graph.outage] }]',
    [
      '0–2 calm: ',
      '2–6 graph.error: graph.error#1',
      '6–10 down + graph.error: graph.error#1 graph.outage#2',
      '10–15 down: graph.outage#2',
      '15–20 calm: ',
    ],
  ],
  [
    'ids count over the whole file, whatever was active always',
    'always: [graph.latency]\ntimeline: [{ from: 0s, to: 20s, faults: [graph.error: { code: 4 }, graph.error: { code: 5 }] }]',
    ['0–20 graph.error: graph.latency#1 graph.error#2 graph.error#3'],
  ],
])('%s', (_, more, expected) => {
  expect(phases(more)).toEqual(expected);
});

describe('a planned fault', () => {
  test('has its defaults and its durations in milliseconds', () => {
    const plan = parseScenario(small('always: [graph.error: { code: 4, retryAfter: 2s }]'), 'a.yml', catalogue);
    expect(plan.phases[0]?.faults).toEqual([
      { id: 'graph.error#1', name: 'graph.error', parameters: { code: 4, probability: 1, retryAfter: 2_000 } },
    ]);
  });

  test('needs no parameters when all have defaults', () => {
    const plan = parseScenario(small('always:\n  - graph.latency:'), 'a.yml', catalogue);
    expect(plan.phases[0]?.faults[0]?.parameters).toEqual({ profile: 'meta' });
  });
});
