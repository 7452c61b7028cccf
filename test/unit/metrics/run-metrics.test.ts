import { expect, test } from 'vitest';
import { wamid } from '../../../core/ids.js';
import type { Observation } from '../../../core/observations.js';
import { alice, call, header, sample } from './observed.js';
import { linesOf, metricsOf } from './rendered.js';

const errorsBegin: Observation = {
  id: 7,
  at: 12_500,
  kind: 'phase.started',
  phase: 1,
  name: 'errors',
  faults: ['graph.error#1', 'graph.error#2'],
};

test('a plan names the run and makes its phases and faults known, all inactive', async () => {
  const metrics = metricsOf();
  metrics.plan(header);
  expect(await linesOf(metrics, 'waproof_run_info')).toEqual([
    'waproof_run_info{scenario="first-proof",seed="1234567890",version="0.1.0"} 1',
  ]);
  expect(await linesOf(metrics, 'waproof_phase_active')).toEqual([
    'waproof_phase_active{phase="0",name="calm"} 0',
    'waproof_phase_active{phase="1",name="errors"} 0',
  ]);
  expect(await linesOf(metrics, 'waproof_fault_active')).toEqual(['waproof_fault_active{fault="graph.error"} 0']);
  expect(await linesOf(metrics, 'waproof_faults_fired_total')).toEqual([
    'waproof_faults_fired_total{fault="graph.error"} 0',
  ]);
});

test('exactly the faults of the phase are active, by name without their number', async () => {
  const metrics = metricsOf();
  metrics.plan(header);
  metrics.observe({ id: 1, at: 2_500, kind: 'phase.started', phase: 0, name: 'calm', faults: ['graph.latency#3'] });
  metrics.observe({ id: 2, at: 12_500, kind: 'phase.ended', phase: 0, name: 'calm' });
  metrics.observe(errorsBegin);
  expect(await linesOf(metrics, 'waproof_phase_active')).toEqual([
    'waproof_phase_active{phase="0",name="calm"} 0',
    'waproof_phase_active{phase="1",name="errors"} 1',
  ]);
  expect(await linesOf(metrics, 'waproof_fault_active')).toEqual([
    'waproof_fault_active{fault="graph.error"} 1',
    'waproof_fault_active{fault="graph.latency"} 0',
  ]);
  metrics.observe({ id: 8, at: 22_500, kind: 'phase.ended', phase: 1, name: 'errors' });
  expect(await linesOf(metrics, 'waproof_fault_active')).toContain('waproof_fault_active{fault="graph.error"} 0');
});

test('a phase that ends after the next one has begun leaves that one active', async () => {
  const metrics = metricsOf(errorsBegin, { id: 8, at: 12_501, kind: 'phase.ended', phase: 0, name: 'calm' });
  expect(await linesOf(metrics, 'waproof_phase_active')).toContain('waproof_phase_active{phase="1",name="errors"} 1');
  expect(await linesOf(metrics, 'waproof_fault_active')).toEqual(['waproof_fault_active{fault="graph.error"} 1']);
});

test('each strike of a fault is counted', async () => {
  const metrics = metricsOf(
    call({ faults: ['graph.latency#1', 'graph.error#2'] }),
    call({ faults: ['graph.latency#1'] }),
  );
  expect(await linesOf(metrics, 'waproof_faults_fired_total')).toEqual([
    'waproof_faults_fired_total{fault="graph.latency"} 2',
    'waproof_faults_fired_total{fault="graph.error"} 1',
  ]);
});

test('the load target follows the plan, counted from the first phase and not from the start of the run', async () => {
  const metrics = metricsOf();
  const target = async () => (await linesOf(metrics, 'waproof_load_target_users_per_second'))[0]?.split(' ')[1];
  metrics.plan(header);
  metrics.observe(sample({ at: 1_000 }));
  expect(await target(), 'before the first phase').toBe('0');
  metrics.observe({ id: 1, at: 2_500, kind: 'phase.started', phase: 0, name: 'calm', faults: [] });
  expect(await target(), 'as the load begins').toBe('8');
  metrics.observe(sample({ at: 22_400 }));
  expect(await target(), 'just before the load ends').toBe('8');
  metrics.observe(sample({ at: 22_600 }));
  expect(await target(), 'after the load').toBe('0');
});

