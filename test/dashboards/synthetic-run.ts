/**
 * A hand-written run of a few seconds that shows everything once: load, phases, faults, errors, retries, duplicates, forged
 * probes and verdicts. It stands in for a real run where only the metrics matter.
 */
import { type Clock, sleep } from '../../core/clock.js';
import { waId, wamid } from '../../core/ids.js';
import type { Observation } from '../../core/observations.js';
import type { Metrics } from '../../metrics/create-metrics.js';
import { answered, call, header, refused, sample, sent, wrote } from '../unit/metrics/observed.js';

const TICK_MS = 100;

/** One user's message, its delivery (twice), a refused and a successful answer, and their statuses. */
function moment(tick: number, at: number): Observation[] {
  const user = waId(`1555010${1_000 + (tick % 500)}`);
  const message = wamid(`wamid.in${tick}`);
  const reply = wamid(`wamid.out${tick}`);
  const parts = { to: user, answers: message, digest: `d${tick}` };
  return [
    wrote({ at, user, message, due: at - 1 }),
    sent({ at, delivery: 3 * tick, message, user }),
    answered({ at: at + 12, delivery: 3 * tick, message, status: 200, ms: 12 }),
    sent({ at, delivery: 3 * tick + 1, duplicateOf: 3 * tick, message, user, fault: 'webhook.duplicate#2' }),
    answered({ at: at + 15, delivery: 3 * tick + 1, message, status: 503, ms: 15 }),
    sent({ at, delivery: 3 * tick + 2, message: wamid(`wamid.forged${tick}`), signature: 'missing' }),
    answered({ at: at + 3, delivery: 3 * tick + 2, message, signature: 'missing', status: 401, ms: 3 }),
    refused(130_429, { ...parts, receivedAt: at + 20, at: at + 60 }),
    call({ ...parts, receivedAt: at + 460, at: at + 700, message: reply }),
    { id: tick, at: at + 800, kind: 'status.reached', message: reply, user, status: 'sent' },
  ];
}

/** Plays the run into `metrics` in real time, then gives two verdicts. */
export async function playSyntheticRun(metrics: Metrics, clock: Clock, seconds: number): Promise<void> {
  const startedAt = clock.now();
  const now = () => clock.now() - startedAt;
  metrics.plan(header);
  metrics.observe({ id: 1, at: 0, kind: 'phase.started', phase: 0, name: 'calm', faults: [] });
  for (let tick = 0; tick < (seconds * 1_000) / TICK_MS; tick++) {
    for (const observation of moment(tick, now())) metrics.observe(observation);
    if (tick % 10 === 9) metrics.observe(sample({ at: now(), arrivalsDue: 10, arrivalsPlayed: 10 }));
    if (tick === 20) {
      metrics.observe({ id: 2, at: now(), kind: 'phase.started', phase: 1, name: 'errors', faults: ['graph.error#1'] });
    }
    await sleep(clock, TICK_MS);
  }
  metrics.observe({ id: 3, at: now(), kind: 'phase.ended', phase: 1, name: 'errors' });
  metrics.observe({ id: 4, at: now(), kind: 'run.ended', settled: true });
  metrics.verdict([
    { check: 'backs-off', verdict: 'pass' },
    { check: 'effects-once', verdict: 'fail' },
  ]);
}
