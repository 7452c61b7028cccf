/**
 * A run, from top to bottom: mock, subject, handshake, load and faults along the timeline, recovery, drain, the end of
 * the history. It does not judge: the history file that it leaves does not depend on who reads it.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clock } from '../core/clock.js';
import type { HistoryHeader } from '../core/history.js';
import { createHistoryWriter } from '../core/history-writer.js';
import { createRandom } from '../core/random.js';
import { createRecorder, type Recorder } from '../core/recorder.js';
import { createMetrics, type Metrics } from '../metrics/create-metrics.js';
import { createMock, type Mock } from '../mock-server/mock.js';
import { describeWorld, hostsOf } from '../mock-server/world/described.js';
import type { Config } from './config.js';
import { standardEnvironment, subjectEnvironment } from './environment.js';
import { findFreePort } from './free-port.js';
import { isListening } from './is-listening.js';
import type { Progress } from './observer.js';
import { playScenario } from './play-scenario.js';
import { waitUntilReady } from './readiness.js';
import type { Plan } from './scenario/plan.js';
import { planHeader } from './scenario/plan-header.js';
import { startSubject } from './subject.js';
import type { SubjectError } from './subject-error.js';
import { type SupervisedSubject, superviseSubject } from './supervisor.js';
import { writeToken } from './token-file.js';
import { makeFolder, removeReports } from './write-reports.js';

export interface RunOptions {
  readonly clock: Clock;
  readonly plan: Plan;
  readonly seed: number;
  readonly version: string;
  /** Command that repeats this run. */
  readonly command: string;
  readonly config: Config;
  /** Exactly one of a command to start and the URL of a running subject. */
  readonly subject: { readonly exec: string } | { readonly webhook: URL };
  readonly host: string;
  readonly port: number;
  /** Receives `history.ndjson`, `subject.log`, `subject-token` and the subject's `subject-state/`. */
  readonly outDir: string;
  readonly inheritedEnvironment: Readonly<Record<string, string | undefined>>;
  readonly memoryUsage: () => number;
  /** Aborting ends the run cleanly; what was seen is still judged. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Told once the mock listens and the subject is ready. */
  readonly onReady?: (graphUrl: string, webhookUrl: URL) => void;
  /** Told how to end the subject at once, should this process be gone before the run has ended. */
  readonly onSubjectStarted?: (kill: () => void) => void;
}

export interface FinishedRun {
  readonly historyFile: string;
  readonly metrics: Metrics;
  /** Why nothing more can be expected of the subject, when the run had to stop for it. */
  readonly problem?: SubjectError;
  /** Takes the mock down; until then its `/metrics` can be read. */
  close(): Promise<void>;
}

/** What the parts of a run share. */
export interface Stage {
  readonly options: RunOptions;
  readonly recorder: Recorder;
  readonly mock: Mock;
  /** Aborted by whatever ends the run before its time; the reason says what. */
  readonly stop: AbortController;
}

