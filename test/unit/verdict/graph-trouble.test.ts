import { describe, expect, test } from 'vitest';
import type { PlannedPhase } from '../../../core/history.js';
import { isTotalOutage, spansOf } from '../../../verdict/evidence/graph-trouble.js';
import { buildTimeline } from '../../../verdict/evidence/timeline.js';
import { story } from './story.js';

const outage = (parameters: Record<string, unknown> = {}) => ({
  id: 'graph.outage#2',
  name: 'graph.outage',
  parameters,
});
const latency = (id: string, value: number) => ({ id, name: 'graph.latency', parameters: { value } });
const phase = (fromMs: number, toMs: number, ...faults: PlannedPhase['faults']): PlannedPhase => ({
  name: 'a',
  fromMs,
  toMs,
  faults,
});
const timeline = (...phases: PlannedPhase[]) => buildTimeline(story({ phases }).build());

describe('spansOf', () => {
  test('joins the phases that one fault is active in, and narrows them by after and for', () => {
    const phases = [phase(0, 5), phase(5, 10, outage()), phase(10, 20, outage()), phase(20, 30)];
    expect(spansOf(timeline(...phases), isTotalOutage)).toEqual([{ fromMs: 5, toMs: 20 }]);
    const narrow = outage({ after: 7, for: 4 });
    const cut = [phase(0, 5), phase(5, 10, narrow), phase(10, 20, narrow)];
    expect(spansOf(timeline(...cut), isTotalOutage)).toEqual([{ fromMs: 12, toMs: 16 }]);
    expect(spansOf(timeline(phase(0, 5, outage({ after: 9 }))), isTotalOutage)).toEqual([]);
  });

  test('keeps apart what does not touch', () => {
    const phases = [phase(0, 5, outage()), phase(5, 10), phase(10, 20, outage())];
    expect(spansOf(timeline(...phases), isTotalOutage)).toHaveLength(2);
  });
});

test('an outage that spares some sends is not total', () => {
  expect(isTotalOutage(outage({ probability: 1, on: ['send', 'mark-read'] }))).toBe(true);
  const partial = [{ probability: 0.9 }, { on: ['mark-read'] }, { every: 2 }, { first: 5 }, { match: { share: 0.5 } }];
  for (const parameters of partial) expect(isTotalOutage(outage(parameters))).toBe(false);
});

test('everyday latency is calm wherever it stands, other latency is trouble', () => {
  const { calm, troubles } = timeline(
    phase(0, 5, latency('graph.latency#1', 200)),
    phase(5, 10, latency('graph.latency#2', 3_000)),
    phase(10, 20, latency('graph.latency#3', 200)),
  );
  expect({ calm, troubles }).toEqual({ calm: { fromMs: 0, toMs: 5 }, troubles: [{ fromMs: 5, toMs: 10 }] });
});
