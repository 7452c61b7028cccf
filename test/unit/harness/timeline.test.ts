import { describe, expect, test } from 'vitest';
import type { PlannedFault, PlannedPhase } from '../../../core/history.js';
import { createRandom } from '../../../core/random.js';
import { createRecorder } from '../../../core/recorder.js';
import { createVirtualClock } from '../../../core/virtual-clock.js';
import type { PlannedAdvance } from '../../../harness/scenario/advances.js';
import { playTimeline } from '../../../harness/timeline.js';
import { createFaultBoard } from '../../../mock-server/faults/board.js';
import { faults as catalogue } from '../../../mock-server/faults/catalogue.js';

const planned = (name: keyof typeof catalogue, number: number): PlannedFault => ({
  id: `${name}#${number}`,
  name,
  parameters: catalogue[name].parameters.parse({}) as PlannedFault['parameters'],
});
const latency = planned('graph.latency', 1);
const outage = planned('graph.outage', 2);

const phases: readonly PlannedPhase[] = [
  { name: 'calm', fromMs: 0, toMs: 5_000, faults: [] },
  { name: 'trouble', fromMs: 5_000, toMs: 20_000, faults: [latency, outage] },
  { name: 'recovery', fromMs: 20_000, toMs: 25_000, faults: [latency] },
];

/** A timeline that began when the clock stood at one second. */
async function playing(plan: readonly PlannedPhase[] = phases, advances: readonly PlannedAdvance[] = []) {
  const clock = createVirtualClock();
  await clock.advance(1_000);
  const recorder = createRecorder(clock);
  const faults = createFaultBoard({ random: createRandom(1), clock });
  const timeline = playTimeline({
    clock,
    recorder,
    faults,
    phases: plan,
    advances,
    advance: (byMs) => void recorder.record({ kind: 'clock.advanced', byMs, platformTime: 0 }),
  });
  const told = () =>
    recorder
      .recent()
      .map((it) =>
        it.kind === 'phase.started'
          ? `${it.at} ${it.name} begins: ${it.faults.join(', ') || 'no faults'}`
          : it.kind === 'phase.ended'
            ? `${it.at} ${it.name} ends`
            : it.kind === 'clock.advanced'
              ? `${it.at} time passes: ${it.byMs}`
              : it.kind,
      );
  const active = () => faults.active().map(({ planned }) => planned.id);
  return { clock, timeline, told, active };
}

describe('a timeline', () => {
  test('begins and ends every phase at its instant, with exactly its faults', async () => {
    const { clock, timeline, told, active } = await playing();
    const seen: unknown[] = [];
    for (const ms of [0, 4_999, 1, 14_999, 1, 4_999, 1]) {
      await clock.advance(ms);
      seen.push([timeline.current()?.name, active()]);
    }
    expect(seen).toEqual([
      ['calm', []],
      ['calm', []],
      ['trouble', ['graph.latency#1', 'graph.outage#2']],
      ['trouble', ['graph.latency#1', 'graph.outage#2']],
      ['recovery', ['graph.latency#1']],
      ['recovery', ['graph.latency#1']],
      [undefined, []],
    ]);
    expect(told()).toEqual([
      '0 calm begins: no faults',
      '5000 calm ends',
      '5000 trouble begins: graph.latency#1, graph.outage#2',
      '20000 trouble ends',
      '20000 recovery begins: graph.latency#1',
      '25000 recovery ends',
    ]);
    expect(clock.pending()).toBe(0);
  });

  test('moves the time of the platform at its moments, after the phase that begins there', async () => {
    const advances = [1_000, 5_000, 6_000, 24_999].map((atMs, index) => ({ atMs, byMs: (index + 1) * 3_600_000 }));
    const { clock, told } = await playing(phases, advances);
    await clock.advance(60_000);
    expect(told()).toEqual([
      '0 calm begins: no faults',
      '1000 time passes: 3600000',
      '5000 calm ends',
      '5000 trouble begins: graph.latency#1, graph.outage#2',
      '5000 time passes: 7200000',
      '6000 time passes: 10800000',
      '20000 trouble ends',
      '20000 recovery begins: graph.latency#1',
      '24999 time passes: 14400000',
      '25000 recovery ends',
    ]);
  });

  test('that is stopped moves no time any more', async () => {
    const { clock, timeline, told } = await playing(phases, [{ atMs: 4_000, byMs: 1 }]);
    await clock.advance(3_000);
    timeline.stop();
    await clock.advance(60_000);
    expect([told().length, clock.pending()]).toEqual([2, 0]);
  });

  test('that is stopped ends the phase under way and all faults, and goes no further', async () => {
    const { clock, timeline, told, active } = await playing();
    await clock.advance(7_000);
    timeline.stop();
    timeline.stop();
    await clock.advance(60_000);
    expect(told().slice(2)).toEqual(['5000 trouble begins: graph.latency#1, graph.outage#2', '7000 trouble ends']);
    expect([timeline.current(), active(), clock.pending()]).toEqual([undefined, [], 0]);
  });

  test('that has ended by itself is not ended again', async () => {
    const { clock, timeline, told } = await playing();
    await clock.advance(60_000);
    const before = told();
    timeline.stop();
    expect(told()).toEqual(before);
  });

  test('without phases says nothing', async () => {
    const { clock, timeline, told } = await playing([]);
    await clock.advance(1_000);
    timeline.stop();
    expect(told()).toEqual([]);
  });
});
