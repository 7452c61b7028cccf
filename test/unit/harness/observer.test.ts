import { describe, expect, test } from 'vitest';
import { createRecorder } from '../../../core/recorder.js';
import { createVirtualClock } from '../../../core/virtual-clock.js';
import { observeRun, type Progress } from '../../../harness/observer.js';
import { createTally } from '../../../harness/tally.js';
import type { LoadPlay } from '../../../loadgen/engine.js';
import type { Mock } from '../../../mock-server/mock.js';
import { answered, call, refused, wrote } from '../metrics/observed.js';

/** The harness looking at itself on a virtual clock; the test feeds the tally. */
function observing() {
  const clock = createVirtualClock();
  const recorder = createRecorder(clock);
  const tally = createTally();
  const progress: Progress[] = [];
  const unusable: string[] = [];
  const load = {
    look: () => ({ arrivalsDue: 20, arrivalsPlayed: 19, arrivalsDropped: 1, latenessP99Ms: 2.5 }),
  } as unknown as LoadPlay;
  const mock = {
    pending: () => ({ deliveries: 4, distantRetries: 0, copies: 0, lives: 0 }),
    faults: { active: () => [{ planned: { id: 'graph.error#1', name: 'graph.error', parameters: {} } }] },
  } as unknown as Mock;
  const stop = observeRun({
    clock,
    recorder,
    mock,
    load,
    tally,
    memoryUsage: () => 1_000_000,
    where: () => ({ elapsedMs: clock.now(), totalMs: 60_000, phase: 'calm', phaseNumber: 1, phases: 3 }),
    onProgress: (one) => void progress.push(one),
    onUnusable: (reason) => void unusable.push(reason),
    webhookTimeoutMs: 5_000,
  });
  return { clock, recorder, tally, progress, unusable, stop };
}

test('once a second it records a sample and tells the rates of that second', async () => {
  const { clock, recorder, tally, progress, stop } = observing();
  tally.observe(wrote({}));
  tally.observe(call({}));
  await clock.advance(1_000);
  for (const observation of [wrote({}), refused(130_429), refused(130_429)]) tally.observe(observation);
  await clock.advance(1_000);
  stop();
  await clock.advance(10_000);
  const { id, loopLagMs, ...sample } = recorder.recent().at(-1) as unknown as Record<string, unknown>;
  expect(sample).toEqual({
    kind: 'harness.sample',
    at: 2_000,
    latenessMs: 2.5,
    arrivalsDue: 20,
    arrivalsPlayed: 19,
    pendingDeliveries: 4,
    heapBytes: 1_000_000,
  });
  expect([id, typeof loopLagMs]).toEqual([2, 'number']);
  const shared = {
    totalMs: 60_000,
    phase: 'calm',
    phaseNumber: 1,
    phases: 3,
    faults: ['graph.error'],
    pendingDeliveries: 4,
  };
  expect(progress).toEqual([
    { ...shared, elapsedMs: 1_000, waitingUsers: 0, inboundPerSecond: 1, repliesPerSecond: 1, errorsPerSecond: 0 },
    { ...shared, elapsedMs: 2_000, waitingUsers: 1, inboundPerSecond: 1, repliesPerSecond: 0, errorsPerSecond: 2 },
  ]);
});

describe('a subject that does not work at all', () => {
  const repeated = (count: number) => Array.from({ length: count });

  test('is noticed after ten refused deliveries, but not in its first seconds', async () => {
    const { clock, tally, unusable } = observing();
    for (const _ of repeated(12)) tally.observe(answered({ status: 500 }));
    await clock.advance(2_000);
    expect(unusable).toEqual([]);
    await clock.advance(1_000);
    expect(unusable).toEqual([
      'the subject acknowledged none of the first 12 webhook deliveries (last answer: HTTP 500); it must answer 200',
    ]);
  });

  test('is noticed when it never answers anything', async () => {
    const { clock, tally, unusable } = observing();
    for (const _ of repeated(10)) tally.observe(wrote({}));
    await clock.advance(8_000);
    expect(unusable).toEqual([]);
    await clock.advance(1_000);
    expect(unusable).toEqual(['the subject answers the handshake, but no webhook delivery']);
  });

  test('is not suspected after a single acknowledgement, nor after few deliveries', async () => {
    const one = observing();
    one.tally.observe(answered({ status: 200 }));
    for (const _ of repeated(50)) one.tally.observe(answered({ status: 500 }));
    await one.clock.advance(30_000);
    expect(one.unusable).toEqual([]);
    const few = observing();
    for (const _ of repeated(9)) few.tally.observe(answered({ status: 500 }));
    await few.clock.advance(30_000);
    expect(few.unusable).toEqual([]);
  });
});