test('during a ramp the target is what fell due in the last second', async () => {
  const metrics = metricsOf();
  const ramp = { users: 100, process: 'ramp', ratePerSecond: 50, fromMs: 0, toMs: 20_000, says: 'greeting' };
  metrics.plan({ ...header, load: [ramp] });
  metrics.observe({ id: 1, at: 0, kind: 'phase.started', phase: 0, name: 'calm', faults: [] });
  metrics.observe(sample({ at: 5_000, arrivalsDue: 13, arrivalsPlayed: 12 }));
  expect(await linesOf(metrics, 'waproof_load_target_users_per_second')).toEqual([
    'waproof_load_target_users_per_second 13',
  ]);
});

test('samples of the harness add up arrivals and show its state in base units', async () => {
  const text = await metricsOf(
    sample({ arrivalsDue: 8, arrivalsPlayed: 8 }),
    sample({ arrivalsDue: 9, arrivalsPlayed: 7, loopLagMs: 12, latenessMs: 4, pendingDeliveries: 3, heapBytes: 5_000 }),
    { id: 9, at: 2_000, kind: 'arrival.dropped', due: 1_900, reason: `no free user for ${alice}` },
    { id: 10, at: 2_000, kind: 'limit.reached', limit: 'webhook queue', value: 10_000, detail: 'full' },
  ).render();
  for (const line of [
    'waproof_load_arrivals_due_total 17',
    'waproof_load_arrivals_played_total 15',
    'waproof_load_arrivals_dropped_total 1',
    'waproof_harness_event_loop_lag_seconds 0.012',
    'waproof_harness_arrival_lateness_seconds 0.004',
    'waproof_webhook_deliveries_pending 3',
    'waproof_harness_heap_bytes 5000',
    'waproof_limits_reached_total{limit="webhook queue"} 1',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
});

test('statuses are counted with the error that explains a failure', async () => {
  const failed = { code: 131_026, title: 'Message undeliverable', retry: 'never', definite: true } as const;
  const metrics = metricsOf(
    { id: 1, at: 0, kind: 'status.reached', message: wamid('wamid.out'), user: alice, status: 'sent' },
    { id: 2, at: 0, kind: 'status.reached', message: wamid('wamid.out'), user: alice, status: 'failed', error: failed },
  );
  expect(await linesOf(metrics, 'waproof_statuses_reached_total')).toEqual([
    'waproof_statuses_reached_total{status="sent",code="none"} 1',
    'waproof_statuses_reached_total{status="failed",code="131026"} 1',
  ]);
});

test('a verdict is 1 for what was judged and 0 for the others, and can be given again', async () => {
  const metrics = metricsOf();
  const verdicts = async () => (await linesOf(metrics, 'waproof_check_verdict')).map((line) => line.split('check=')[1]);
  metrics.verdict([{ check: 'effects-once', verdict: 'fail' }]);
  expect(await verdicts()).toEqual([
    '"effects-once",verdict="pass"} 0',
    '"effects-once",verdict="fail"} 1',
    '"effects-once",verdict="inconclusive"} 0',
    '"effects-once",verdict="not-applicable"} 0',
  ]);
  metrics.verdict([{ check: 'effects-once', verdict: 'pass' }]);
  expect(await verdicts()).toEqual([
    '"effects-once",verdict="pass"} 1',
    '"effects-once",verdict="fail"} 0',
    '"effects-once",verdict="inconclusive"} 0',
    '"effects-once",verdict="not-applicable"} 0',
  ]);
});

test('the text is offered with the content type that Prometheus expects', () => {
  expect(metricsOf().contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
});
