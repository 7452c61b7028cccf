/** One scenario of `waproof run`: played, judged from the history that it left, its page written. */
import { sleep } from '../core/clock.js';
import { formatDuration } from '../core/durations.js';
import type { Progress } from '../harness/observer.js';
import { runScenario } from '../harness/run-scenario.js';
import type { SubjectError } from '../harness/subject-error.js';
import { writeHtml } from '../harness/write-reports.js';
import { judge } from '../verdict/judge.js';
import { readHistory } from '../verdict/read-history.js';
import type { RunVerdict } from '../verdict/verdict.js';
import { type Job, repeatCommand } from './plan-jobs.js';
import type { Session } from './session.js';
import { readVersion } from './version.js';

const LARGEST_SEED = 2 ** 31 - 1;

/** What whoever watches is told; what to show of it depends on how many are played at once. */
export interface JobListener {
  readonly onBegin: (job: Job, seed: number) => void;
  readonly onReady: (graphUrl: string, webhookUrl: URL) => void;
  readonly onProgress: (progress: Progress) => void;
  readonly onVerdict: (verdict: RunVerdict, files: { historyFile: string; report: string }) => void;
}

export interface JudgedJob {
  readonly verdict: RunVerdict;
  /** Why nothing more could be expected of the subject. */
  readonly problem: SubjectError | undefined;
}

/** @throws UsageError, SubjectError when nothing could be played. */
export async function playJob(session: Session, job: Job, listener: JobListener, html?: string): Promise<JudgedJob> {
  const { args, out, config, subject, port, clock, signal, lingerMs, onSubjectStarted } = session;
  const { plan, given, outDir } = job;
  const seed = session.seed ?? plan.seed ?? 1 + Math.floor(clock.wallTime() % LARGEST_SEED);
  listener.onBegin(job, seed);
  const run = await runScenario({
    clock,
    plan,
    seed,
    config,
    subject,
    outDir,
    port,
    signal,
    version: readVersion(),
    command: repeatCommand(args, given, seed),
    host: args.host,
    inheritedEnvironment: process.env,
    memoryUsage: () => process.memoryUsage().heapUsed,
    onProgress: listener.onProgress,
    onReady: listener.onReady,
    onSubjectStarted,
  });
  try {
    const history = await readHistory(run.historyFile);
    const verdict = judge(history);
    run.metrics.verdict(verdict.checks);
    const report = writeHtml({ outDir, html }, history, verdict);
    listener.onVerdict(verdict, { historyFile: run.historyFile, report });
    if (lingerMs > 0) out.note(`metrics stay up for ${formatDuration(lingerMs)}`);
    await sleep(clock, lingerMs, signal);
    return { verdict, problem: run.problem };
  } finally {
    await run.close();
  }
}