/** @throws UsageError (port taken, no folder), SubjectError (the subject did not start, verify or answer). */
export async function runScenario(options: RunOptions): Promise<FinishedRun> {
  const { clock, plan, seed, outDir, host, port, config } = options;
  makeFolder(outDir);
  removeReports(outDir);
  const header: HistoryHeader = planHeader(plan, {
    seed,
    version: options.version,
    startedAt: new Date(clock.wallTime()).toISOString(),
    command: options.command,
    expects: config.expects,
  });
  const recorder = createRecorder(clock);
  const metrics = createMetrics();
  metrics.plan(header);
  recorder.subscribe(metrics.observe);
  const random = createRandom(seed);
  const mock = createMock({
    clock,
    random,
    recorder,
    host,
    port,
    metrics,
    allowedHosts: config.world && hostsOf(config.world),
    describe: config.world && describeWorld(config.world),
    credentials: config.mock,
  });
  const graphUrl = await mock.listen();

  const historyFile = join(outDir, 'history.ndjson');
  const history = createHistoryWriter(historyFile, header, clock);
  recorder.subscribe(history.write);
  const stop = new AbortController();
  const onInterrupt = () => stop.abort('interrupted');
  options.signal.addEventListener('abort', onInterrupt, { once: true });
  if (options.signal.aborted) onInterrupt();

  let subject: SupervisedSubject | undefined;
  try {
    const stage: Stage = { options, recorder, mock, stop };
    const started = await startOrFind(stage, graphUrl);
    subject = started.subject;
    if (subject) {
      options.onSubjectStarted?.(subject.kill);
      mock.faults.act({ subject: subject.struck });
    }
    await mock.deliverTo({
      url: started.webhookUrl,
      timeoutMs: plan.webhooks.timeoutMs,
      retryWaitsMs: plan.webhooks.retryMs,
      success: plan.webhooks.success,
      retryTo: plan.webhooks.retryTo,
      batch: plan.webhooks.batch,
    });
    if (await greet(stage, started)) options.onReady?.(graphUrl, started.webhookUrl);
    const problem = await playScenario(stage, started);
    return { historyFile, metrics, ...(problem && { problem }), close: () => mock.close() };
  } catch (error) {
    await mock.close();
    throw error;
  } finally {
    options.signal.removeEventListener('abort', onInterrupt);
    await subject?.stop();
    history.close();
  }
}

export interface StartedSubject {
  readonly webhookUrl: URL;
  /** Absent: it was running already. */
  readonly subject?: SupervisedSubject;
  readonly logFile?: string;
}

/** Keeps the token of the moment in a file, also for a subject that runs already and was told where it is. */
function keepToken({ options, mock }: Stage): string {
  const file = resolve(options.outDir, 'subject-token');
  writeToken(file, mock.world.credentials.accessToken);
  mock.onToken((token) => writeToken(file, token));
  return file;
}

async function startOrFind(stage: Stage, graphUrl: string): Promise<StartedSubject> {
  const { options, recorder, mock } = stage;
  const { clock, config, outDir } = options;
  const tokenFile = keepToken(stage);
  if ('webhook' in options.subject) return { webhookUrl: options.subject.webhook };
  // Absolute, and under a name that nobody else uses: it is emptied first.
  const stateDir = resolve(outDir, 'subject-state');
  rmSync(stateDir, { recursive: true, force: true });
  mkdirSync(stateDir, { recursive: true });
  const port = await findFreePort();
  const logFile = join(outDir, 'subject.log');
  const { graphVersion, env, webhookPath } = config.subject;
  const standard = standardEnvironment(mock.world.credentials, { graphUrl, graphVersion, port, stateDir, tokenFile });
  const environment = subjectEnvironment(options.inheritedEnvironment, standard, env);
  const { exec: command } = options.subject;
  const subject = superviseSubject({
    clock,
    recorder,
    start: (appendLog) => startSubject({ clock, recorder, command, environment, logFile, appendLog }),
    isListening: () => isListening('127.0.0.1', port),
    readyWithinMs: config.subject.readyWithin,
  });
  return { subject, logFile, webhookUrl: new URL(webhookPath, `http://127.0.0.1:${port}`) };
}

/** Waits for the subject, then shakes hands with the tokens that it must refuse; false when interrupted before. */
async function greet(
  { options, recorder, mock, stop }: Stage,
  { subject, logFile, webhookUrl }: StartedSubject,
): Promise<boolean> {
  const { clock, config } = options;
  const startedAt = clock.now();
  const isReady = await waitUntilReady({
    clock,
    webhookUrl,
    shake: () => mock.handshake('right-token'),
    readyWithinMs: config.subject.readyWithin,
    subject,
    logFile,
    signal: stop.signal,
  });
  if (!isReady) return false;
  recorder.record({ kind: 'subject.ready', afterMs: Math.round(clock.now() - startedAt) });
  await mock.handshake('wrong-token');
  await mock.handshake('missing-token');
  return true;
}
