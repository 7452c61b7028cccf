/**
 * Several scenarios in one `waproof run`: with `--exec` some at a time, each with a mock and a process of its own, with
 * `--webhook` one after the other; then one report over all.
 */
import { basename } from 'node:path';
import { playSeveral } from '../harness/play-several.js';
import { SubjectError } from '../harness/subject-error.js';
import { writeSuite } from '../harness/write-reports.js';
import { exitCodeOf } from '../verdict/exit-code.js';
import { renderSuiteTerminal } from '../verdict/reports/suite-terminal.js';
import { judgeSuite, type NotPlayed, type SuiteRun } from '../verdict/suite.js';
import { EXIT } from './exit-codes.js';
import type { Job } from './plan-jobs.js';
import { type JudgedJob, playJob } from './play-job.js';
import { describeSubjectError } from './report-error.js';
import type { Session } from './session.js';
import { createSeveralProgress } from './several-progress.js';
import { readVersion } from './version.js';

/** Between two beginnings: a process that starts takes a core for a while. */
const STAGGER_MS = 1_000;

/** A run that was judged, or the reason why there was nothing to judge. */
type Ended = JudgedJob | { readonly verdict: undefined; readonly problem: SubjectError };

const plannedMs = ({ plan }: Job) => plan.durationMs + plan.settleMs;

/** @returns the exit code */
export async function runSuite(session: Session, jobs: readonly Job[]): Promise<number> {
  const { args, out, clock, signal, atOnce } = session;
  const progress = createSeveralProgress({ out, clock, quiet: args.quiet, total: jobs.length });
  const isShared = 'webhook' in session.subject;

  async function play(job: Job): Promise<Ended> {
    const line = progress.begin(job.plan.name, plannedMs(job));
    try {
      const ended = await playJob(session, job, {
        onBegin: () => {},
        onReady: () => {},
        onProgress: line.update,
        onVerdict: line.end,
      });
      if (ended.problem) out.note(`${job.plan.name}: ${describeSubjectError(ended.problem)}`);
      return ended;
    } catch (error) {
      if (!(error instanceof SubjectError)) throw error;
      line.end(undefined);
      out.note(`${job.plan.name}: ${describeSubjectError(error)}`);
      return { verdict: undefined, problem: error };
    }
  }

  const what = args.suite === undefined ? '' : `the ${args.suite} suite, `;
  out.note(`waproof run: ${what}${jobs.length} scenarios, ${Math.min(atOnce, jobs.length)} at a time`);
  const played = await playSeveral({
    clock,
    // The longest first, so that none of them begins when all others are done; one after the other in the order given.
    jobs: atOnce === 1 ? jobs : [...jobs].sort((a, b) => plannedMs(b) - plannedMs(a)),
    atOnce,
    staggerMs: STAGGER_MS,
    signal,
    play,
    isSpoilt: ({ verdict }) => verdict?.harness.limited === true && verdict.cutShort === undefined,
    // What did not come up once will not come up later either; one that is shared by all is gone for all.
    isHopeless: ({ verdict, problem }) => problem !== undefined && (verdict === undefined || isShared),
  }).finally(progress.stop);

  const byJob = new Map(played.map((it) => [it.job, it]));
  const runs: SuiteRun[] = [];
  const notPlayed: NotPlayed[] = [];
  for (const job of jobs) {
    const { result, repeated = false } = byJob.get(job) ?? {};
    const { name: scenario, title } = job.plan;
    if (result?.verdict)
      runs.push({
        title,
        repeated,
        verdict: result.verdict,
        plannedMs: plannedMs(job),
        folder: basename(job.outDir),
        problem: result.problem?.message,
      });
    else
      notPlayed.push({
        scenario,
        why: result?.problem?.message ?? (signal.aborted ? 'interrupted before' : 'the subject had failed before'),
      });
  }
  const suite = judgeSuite(args.suite ?? 'scenarios', runs, notPlayed, isShared);
  const hasProblem = played.some(({ result }) => result.problem !== undefined);
  if (runs.length > 0) {
    out.result(renderSuiteTerminal(suite, out));
    const files = { outDir: args.out, junit: args.junit, html: args.html };
    out.note(`results ${writeSuite(suite, files, readVersion()).join(' · ')}`);
  }
  return hasProblem ? EXIT.subject : exitCodeOf(suite.verdict);
}
