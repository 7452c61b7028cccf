/**
 * The middle of a run: load and faults along the timeline, then recovery and drain. It ends early when it is
 * interrupted or the subject fails for good, and always leaves a last line that says how it ended.
 */
import { join } from 'node:path';
import type { RunEnded } from '../core/observations.js';
import { createRandom, type Random } from '../core/random.js';
import { type LoadPlay, playLoad } from '../loadgen/engine.js';
import { createUsers } from '../loadgen/users/create-users.js';
import { drain } from './drain.js';
import { observeRun } from './observer.js';
import { scheduleForgeries } from './probes.js';
import type { Stage } from './run-scenario.js';
import type { Subject } from './subject.js';
import { SubjectError } from './subject-error.js';
import { createTally, type Tally } from './tally.js';
import { playTimeline, type Timeline } from './timeline.js';

type Failure = Exclude<RunEnded['cutShort'], 'interrupted' | undefined>;

/** Gives the reason if the subject failed in mid-run. */
export async function playScenario(stage: Stage, subject: Subject | undefined): Promise<SubjectError | undefined> {
  const { options, recorder, mock, stop } = stage;
  const { clock, plan } = options;
  const random = createRandom(options.seed);
  let problem: SubjectError | undefined;
  const fail = (cutShort: Failure, message: string) => {
    if (stop.signal.aborted) return;
    problem = new SubjectError(message, subject?.lastLines(), subject && join(options.outDir, 'subject.log'));
    stop.abort(cutShort);
  };
  void subject?.exited.then(() => fail('subject-exited', 'the subject exited in the middle of the run'));

  const tally = createTally();
  const stopCounting = recorder.subscribe(tally.observe);
  const load = startLoad(stage, random);
  const timeline = playTimeline({
    clock,
    recorder,
    faults: mock.faults,
    phases: plan.phases,
    advances: plan.advances,
    advance: (ms) => void mock.clock.advance(ms),
  });
  const stopForging = plan.probes ? scheduleForgeries(clock, mock, plan, random.fork('probes')) : () => {};
  const stopObserving = startObserving(stage, {
    load,
    timeline,
    tally,
    onUnusable: (why) => fail('subject-unusable', why),
  });

  await Promise.race([load.done, whenAborted(stop.signal)]);
  load.stop();
  stopForging();
  timeline.stop();
  const settled = await drain({ clock, recorder, mock, tally, settleMs: plan.settleMs, signal: stop.signal });
  stopObserving();
  const cutShort = stop.signal.aborted ? (stop.signal.reason as RunEnded['cutShort']) : undefined;
  // From here on an exit is what we asked for.
  stop.abort('ended');
  await subject?.stop();
  mock.stopDelivering();
  stopCounting();
  recorder.record({ kind: 'run.ended', settled, ...(cutShort !== undefined && { cutShort }) });
  return problem;
}

/** Users write through the mock, and hear when they were answered. */
function startLoad({ options, recorder, mock }: Stage, random: Random): LoadPlay {
  const { clock, plan } = options;
  const userCount = plan.loads.reduce((sum, { users }) => sum + users, 0);
  const load = playLoad({
    clock,
    random: random.fork('load'),
    loads: plan.loads,
    users: createUsers(userCount, random.fork('users')),
    originMs: clock.now() - recorder.now(),
    write: ({ user, message, step, token, due }) => {
      mock.write({ user: user.waId, name: user.name, content: { ...message }, step, token, due });
    },
    drop: (arrival) => recorder.record({ kind: 'arrival.dropped', ...arrival }),
  });
  recorder.subscribe((observation) => {
    if (observation.kind === 'graph.call' && observation.action === 'send' && observation.effect && observation.to)
      load.replied(observation.to);
  });
  return load;
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
