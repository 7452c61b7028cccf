/**
 * Did the harness keep its own promises? If its event loop stood still, or arrivals were played late or not at all, then
 * what looks like a slow subject may be a slow harness. Limits are lenient: they are crossed only where times can
 * no longer be trusted.
 */
import type { Observation, Observed } from '../core/observations.js';
import { quantile } from './statistics.js';
import type { HarnessHealth } from './verdict.js';
import { count, percent, span } from './wording.js';

const MOST_LOOP_LAG_MS = 250;
const MOST_LATENESS_MS = 250;
/** Never for so long at a time: what was delivered just before or meanwhile looks as late as this. */
const LONGEST_STANDSTILL_MS = 1_000;
/** Between two samples; one that comes later shows a loop that stood still, whatever it measured. */
const SAMPLED_EVERY_MS = 1_000;
const MOST_DROPPED_SHARE = 0.01;
/** With as many samples as this, one bad moment below a second (a full collection, a busy neighbour) is forgiven. */
const ENOUGH_SAMPLES = 20;

export function judgeHarness(observations: readonly Observation[]): HarnessHealth {
  const lags: number[] = [];
  const lateness: number[] = [];
  let arrivalsDropped = 0;
  let arrivalsPlayed = 0;
  const samples: Observed<'harness.sample'>[] = [];
  for (const observation of observations) {
    if (observation.kind === 'arrival.dropped') arrivalsDropped++;
    else if (observation.kind === 'harness.sample') samples.push(observation);
  }
  samples.sort((a, b) => a.at - b.at);
  let standstillMs = 0;
  for (const [index, { at, loopLagMs, latenessMs, arrivalsPlayed: played }] of samples.entries()) {
    const overdueMs = at - (samples[index - 1]?.at ?? at) - SAMPLED_EVERY_MS;
    const lagMs = Math.max(loopLagMs, overdueMs);
    lags.push(lagMs);
    standstillMs = Math.max(standstillMs, lagMs);
    if (played > 0) lateness.push(latenessMs);
    arrivalsPlayed += played;
  }
  const loopLagP99Ms = p99(lags);
  const latenessP99Ms = p99(lateness);
  const droppedShare = arrivalsDropped === 0 ? 0 : arrivalsDropped / (arrivalsDropped + arrivalsPlayed);
  const reasons = [
    ...(loopLagP99Ms > MOST_LOOP_LAG_MS ? [`its event loop stood still for ${span(loopLagP99Ms)} (p99)`] : []),
    ...(loopLagP99Ms <= MOST_LOOP_LAG_MS && standstillMs > LONGEST_STANDSTILL_MS
      ? [`its event loop stood still for ${span(standstillMs)} once`]
      : []),
    ...(latenessP99Ms > MOST_LATENESS_MS ? [`arrivals were ${span(latenessP99Ms)} late (p99)`] : []),
    ...(droppedShare > MOST_DROPPED_SHARE
      ? [
          `${count(arrivalsDropped, 'arrival')} (${percent(droppedShare)}) could not be played: give the load more users`,
        ]
      : []),
  ];
  const limited = reasons.length > 0;
  return {
    limited,
    sentence: limited
      ? `The harness itself was the limit: ${reasons.join('; ')}.`
      : sentenceWhenWell(lags.length, loopLagP99Ms, latenessP99Ms),
    loopLagP99Ms,
    latenessP99Ms,
    arrivalsDropped,
    arrivalsPlayed,
  };
}

function sentenceWhenWell(samples: number, loopLagMs: number, latenessMs: number): string {
  if (samples === 0) return 'The harness took no sample of itself.';
  return `The harness kept up: loop lag ${span(loopLagMs)}, arrivals ${span(latenessMs)} late (p99).`;
}

/** Samples come once a second, so that p99 of a short run would be its single worst second. */
function p99(values: readonly number[]): number {
  if (values.length === 0) return 0;
  if (values.length < ENOUGH_SAMPLES) return quantile(values, 0.99);
  return quantile([...values].sort((a, b) => a - b).slice(0, -1), 0.99);
}
