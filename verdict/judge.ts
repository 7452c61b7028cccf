/**
 * From a history to a verdict: builds the evidence once, asks every check, and takes back what a limited harness cannot
 * honestly claim. Pure: the same history gives the same verdict, today and later.
 */
import type { CheckRequest, History, PlannedFault } from '../core/history.js';
import { nearest } from '../core/nearest.js';
import type { Observation } from '../core/observations.js';
import { UsageError } from '../core/usage-error.js';
import type { Check, Judgement } from './check.js';
import { checks } from './checks/index.js';
import { buildEvidence, type Evidence } from './evidence/evidence.js';
import { judgeHarness } from './harness-health.js';
import { undecided } from './judgement.js';
import { findUnstruck } from './unstruck.js';
import { type CheckVerdict, type HarnessHealth, type RunVerdict, worstOf } from './verdict.js';
import { count, were } from './wording.js';

/** Their failures rest on times, which a limited harness distorts. */
const TIMING_CHECKS: ReadonlySet<string> = new Set([
  'acknowledges-fast',
  'acknowledges-independently',
  'sustains-throughput',
  'backs-off',
  'ordered-per-user',
  'honours-retry-after',
  'respects-pair-rate',
  'recovers',
  'opens-circuit',
  'keeps-token',
  'reuses-connections',
]);

const registry: ReadonlyMap<string, Check> = new Map<string, Check>(Object.entries(checks));

/**
 * Judges what the history's header asks for, or `only` these checks (with the header's parameters where it has some).
 * @throws {UsageError} when `only` names an unknown check.
 */
export function judge(history: History, only?: readonly string[]): RunVerdict {
  const requests = only ? requestsFor(history, only) : history.header.checks;
  const evidence = buildEvidence(history);
  const harness = judgeHarness(history.observations);
  const unstruck = findUnstruck(history);
  const verdicts = requests.map((request) =>
    withoutBlame(withoutEmptyPass(judgeOne(request, evidence), unstruck), harness),
  );
  const { cutShort } = evidence.timeline;
  const worst = worstOf(verdicts.map(({ verdict }) => verdict));
  const { header } = history;
  return {
    verdict: worst === 'pass' && (cutShort !== undefined || harness.limited) ? 'inconclusive' : worst,
    scenario: header.scenario,
    seed: header.seed,
    ...(cutShort === undefined ? {} : { cutShort }),
    checks: verdicts,
    harness,
    warnings: [
      ...history.warnings,
      ...(cutShort === undefined ? unstruck.map(warningOf) : []),
      ...warningsIn(history.observations),
    ],
    command: header.command,
  };
}

function requestsFor({ header }: History, names: readonly string[]): CheckRequest[] {
  const problems = names.filter((name) => !registry.has(name)).map(unknown);
  if (problems.length > 0) throw new UsageError('no such check', problems);
  return [...new Set(names)].map(
    (name) => header.checks.find(({ check }) => check === name) ?? { check: name, parameters: {} },
  );
}

function unknown(name: string): string {
  const near = nearest(name, [...registry.keys()]);
  return `"${name}": ${near ? `did you mean "${near}"?` : `known are ${[...registry.keys()].join(', ')}`}`;
}

/** A check that throws has judged nothing, and must not stop the others. */
function judgeOne({ check: name, parameters }: CheckRequest, evidence: Evidence): CheckVerdict {
  const check = registry.get(name);
  if (!check) {
    return { check: name, ...undecided('not judged', `This version of waproof has no such check: ${unknown(name)}`) };
  }
  try {
    const parsed = check.parameters.safeParse(parameters);
    if (!parsed.success) {
      const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'parameters'}: ${message}`);
      return { check: name, ...undecided('not judged', `Its parameters are not valid: ${problems.join('; ')}.`) };
    }
    return { check: name, ...check.judge(evidence, parsed.data) };
  } catch (error) {
    return { check: name, ...broken(error) };
  }
}

function broken(error: unknown): Judgement {
  const words = error instanceof Error ? error.message : String(error);
  return undecided('not judged', `The check itself failed (${words}): a bug of waproof, not of the subject.`);
}

const warningOf = ({ id }: PlannedFault) => `${id} was planned and never struck`;

/** Nothing was provoked: holding then proves nothing. A failure stays one. */
function withoutEmptyPass(verdict: CheckVerdict, unstruck: readonly PlannedFault[]): CheckVerdict {
  const needed = registry.get(verdict.check)?.provokedBy ?? [];
  const missing = unstruck.filter(({ name }) => needed.includes(name)).map(({ id }) => id);
  if (verdict.verdict !== 'pass' || missing.length === 0) return verdict;
  return {
    ...verdict,
    verdict: 'inconclusive',
    sentence: `${missing.join(', ')} ${were(missing.length)} planned and never struck, so that this proves too little: ${verdict.sentence}`,
  };
}

function withoutBlame(verdict: CheckVerdict, harness: HarnessHealth): CheckVerdict {
  if (verdict.verdict !== 'fail' || !harness.limited || !TIMING_CHECKS.has(verdict.check)) return verdict;
  return {
    ...verdict,
    verdict: 'inconclusive',
    sentence: `${harness.sentence} Times cannot be trusted, so this is no failure: ${verdict.sentence}`,
  };
}

function warningsIn(observations: readonly Observation[]): string[] {
  let unsimulated = 0;
  const routes = new Set<string>();
  const limits = new Map<string, number>();
  for (const observation of observations) {
    if (observation.kind === 'limit.reached') {
      limits.set(observation.limit, (limits.get(observation.limit) ?? 0) + 1);
    } else if (observation.kind === 'graph.call' && !observation.simulated) {
      unsimulated++;
      routes.add(observation.route);
    }
  }
  return [
    ...[...limits].sort().map(([limit, times]) => `waproof reached its own limit on ${limit} ${count(times, 'time')}`),
    ...(unsimulated > 0
      ? [`${count(unsimulated, 'call')} asked for what waproof does not simulate yet: ${[...routes].sort().join(', ')}`]
      : []),
  ];
}
