/** The work behind `waproof run`: one scenario after the other, each judged from the history that it left. */
import { join } from 'node:path';
import { createSystemClock, sleep } from '../core/clock.js';
import { formatDuration } from '../core/durations.js';
import { UsageError } from '../core/usage-error.js';
import type { Config } from '../harness/config.js';
import { type RunOptions, runScenario } from '../harness/run-scenario.js';
import type { Plan } from '../harness/scenario/plan.js';
import type { SubjectError } from '../harness/subject-error.js';
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

export async function runAll(args: RunArguments): Promise<void> {
  const out = createConsole();
  const config = await loadConfig(args.config);
  const subject = findSubject(args, config);
  const jobs = planJobs(args);
  const lingerMs = parseDurationFlag('linger', args.linger);
  const port = parsePort(args.port ?? ('webhook' in subject ? USUAL_PORT : '0'));
  const givenSeed = args.seed === undefined ? undefined : parseSeed(args.seed);
  const clock = createSystemClock();
  const signal = listenForInterrupt(() =>
    out.note('interrupted: ending the run and judging what was seen (again to quit at once)'),
  );
  makeFolder(args.out);
  removeReports(args.out);
  const verdicts: RunVerdict[] = [];
  let problem: SubjectError | undefined;
  let killSubject = () => {};
  // Nothing that was started outlives this process, also when it is told twice to quit.
  process.once('exit', () => killSubject());

  for (const { plan, given, outDir } of jobs) {
    if (signal.aborted) break;
    const seed = givenSeed ?? plan.seed ?? 1 + Math.floor(clock.wallTime() % LARGEST_SEED);
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
      onSubjectStarted: (kill) => {
        killSubject = kill;
      },
    });
    problem ??= run.problem;
    const history = await readHistory(run.historyFile);
    const verdict = judge(history);
    verdicts.push(verdict);
    run.metrics.verdict(verdict.checks);
    out.result(renderTerminal(verdict, out));
    const report = writeHtml({ outDir, html: jobs.length === 1 ? args.html : undefined }, history, verdict);
    out.note(`evidence ${run.historyFile} · report ${report}`);
    if (lingerMs > 0) out.note(`metrics stay up for ${formatDuration(lingerMs)}`);
    await sleep(clock, lingerMs, signal);
    await run.close();
  }
  out.note(`results ${writeSummaries(verdicts, { outDir: args.out, junit: args.junit }).join(' · ')}`);
  if (problem) out.note(describeSubjectError(problem));
  process.exitCode = problem ? EXIT.subject : exitCodeOf(worstOf(verdicts.map(({ verdict }) => verdict)));
}

function announce(out: Console, plan: Plan, seed: number): void {
  const faults = new Set(plan.phases.flatMap((phase) => phase.faults.map((fault) => fault.name)));
  out.note(`waproof run ${plan.name}: ${plan.title}`);
  out.note(
    `seed ${seed} · ${formatDuration(plan.durationMs)} of load, at most ${formatDuration(plan.settleMs)} to settle · ` +
      `${plan.phases.length} phases · ${faults.size === 0 ? 'no faults' : [...faults].join(', ')}`,
  );
}
