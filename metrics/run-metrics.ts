/** What the run as a whole changes in the metrics: its plan, its phases and load, limits reached, its verdict. */
import type { HistoryHeader } from '../core/history.js';
import type { Observed } from '../core/observations.js';
import type { Instruments } from './instruments.js';
import { createLoadMetrics } from './load-metrics.js';
import { type CountFault, createTimelineMetrics } from './timeline-metrics.js';

export interface RunMetrics {
  countFault: CountFault;
  plan(header: HistoryHeader): void;
  phaseStarted(phase: Observed<'phase.started'>): void;
  phaseEnded(phase: Observed<'phase.ended'>): void;
  sample(sample: Observed<'harness.sample'>): void;
  dropped(): void;
  limit(limit: Observed<'limit.reached'>): void;
  ended(): void;
  verdict(checks: readonly { readonly check: string; readonly verdict: string }[]): void;
}

const VERDICTS = ['pass', 'fail', 'inconclusive', 'not-applicable'] as const;

export function createRunMetrics(instruments: Instruments): RunMetrics {
  const load = createLoadMetrics(instruments);
  const timeline = createTimelineMetrics(instruments);
  const verdicts = instruments.gauge('checkVerdict');
  const runInfo = instruments.gauge('runInfo');
  const limits = instruments.counter('limitsReached');

  return {
    countFault: timeline.countFault,
    plan(header) {
      const { scenario, version } = header;
      const seed = String(header.seed);
      const key = `${scenario}|${seed}|${version}`;
      for (const cell of runInfo.all()) cell.value = 0;
      (runInfo.get(key) ?? runInfo.make(key, { scenario, seed, version })).value = 1;
      load.plan(header);
      timeline.plan(header);
    },
    phaseStarted(phase) {
      load.phaseStarted(phase);
      timeline.phaseStarted(phase);
    },
    phaseEnded: timeline.phaseEnded,
    sample: load.sample,
    dropped: load.dropped,
    limit({ limit }) {
      (limits.get(limit) ?? limits.make(limit, { limit })).value += 1;
    },
    ended() {
      load.ended();
      timeline.ended();
    },
    verdict(checks) {
      for (const { check, verdict } of checks) {
        for (const name of VERDICTS) {
          const key = `${check}|${name}`;
          const cell = verdicts.get(key) ?? verdicts.make(key, { check, verdict: name });
          cell.value = name === verdict ? 1 : 0;
        }
      }
    },
  };
}
