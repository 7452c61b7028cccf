import { expect, test } from 'vitest';
import { waId, wamid } from '../../../core/ids.js';
import { alice, bob, call, refused, wrote } from './observed.js';
import { linesOf, metricsOf } from './rendered.js';

test('calls are counted by route, status, code, injected and outcome', async () => {
  const metrics = metricsOf(
    call({}),
    call({ digest: 'd2' }),
    refused(130_429, { digest: 'd3' }),
    call({ digest: 'd4', answer: 'lost', outcome: 'unknown', injected: true, faults: ['graph.lost-answer#2'] }),
  );
  const route = 'route="POST /{phone-number-id}/messages"';
  expect(await linesOf(metrics, 'waproof_graph_calls_total')).toEqual([
    `waproof_graph_calls_total{${route},status="200",code="none",injected="false",outcome="accepted"} 2`,
    `waproof_graph_calls_total{${route},status="400",code="130429",injected="true",outcome="refused"} 1`,
    `waproof_graph_calls_total{${route},status="200",code="none",injected="true",outcome="unknown"} 1`,
  ]);
});

test('a call lasts from its reception to the end of its answer, in seconds', async () => {
  const metrics = metricsOf(call({ receivedAt: 100, at: 300 }));
  expect(await linesOf(metrics, 'waproof_graph_call_duration_seconds_sum')).toContain(
    'waproof_graph_call_duration_seconds_sum{action="send"} 0.2',
  );
  const buckets = await linesOf(metrics, 'waproof_graph_call_duration_seconds_bucket');
  expect(buckets).toContain('waproof_graph_call_duration_seconds_bucket{le="0.15",action="send"} 0');
  expect(buckets).toContain('waproof_graph_call_duration_seconds_bucket{le="0.2",action="send"} 1');
});

test('messages accepted are those with an effect, also when the answer was lost', async () => {
  const metrics = metricsOf(
    call({}),
    call({ type: 'image', answer: 'lost', outcome: 'unknown' }),
    refused(131_000),
    call({ action: 'mark-read' }),
  );
  expect(await linesOf(metrics, 'waproof_messages_accepted_total')).toEqual([
    'waproof_messages_accepted_total{type="text"} 1',
    'waproof_messages_accepted_total{type="image"} 1',
  ]);
});

test('an attempt after a failed one of the same send is a retry, named by what it follows', async () => {
  const metrics = metricsOf(
    refused(130_429, { receivedAt: 100, at: 200 }),
    refused(131_000, { receivedAt: 600, at: 700 }),
    call({ receivedAt: 1_500, at: 1_600, answer: 'lost', outcome: 'unknown' }),
    call({ receivedAt: 3_000, at: 3_100 }),
  );
  expect(await linesOf(metrics, 'waproof_send_retries_total')).toEqual([
    'waproof_send_retries_total{after="130429"} 1',
    'waproof_send_retries_total{after="131000"} 1',
    'waproof_send_retries_total{after="lost"} 1',
  ]);
});

test.each([
  ['it follows a success', call({ receivedAt: 100, at: 200 }), call({ receivedAt: 600, at: 700 })],
  ['the first had not ended yet', refused(131_000, { receivedAt: 100, at: 500 }), call({ receivedAt: 400, at: 600 })],
  ['it goes to someone else', refused(131_000, { at: 200 }), call({ to: bob, receivedAt: 600, at: 700 })],
  ['its content differs', refused(131_000, { at: 200 }), call({ digest: 'd2', receivedAt: 600, at: 700 })],
  ['it answers another message', refused(131_000, { at: 200, answers: wamid('wamid.a') }), call({ receivedAt: 600 })],
  [
    'it is no send',
    refused(131_000, { at: 200, action: 'mark-read' }),
    refused(131_000, { receivedAt: 600, action: 'mark-read' }),
  ],
])('an attempt is no retry when %s', async (_why, first, second) => {
  expect(await linesOf(metricsOf(first, second), 'waproof_send_retries_total')).toEqual([]);
});

test('reply latency runs from the instant when the message was due to the first reply that names it', async () => {
  const metrics = metricsOf(
    wrote({ message: wamid('wamid.a'), due: 1_000, at: 1_005 }),
    wrote({ message: wamid('wamid.b'), due: 1_200, at: 1_200 }),
    call({ answers: wamid('wamid.b'), at: 1_500 }),
    call({ answers: wamid('wamid.b'), at: 1_900, digest: 'second line' }),
    call({ answers: wamid('wamid.unknown'), at: 2_000 }),
  );
  expect(await linesOf(metrics, 'waproof_reply_latency_seconds_count')).toEqual([
    'waproof_reply_latency_seconds_count 1',
  ]);
  expect(await linesOf(metrics, 'waproof_reply_latency_seconds_sum')).toEqual([
    'waproof_reply_latency_seconds_sum 0.3',
  ]);
});

test('a reply that names no message counts for the oldest waiting one of its recipient', async () => {
  const metrics = metricsOf(
    wrote({ message: wamid('wamid.a'), user: alice, due: 1_000 }),
    wrote({ message: wamid('wamid.b'), user: bob, due: 1_100 }),
    wrote({ message: wamid('wamid.c'), user: alice, due: 1_200 }),
    refused(131_000, { to: alice, at: 1_300 }),
    call({ to: alice, at: 1_500 }),
    call({ to: alice, at: 1_600, digest: 'd2' }),
    call({ to: waId('15550199999'), at: 1_700 }),
  );
  expect(await linesOf(metrics, 'waproof_reply_latency_seconds_count')).toEqual([
    'waproof_reply_latency_seconds_count 2',
  ]);
  expect(await linesOf(metrics, 'waproof_reply_latency_seconds_sum')).toEqual([
    'waproof_reply_latency_seconds_sum 0.9',
  ]);
});

test('users, message ids and raw paths never become label values', async () => {
  const metrics = metricsOf(
    wrote({}),
    call({ route: 'GET /15550100001/nonsense', status: 404 }),
    call({ route: 'GET /4915550100002/nonsense', status: 404 }),
    call({ type: 'wamid.HBgLMTU1NTAxMDAwMDE' }),
  );
  const text = await metrics.render();
  expect(text).not.toMatch(/15550100001|4915550100002|wamid/);
  expect(text).toContain(
    'waproof_graph_calls_total{route="other",status="404",code="none",injected="false",outcome="accepted"} 2',
  );
});

test('beyond the limit of label sets everything is counted under other', async () => {
  const metrics = metricsOf();
  for (let code = 1; code <= 1_200; code++) metrics.observe(refused(code));
  const lines = await linesOf(metrics, 'waproof_graph_calls_total');
  expect(lines).toHaveLength(1_001);
  expect(lines.at(-1)).toBe(
    'waproof_graph_calls_total{route="other",status="other",code="other",injected="other",outcome="other"} 200',
  );
  expect(await linesOf(metrics, 'waproof_metrics_label_sets_capped_total')).toEqual([
    'waproof_metrics_label_sets_capped_total 200',
  ]);
});
