/** From the arguments of `waproof run` to what is to be played: whom, which scenarios, which checks, where to. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { CheckRequest } from '../core/history.js';
import { nearest } from '../core/nearest.js';
import { UsageError } from '../core/usage-error.js';
import { scenarioCatalogue } from '../harness/catalogue.js';
import type { Config } from '../harness/config.js';
import type { RunOptions } from '../harness/run-scenario.js';
import type { Plan } from '../harness/scenario/plan.js';
import type { RunArguments } from './commands/run.js';
import { loadScenarios } from './load-scenario.js';
import { parseJobs, parseWebhookUrl } from './parse-arguments.js';
import { scenariosOf } from './suites.js';

export interface Job {
  readonly plan: Plan;
  /** As given on the command line, for the command that repeats the run. */
  readonly given: string;
  readonly outDir: string;
}

/** A run mostly waits; more than this is no faster, and a suite has not many more scenarios. */
const MOST_JOBS_BY_DEFAULT = 8;
const JOBS_PER_CORE = 2;

/** @throws UsageError unless exactly one is named. */
export function findSubject({ exec, webhook }: RunArguments, config: Config): RunOptions['subject'] {
  if (exec !== undefined && webhook !== undefined)
    throw new UsageError('--exec and --webhook exclude each other: start the integration, or name a running one');
  if (webhook !== undefined) return { webhook: parseWebhookUrl(webhook) };
  const command = exec ?? config.subject.exec;
  if (command?.trim()) return { exec: command };
  throw new UsageError(
    'nothing to judge: give --exec "COMMAND" that starts the integration, or --webhook URL of a running one',
  );
}

/** @throws UsageError naming every problem of all the files. */
export function planJobs({ scenario, suite, check, out }: RunArguments): Job[] {
  if (suite !== undefined && scenario.length > 0)
    throw new UsageError('--suite and names of scenarios exclude each other');
  const given = suite === undefined ? scenario : scenariosOf(suite);
  if (given.length === 0)
    throw new UsageError('which scenario? give a name that ships (waproof scenarios), a file, or --suite standard');
  const plans = loadScenarios(given).map((plan) => (check === undefined ? plan : withChecks(plan, check)));
  const names = plans.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new UsageError(`two scenarios are called "${twice}": their results would overwrite each other`);
  return plans.map((plan, index) => ({
    plan,
    given: given[index] ?? plan.name,
    outDir: plans.length === 1 ? out : join(out, plan.name),
  }));
}

/** Only these checks, with what the scenario states for them. */
function withChecks(plan: Plan, names: string): Plan {
  const wanted = [...new Set(names.split(',').map((name) => name.trim()))].filter(Boolean);
  const known = Object.keys(scenarioCatalogue.checks);
  const problems = wanted
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      return `"${name}": ${near ? `did you mean "${near}"?` : `known are ${known.join(', ')}`}`;
    });
  if (wanted.length === 0) problems.push('--check names none');
  if (problems.length > 0) throw new UsageError('no such check', problems);
  const checks = wanted.map(
    (name): CheckRequest => plan.checks.find(({ check }) => check === name) ?? { check: name, parameters: {} },
  );
  return { ...plan, checks };
}

/**
 * How many at a time. A running subject can be in one scenario at a time only, and so can a mock on a port that was
 * named. @throws UsageError for a number that is none
 */
export function jobsAtOnce({ jobs, webhook, port }: RunArguments): number {
  const asked = jobs === undefined ? undefined : parseJobs(jobs);
  const single = webhook !== undefined ? '--webhook' : port !== undefined && port !== '0' ? '--port' : undefined;
  if (single !== undefined) {
    if (asked !== undefined && asked > 1)
      throw new UsageError(`--jobs ${jobs} does not go with ${single}: there is room for one scenario at a time`);
    return 1;
  }
  return asked ?? Math.min(MOST_JOBS_BY_DEFAULT, JOBS_PER_CORE * availableParallelism());
}

/** As a shell takes it for one word and changes nothing in it. */
const quoted = (command: string) =>
  /[$`"\\!]/.test(command) ? `'${command.replaceAll("'", "'\\''")}'` : `"${command}"`;

/** What a developer types to see this run again. */
export function repeatCommand({ exec, webhook, check }: RunArguments, given: string, seed: number): string {
  const subject = webhook !== undefined ? ` --webhook ${webhook}` : exec !== undefined ? ` --exec ${quoted(exec)}` : '';
  return `waproof run ${given}${subject} --seed ${seed}${check === undefined ? '' : ` --check ${check.replace(/\s/g, '')}`}`;
}
