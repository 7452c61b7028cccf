/** The work behind `waproof run`: a single scenario with all that there is to see, or several with a report over all. */
import { formatDuration } from '../core/durations.js';
import { SubjectError } from '../harness/subject-error.js';
import { makeFolder, removeReports, writeSummaries } from '../harness/write-reports.js';
import { exitCodeOf } from '../verdict/exit-code.js';
import { renderTerminal } from '../verdict/reports/terminal.js';
import type { RunArguments } from './commands/run.js';
import { EXIT } from './exit-codes.js';
import { type Job, planJobs } from './plan-jobs.js';
import { type JobListener, playJob } from './play-job.js';
import { describeProgress } from './progress.js';
import { describeSubjectError } from './report-error.js';
import { runSuite } from './run-suite.js';
import { openSession, type Session } from './session.js';

export async function runAll(args: RunArguments): Promise<void> {
  const session = await openSession(args);
  const jobs = planJobs(args);
  makeFolder(args.out);
  removeReports(args.out);
  const [only] = jobs;
  process.exitCode = only && jobs.length === 1 ? await runOne(session, only) : await runSuite(session, jobs);
}

/** @returns the exit code */
async function runOne(session: Session, job: Job): Promise<number> {
  const { args, out } = session;
  try {
    const { verdict, problem } = await playJob(session, job, watcherOf(session), args.html);
    out.note(`results ${writeSummaries([verdict], { outDir: args.out, junit: args.junit }).join(' · ')}`);
    if (problem) out.note(describeSubjectError(problem));
    return problem ? EXIT.subject : exitCodeOf(verdict.verdict);
  } catch (error) {
    if (!(error instanceof SubjectError)) throw error;
    out.note(describeSubjectError(error));
    return EXIT.subject;
  }
}

function watcherOf({ args, out }: Session): JobListener {
  return {
    onBegin: ({ plan }, seed) => {
      const faults = new Set(plan.phases.flatMap((phase) => phase.faults.map((fault) => fault.name)));
      out.note(`waproof run ${plan.name}: ${plan.title}`);
      out.note(
        `seed ${seed} · ${formatDuration(plan.durationMs)} of load, at most ${formatDuration(plan.settleMs)} to settle · ` +
          `${plan.phases.length} phases · ${faults.size === 0 ? 'no faults' : [...faults].join(', ')}`,
      );
    },
    onReady: (graphUrl, webhookUrl) => out.note(`Graph API ${graphUrl} · subject ${webhookUrl.href} · ready`),
    onProgress: (progress) => args.quiet || out.progress(describeProgress(progress)),
    onVerdict: (verdict, { historyFile, report }) => {
      out.result(renderTerminal(verdict, out));
      out.note(`evidence ${historyFile} · report ${report}`);
    },
  };
}
