/**
 * Prometheus metrics from observations and from nothing else: whoever replays a history gets the same numbers. It reads
 * what happens and changes nothing. One instance is one registry; serving it over HTTP is the business of the mock.
 */
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { HistoryHeader } from '../core/history.js';
import type { Observation } from '../core/observations.js';
import { createGraphMetrics } from './graph-metrics.js';
import { createInstruments } from './instruments.js';
import { createRunMetrics } from './run-metrics.js';
import { createWebhookMetrics } from './webhook-metrics.js';

export interface Metrics {
  /** A reader for the recorder; called for every observation, so it must stay cheap. */
  observe(observation: Observation): void;
  /** A planned run begins: its phases, faults and load are known from here on. */
  plan(header: HistoryHeader): void;
  /** The run was judged. */
  verdict(checks: readonly { readonly check: string; readonly verdict: string }[]): void;
  /** For the `Content-Type` header. */
  readonly contentType: string;
  /** The text that Prometheus reads. */
  render(): Promise<string>;
}

export interface MetricsOptions {
  /** Also CPU, memory, event loop and garbage collection of this process. Default: true. */
  readonly processMetrics?: boolean;
}

export function createMetrics({ processMetrics = true }: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  if (processMetrics) collectDefaultMetrics({ register: registry });
  const instruments = createInstruments(registry);
  const run = createRunMetrics(instruments);
  const graph = createGraphMetrics(instruments, run.countFault);
  const webhooks = createWebhookMetrics(instruments, run.countFault);

  function observe(observation: Observation): void {
    switch (observation.kind) {
      case 'graph.call':
        graph.call(observation);
        break;
      case 'webhook.sent':
        webhooks.sent(observation);
        break;
      case 'webhook.answered':
        webhooks.answered(observation);
        break;
      case 'webhook.given-up':
        webhooks.givenUp(observation);
        break;
      case 'user.wrote':
        graph.wrote(observation);
        break;
      case 'status.reached':
        graph.status(observation);
        break;
      case 'phase.started':
        run.phaseStarted(observation);
        break;
      case 'phase.ended':
        run.phaseEnded(observation);
        break;
      case 'harness.sample':
        run.sample(observation);
        break;
      case 'arrival.dropped':
        run.dropped();
        break;
      case 'limit.reached':
        run.limit(observation);
        break;
      case 'run.ended':
        webhooks.ended();
        run.ended();
        break;
      case 'subject.started':
      case 'subject.ready':
      case 'subject.exited':
      case 'handshake.answered':
      case 'fault.fired':
      case 'token.changed':
      case 'campaign.triggered':
      case 'clock.advanced':
      case 'clock.changed':
        break;
      default:
        observation satisfies never;
    }
  }

  return {
    observe,
    plan: run.plan,
    verdict: run.verdict,
    contentType: registry.contentType,
    render: () => registry.metrics(),
  };
}
