/** What a Graph call changes in the metrics: calls, duration, accepted messages, retries, reply latency, fired faults. */
import type { Observed } from '../core/observations.js';
import type { Instruments, Observer } from './instruments.js';
import { createReplyTracker } from './reply-tracker.js';
import { createRetryTracker } from './retry-tracker.js';
import type { CountFault } from './timeline-metrics.js';

export interface GraphMetrics {
  call(call: Observed<'graph.call'>): void;
  /** A user's message, so that its reply can be recognised. */
  wrote(message: Observed<'user.wrote'>): void;
  status(status: Observed<'status.reached'>): void;
}

export function createGraphMetrics(instruments: Instruments, countFault: CountFault): GraphMetrics {
  const calls = instruments.counter('graphCalls');
  const accepted = instruments.counter('messagesAccepted');
  const retries = instruments.counter('sendRetries');
  const inbound = instruments.counter('inboundMessages');
  const statuses = instruments.counter('statusesReached');
  const replyLatency = instruments.histogram('replyLatency', {});
  const duration: Record<Observed<'graph.call'>['action'], Observer> = {
    send: instruments.histogram('graphCallDuration', { action: 'send' }),
    'mark-read': instruments.histogram('graphCallDuration', { action: 'mark-read' }),
    media: instruments.histogram('graphCallDuration', { action: 'media' }),
    other: instruments.histogram('graphCallDuration', { action: 'other' }),
  };
  const retryTracker = createRetryTracker();
  const replyTracker = createReplyTracker();

  function countCall(call: Observed<'graph.call'>): void {
    const code = call.error ? call.error.code : 'none';
    const key = `${call.route}|${call.status}|${code}|${call.injected}|${call.outcome}`;
    const cell =
      calls.get(key) ??
      calls.make(key, {
        route: call.route,
        status: String(call.status),
        code: String(code),
        injected: String(call.injected),
        outcome: call.outcome,
      });
    cell.value += 1;
  }

  function countSend(call: Observed<'graph.call'>): void {
    const after = retryTracker.attempt(call);
    if (after !== undefined) (retries.get(after) ?? retries.make(after, { after })).value += 1;
    if (!call.effect) return;
    const type = call.type ?? 'unknown';
    (accepted.get(type) ?? accepted.make(type, { type })).value += 1;
    const waitedMs = replyTracker.answered(call);
    if (waitedMs !== undefined) replyLatency.observe(waitedMs / 1_000);
  }

  return {
    call(call) {
      countCall(call);
      duration[call.action].observe((call.at - call.receivedAt) / 1_000);
      for (const fault of call.faults) countFault(fault);
      if (call.action === 'send' && call.simulated) countSend(call);
    },
    wrote(message) {
      (inbound.get(message.type) ?? inbound.make(message.type, { type: message.type })).value += 1;
      replyTracker.wrote(message);
    },
    status({ status, error }) {
      const code = error ? String(error.code) : 'none';
      const key = `${status}|${code}`;
      (statuses.get(key) ?? statuses.make(key, { status, code })).value += 1;
    },
  };
}
