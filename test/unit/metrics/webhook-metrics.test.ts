import { expect, test } from 'vitest';
import { wamid } from '../../../core/ids.js';
import { answered, sent } from './observed.js';
import { linesOf, metricsOf } from './rendered.js';

test('deliveries are counted by what they carry, what came of them and which attempt it was', async () => {
  const metrics = metricsOf(
    sent({ delivery: 1 }),
    answered({ delivery: 1, status: 200 }),
    sent({ delivery: 2 }),
    answered({ delivery: 2, status: 503 }),
    sent({ delivery: 2, attempt: 2 }),
    answered({ delivery: 2, attempt: 2, problem: 'timeout', ms: 10_000 }),
    sent({ delivery: 3, duplicateOf: 1, fault: 'webhook.duplicate#1' }),
    answered({ delivery: 3, status: 200 }),
    sent({ delivery: 4, carries: 'status' }),
    answered({ delivery: 4, carries: 'status', problem: 'refused', ms: 1 }),
    answered({ delivery: 5, problem: 'lost', ms: 0 }),
  );
  expect(await linesOf(metrics, 'waproof_webhook_deliveries_total')).toEqual([
    'waproof_webhook_deliveries_total{carries="message",outcome="2xx",attempt="first"} 1',
    'waproof_webhook_deliveries_total{carries="message",outcome="5xx",attempt="first"} 1',
    'waproof_webhook_deliveries_total{carries="message",outcome="timeout",attempt="retry"} 1',
    'waproof_webhook_deliveries_total{carries="message",outcome="2xx",attempt="duplicate"} 1',
    'waproof_webhook_deliveries_total{carries="status",outcome="error",attempt="first"} 1',
    'waproof_webhook_deliveries_total{carries="message",outcome="lost",attempt="first"} 1',
  ]);
  expect(await linesOf(metrics, 'waproof_webhook_duplicates_sent_total')).toEqual([
    'waproof_webhook_duplicates_sent_total{carries="message"} 1',
    'waproof_webhook_duplicates_sent_total{carries="status"} 0',
  ]);
  expect(await linesOf(metrics, 'waproof_faults_fired_total')).toEqual([
    'waproof_faults_fired_total{fault="webhook.duplicate"} 1',
  ]);
});

test('acknowledgement counts answers of any status and timeouts, not failed connections, nor what was lost', async () => {
  const metrics = metricsOf(
    answered({ status: 200, ms: 20 }),
    answered({ status: 500, ms: 480 }),
    answered({ problem: 'timeout', ms: 10_000 }),
    answered({ problem: 'refused', ms: 1 }),
    answered({ problem: 'lost', ms: 0 }),
  );
  const name = 'waproof_webhook_acknowledgement_seconds';
  expect(await linesOf(metrics, `${name}_count`)).toContain(`${name}_count{carries="message"} 3`);
  expect(await linesOf(metrics, `${name}_sum`)).toContain(`${name}_sum{carries="message"} 10.5`);
});

test('forged probes are counted apart from genuine deliveries', async () => {
  const metrics = metricsOf(
    answered({ signature: 'missing', status: 401 }),
    answered({ signature: 'wrong-secret', status: 200 }),
  );
  expect(await linesOf(metrics, 'waproof_webhook_deliveries_total')).toEqual([]);
  expect(await linesOf(metrics, 'waproof_forged_probes_total')).toEqual([
    'waproof_forged_probes_total{signature="missing",outcome="4xx"} 1',
    'waproof_forged_probes_total{signature="wrong-secret",outcome="2xx"} 1',
  ]);
});

test('posts in flight are those sent and not answered, and none is when the run ended', async () => {
  const metrics = metricsOf(sent({ delivery: 1 }), sent({ delivery: 2 }), answered({ delivery: 1, status: 200 }));
  expect(await linesOf(metrics, 'waproof_webhook_in_flight')).toEqual(['waproof_webhook_in_flight 1']);
  metrics.observe({ id: 9, at: 30_000, kind: 'run.ended', settled: false });
  expect(await linesOf(metrics, 'waproof_webhook_in_flight')).toEqual(['waproof_webhook_in_flight 0']);
});

test('deliveries given up are counted by reason', async () => {
  const metrics = metricsOf({
    id: 5,
    at: 9_000,
    kind: 'webhook.given-up',
    delivery: 2,
    message: wamid('wamid.in2'),
    carries: 'message',
    attempts: 4,
    reason: 'schedule-ended',
  });
  const lines = await linesOf(metrics, 'waproof_webhook_given_up_total');
  expect(lines).toHaveLength(8);
  expect(lines.filter((line) => !line.endsWith(' 0'))).toEqual([
    'waproof_webhook_given_up_total{carries="message",reason="schedule-ended"} 1',
  ]);
});
