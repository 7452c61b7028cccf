/**
 * What a delivery changes in the metrics. Forged probes have metrics of their own: a subject that refuses them with 401 is
 * right, and must not look as if it refused real messages.
 */

import { createBoundedMap } from '../core/bounded-map.js';
import type { Observed } from '../core/observations.js';
import { type Instruments, single } from './instruments.js';
import type { CountFault } from './timeline-metrics.js';

export interface WebhookMetrics {
  sent(sent: Observed<'webhook.sent'>): void;
  answered(answered: Observed<'webhook.answered'>): void;
  givenUp(givenUp: Observed<'webhook.given-up'>): void;
  /** Nothing is in flight any more. */
  ended(): void;
}

/** Duplicates whose first answer is awaited. */
const REMEMBERED = 50_000;

/** `2xx` to `5xx`, `timeout`, `lost` when a fault lost it on the way, or `error` when the connection failed. */
function outcomeOf({ status, problem }: Observed<'webhook.answered'>): string {
  if (status !== undefined) return `${Math.floor(status / 100)}xx`;
  return problem === 'timeout' || problem === 'lost' ? problem : 'error';
}

export function createWebhookMetrics(instruments: Instruments, countFault: CountFault): WebhookMetrics {
  const deliveries = instruments.counter('webhookDeliveries');
  const duplicates = instruments.counter('webhookDuplicates');
  const givenUp = instruments.counter('webhookGivenUp');
  const probes = instruments.counter('forgedProbes');
  const inFlight = single(instruments.gauge('webhookInFlight'));
  const acknowledgement = {
    message: instruments.histogram('webhookAcknowledgement', { carries: 'message' }),
    status: instruments.histogram('webhookAcknowledgement', { carries: 'status' }),
    event: instruments.histogram('webhookAcknowledgement', { carries: 'event' }),
  };
  const repeated = createBoundedMap<string, true>(REMEMBERED);

  function attemptOf({ delivery, attempt }: Observed<'webhook.answered'>): string {
    const duplicate = repeated.delete(String(delivery));
    if (attempt > 1) return 'retry';
    return duplicate ? 'duplicate' : 'first';
  }

  return {
    sent(sent) {
      inFlight.value += 1;
      if (sent.fault !== undefined) countFault(sent.fault);
      if (sent.duplicateOf === undefined || sent.attempt > 1) return;
      repeated.set(String(sent.delivery), true);
      const { carries } = sent;
      (duplicates.get(carries) ?? duplicates.make(carries, { carries })).value += 1;
    },
    answered(answered) {
      if (inFlight.value > 0) inFlight.value -= 1;
      const outcome = outcomeOf(answered);
      const { carries, signature } = answered;
      if (signature !== 'valid') {
        const key = `${signature}|${outcome}`;
        (probes.get(key) ?? probes.make(key, { signature, outcome })).value += 1;
        return;
      }
      const attempt = attemptOf(answered);
      const key = `${carries}|${outcome}|${attempt}`;
      (deliveries.get(key) ?? deliveries.make(key, { carries, outcome, attempt })).value += 1;
      if (outcome !== 'error' && outcome !== 'lost') acknowledgement[carries].observe(answered.ms / 1_000);
    },
    givenUp({ carries, reason }) {
      const key = `${carries}|${reason}`;
      (givenUp.get(key) ?? givenUp.make(key, { carries, reason })).value += 1;
    },
    ended() {
      inFlight.value = 0;
    },
  };
}
