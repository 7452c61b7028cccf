/**
 * Load planned and played, and the harness' own health. The plan counts from the beginning of the load, observations from
 * the beginning of the run (the subject's start lies between): each phase that starts tells the difference.
 */
import type { HistoryHeader } from '../core/history.js';
import type { Observed } from '../core/observations.js';
import { type Instruments, single } from './instruments.js';

/**
 * Users per second planned at `sinceLoadMs` (milliseconds since the load began), 0 when no load is planned then.
 * Undefined while a ramp, a spike or a day is among the loads.
 */
export function planTarget(header: HistoryHeader, sinceLoadMs: number): number | undefined {
  let perSecond = 0;
  for (const load of header.load) {
    if (sinceLoadMs < load.fromMs || sinceLoadMs >= load.toMs) continue;
    if (load.process === 'ramp' || load.peakPerSecond !== undefined) return undefined;
    perSecond += load.ratePerSecond;
  }
  return perSecond;
}

export function createLoadMetrics(instruments: Instruments) {
  const target = single(instruments.gauge('loadTarget'));
  const due = single(instruments.counter('arrivalsDue'));
  const played = single(instruments.counter('arrivalsPlayed'));
  const dropped = single(instruments.counter('arrivalsDropped'));
  const pending = single(instruments.gauge('deliveriesPending'));
  const lag = single(instruments.gauge('harnessLag'));
  const lateness = single(instruments.gauge('harnessLateness'));
  const heap = single(instruments.gauge('harnessHeap'));
  let header: HistoryHeader | undefined;
  let planStartsAt: number | undefined;

  return {
    plan(planned: HistoryHeader) {
      header = planned;
      planStartsAt = undefined;
      target.value = 0;
    },
    phaseStarted({ phase, at }: Observed<'phase.started'>) {
      if (!header) return;
      planStartsAt = at - (header.phases[phase]?.fromMs ?? 0);
      // A ramp is told by its arrivals, which the next sample brings.
      target.value = planTarget(header, at - planStartsAt) ?? target.value;
    },
    sample(sample: Observed<'harness.sample'>) {
      due.value += sample.arrivalsDue;
      played.value += sample.arrivalsPlayed;
      pending.value = sample.pendingDeliveries;
      lag.value = sample.loopLagMs / 1_000;
      lateness.value = sample.latenessMs / 1_000;
      heap.value = sample.heapBytes;
      if (!header || planStartsAt === undefined) return;
      target.value = planTarget(header, sample.at - planStartsAt) ?? sample.arrivalsDue;
    },
    dropped() {
      dropped.value += 1;
    },
    ended() {
      target.value = 0;
      pending.value = 0;
    },
  };
}
