/**
 * The middle of a run: load and faults along the timeline, then recovery and drain. It ends early when it is
 * interrupted or the subject fails for good, and always leaves a last line that says how it ended.
 */
import { join } from 'node:path';
import type { Cancel } from '../core/clock.js';
import type { RunEnded } from '../core/observations.js';
import { createRandom, type Random } from '../core/random.js';
import type { LoadPlay } from '../loadgen/engine.js';
import { drain } from './drain.js';
import { observeRun } from './observer.js';
import { scheduleForgeries } from './probes.js';
import type { Stage, StartedSubject } from './run-scenario.js';
import { prepareLoad, startCampaigns, startLoad } from './start-load.js';
import { SubjectError } from './subject-error.js';
import { createTally, type Tally } from './tally.js';
import { playTimeline, type Timeline } from './timeline.js';

type Failure = Exclude<RunEnded['cutShort'], 'interrupted' | undefined>;

/** Gives the reason if the subject failed in mid-run. */
export async function playScenario(stage: Stage, started: StartedSubject): Promise<SubjectError | undefined> {
  const { subject, webhookUrl } = started;
  const { options, recorder, mock, stop } = stage;
  const random = createRandom(options.seed);
  let problem: SubjectError | undefined;
  const fail = (cutShort: Failure, message: string) => {
    if (stop.signal.aborted) return;
    problem = new SubjectError(message, subject?.lastLines(), subject && join(options.outDir, 'subject.log'));
    stop.abort(cutShort);
  };
  void subject?.exited.then(() => fail('subject-exited', 'the subject exited in the middle of the run'));
  void subject?.lost.then((why) => fail('subject-unusable', why));

  const tally = createTally();
  const stopCounting = recorder.subscribe(tally.observe);
  const cast = await prepareLoad(stage, random);
  // Before the load: making the forgers takes a moment, in which no user could arrive in time.
  const stopForging = startForging(stage, random);
  const load = startLoad(stage, random, cast);
  const campaigns = startCampaigns(stage, cast, webhookUrl);
  const timeline = startTimeline(stage);
  const stopObserving = startObserving(stage, {
    load,
    timeline,
    tally,
    onUnusable: (why) => fail('subject-unusable', why),
  });

  await Promise.race([Promise.all([load.done, campaigns.done]), whenAborted(stop.signal)]);
  load.stop();
  stopForging();
  timeline.stop();
  const settled = await drain({
    clock: options.clock,
    settleMs: options.plan.settleMs,
    recorder,
    mock,
    tally,
    signal: stop.signal,
    isAway: () => subject?.isAway() ?? false,
    unreached: campaigns.unreached,
  });
  await campaigns.stop();
  stopObserving();
  const cutShort = stop.signal.aborted ? (stop.signal.reason as RunEnded['cutShort']) : undefined;
  // From here on an exit is what we asked for.
  stop.abort('ended');
  // Deliveries end first: one that is under way while the subject goes down would look like one that it refused.
  mock.stopDelivering();
  await subject?.stop();
  stopCounting();
  recorder.record({ kind: 'run.ended', settled, ...(cutShort !== undefined && { cutShort }) });
  return problem;
}

function startForging({ options, mock }: Stage, random: Random): Cancel {
  const { clock, plan } = options;
  return plan.probes ? scheduleForgeries(clock, mock, plan, random.fork('probes')) : () => {};
}

function startTimeline({ options, recorder, mock }: Stage): Timeline {
  const { clock, plan } = options;
  return playTimeline({
    clock,
    recorder,
    faults: mock.faults,
    phases: plan.phases,
    advances: plan.advances,
    advance: (ms) => void mock.clock.advance(ms),
  });
}

interface Observed {
  readonly load: LoadPlay;
  readonly timeline: Timeline;
  readonly tally: Tally;
  readonly onUnusable: (reason: string) => void;
}

function startObserving({ options, recorder, mock }: Stage, observed: Observed): () => void {
  const { clock, plan } = options;
  const { timeline, ...rest } = observed;
  const startedAt = clock.now();
  return observeRun({
    ...rest,
    clock,
    recorder,
    mock,
    memoryUsage: options.memoryUsage,
    webhookTimeoutMs: plan.webhooks.timeoutMs,
    onProgress: options.onProgress,
    where: () => {
      const phase = timeline.current();
      return {
        elapsedMs: clock.now() - startedAt,
        totalMs: plan.durationMs + plan.settleMs,
        phase: phase?.name ?? 'settling',
        phaseNumber: phase ? plan.phases.indexOf(phase) + 1 : plan.phases.length,
        phases: plan.phases.length,
      };
    },
  });
}

const whenAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
