/** The work behind `waproof run`: one scenario after the other, each judged from the history that it left. */
import { join } from 'node:path';
import { type Clock, createSystemClock, sleep } from '../core/clock.js';
import { formatDuration } from '../core/durations.js';
import { UsageError } from '../core/usage-error.js';
import type { Config } from '../harness/config.js';
import { type RunOptions, runScenario } from '../harness/run-scenario.js';
import type { Plan } from '../harness/scenario/plan.js';
import { SubjectError } from '../harness/subject-error.js';
import { makeFolder, removeReports, writeHtml, writeSummaries } from '../harness/write-reports.js';
import { exitCodeOf } from '../verdict/exit-code.js';
import { judge } from '../verdict/judge.js';
import { readHistory } from '../verdict/read-history.js';
import { renderTerminal } from '../verdict/reports/terminal.js';
import { type RunVerdict, worstOf } from '../verdict/verdict.js';
import type { RunArguments } from './commands/run.js';
import { type Console, createConsole } from './console.js';
import { EXIT } from './exit-codes.js';
import { listenForInterrupt } from './interrupt.js';
import { loadConfig } from './load-config.js';
import { loadScenarios } from './load-scenario.js';
import { parseDurationFlag, parsePort, parseSeed, parseWebhookUrl } from './parse-arguments.js';
import { describeProgress } from './progress.js';
import { describeSubjectError } from './report-error.js';
import { readVersion } from './version.js';

/** Where a running integration expects its mock, unless told otherwise. */
const USUAL_PORT = '4004';
const LARGEST_SEED = 2 ** 31 - 1;

interface Job {
  readonly plan: Plan;
  /** As given on the command line, for the command that repeats the run. */
  readonly given: string;
  readonly outDir: string;
}

function findSubject({ exec, webhook }: RunArguments, config: Config): RunOptions['subject'] {
  if (exec !== undefined && webhook !== undefined)
    throw new UsageError('--exec and --webhook exclude each other: start the integration, or name a running one');
  if (webhook !== undefined) return { webhook: parseWebhookUrl(webhook) };
  const command = exec ?? config.subject.exec;
  if (command?.trim()) return { exec: command };
  throw new UsageError(
    'nothing to judge: give --exec "COMMAND" that starts the integration, or --webhook URL of a running one',
  );
}

function planJobs({ scenario, out }: RunArguments): Job[] {
  const plans = loadScenarios(scenario);
  const names = plans.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new UsageError(`two scenarios are called "${twice}": their results would overwrite each other`);
  return plans.map((plan, index) => ({
    plan,
    given: scenario[index] ?? plan.name,
    outDir: plans.length === 1 ? out : join(out, plan.name),
  }));
}

function repeatCommand({ exec, webhook }: RunArguments, given: string, seed: number): string {
  const subject =
    webhook !== undefined ? ` --webhook ${webhook}` : exec !== undefined ? ` --exec ${JSON.stringify(exec)}` : '';
  return `waproof run ${given}${subject} --seed ${seed}`;
}

/** What all scenarios of one command share. */
interface Session {
  readonly args: RunArguments;
  readonly out: Console;
  readonly config: Config;
  readonly subject: RunOptions['subject'];
  readonly port: number;
  readonly seed: number | undefined;
  readonly lingerMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onSubjectStarted: (kill: () => void) => void;
}

/** @throws UsageError for whatever is wrong with the arguments, before anything is started. */
async function openSession(args: RunArguments): Promise<Session> {
  const out = createConsole();
  const config = await loadConfig(args.config);
  const subject = findSubject(args, config);
  let killSubject = () => {};
  // Nothing that was started outlives this process, also when it is told twice to quit.
  process.once('exit', () => killSubject());
  return {
    args,
    out,
    config,
    subject,
    port: parsePort(args.port ?? ('webhook' in subject ? USUAL_PORT : '0')),
    seed: args.seed === undefined ? undefined : parseSeed(args.seed),
    lingerMs: parseDurationFlag('linger', args.linger),
    clock: createSystemClock(),
    signal: listenForInterrupt(() =>
      out.note('interrupted: ending the run and judging what was seen (again to quit at once)'),
    ),
    onSubjectStarted: (kill) => {
      killSubject = kill;
    },
  };
}

export async function runAll(args: RunArguments): Promise<void> {
  const session = await openSession(args);
  const jobs = planJobs(args);
  if (jobs.length > 1 && args.html !== undefined)
    throw new UsageError('--html names one file, but each scenario has a report of its own: leave it out, see --out');
  makeFolder(args.out);
  removeReports(args.out);
  const verdicts: RunVerdict[] = [];
  let problem: SubjectError | undefined;
  for (const job of jobs) {
    if (session.signal.aborted || problem) break;
    try {
      const played = await playJob(session, job);
      verdicts.push(played.verdict);
      problem = played.problem;
    } catch (error) {
      if (!(error instanceof SubjectError)) throw error;
      problem = error;
    }
  }
  const { out } = session;
  if (verdicts.length > 0)
    out.note(`results ${writeSummaries(verdicts, { outDir: args.out, junit: args.junit }).join(' · ')}`);
  if (problem) out.note(describeSubjectError(problem));
  process.exitCode = problem ? EXIT.subject : exitCodeOf(worstOf(verdicts.map(({ verdict }) => verdict)));
}

/** One scenario: played, judged from the history that it left, reported. */
async function playJob(session: Session, { plan, given, outDir }: Job) {
  const { args, out, config, subject, port, clock, signal, lingerMs, onSubjectStarted } = session;
  const seed = session.seed ?? plan.seed ?? 1 + Math.floor(clock.wallTime() % LARGEST_SEED);
  announce(out, plan, seed);
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
    onProgress: (progress) => args.quiet || out.progress(describeProgress(progress)),
    onReady: (graphUrl, webhookUrl) => out.note(`Graph API ${graphUrl} · subject ${webhookUrl.href} · ready`),
    onSubjectStarted,
  });
  const history = await readHistory(run.historyFile);
  const verdict = judge(history);
  run.metrics.verdict(verdict.checks);
  out.result(renderTerminal(verdict, out));
  const report = writeHtml({ outDir, html: args.html }, history, verdict);
  out.note(`evidence ${run.historyFile} · report ${report}`);
  if (lingerMs > 0) out.note(`metrics stay up for ${formatDuration(lingerMs)}`);
  await sleep(clock, lingerMs, signal);
  await run.close();
  return { verdict, problem: run.problem };
}

function announce(out: Console, plan: Plan, seed: number): void {
  const faults = new Set(plan.phases.flatMap((phase) => phase.faults.map((fault) => fault.name)));
  out.note(`waproof run ${plan.name}: ${plan.title}`);
  out.note(
    `seed ${seed} · ${formatDuration(plan.durationMs)} of load, at most ${formatDuration(plan.settleMs)} to settle · ` +
      `${plan.phases.length} phases · ${faults.size === 0 ? 'no faults' : [...faults].join(', ')}`,
  );
}
