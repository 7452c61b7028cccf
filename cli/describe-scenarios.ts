/** Scenarios in words: the library as a list, and one of them with what it models, from the comment that opens its file. */
import { readFileSync } from 'node:fs';
import { formatDuration } from '../core/durations.js';
import type { PlannedPhase } from '../core/history.js';
import type { Plan } from '../harness/scenario/plan.js';
import { findScenarioFile, listShipped, loadScenario } from './load-scenario.js';
import { suitesOf } from './suites.js';

/** What a scenario troubles the integration with: kinds of load, then faults in the order in which they come; usual latency is none. */
export function troublesOf({ phases, advances, loads, campaigns }: Plan): string[] {
  const names = phases
    .flatMap(({ faults }) => faults.map(({ name }) => name))
    .filter((name) => name !== 'graph.latency');
  const kinds = [
    loads.some(({ withoutPhone = 0 }) => withoutPhone > 0) && 'users without phone numbers',
    loads.some(({ process }) => process === 'spike' || process === 'ramp' || process === 'diurnal') && 'changing load',
    campaigns.length > 0 && 'a campaign',
  ].filter((kind) => kind !== false);
  return [...kinds, ...new Set(names), ...(advances.length > 0 ? ['time passes'] : [])];
}

/** Load and, at most, settling. */
const lengthOf = ({ durationMs, settleMs }: Plan) => formatDuration(durationMs + settleMs);

const isStandard = ({ name }: Plan) => suitesOf(name).includes('standard');

/** Two lines for each scenario that ships: name, suites, length, title; and below what it troubles. */
export function describeLibrary(): string {
  const plans = listShipped().map(({ name }) => loadScenario(name));
  const width = Math.max(...plans.map(({ name }) => name.length));
  const suiteWidth = 'standard'.length;
  return plans
    .sort((a, b) => Number(isStandard(b)) - Number(isStandard(a)))
    .flatMap((plan) => {
      const suite = isStandard(plan) ? 'standard' : (suitesOf(plan.name)[0] ?? '–');
      const head = `${plan.name.padEnd(width)}  ${suite.padEnd(suiteWidth)}  ${lengthOf(plan).padStart(6)}  `;
      return [`${head}${plan.title}`, `${' '.repeat(head.length)}${troublesOf(plan).join(', ') || 'no faults'}`];
    })
    .join('\n');
}

/** The comment that opens a file, without the line for editors. */
export function openingComment(text: string): string {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines
    .slice(0, end < 0 ? lines.length : end)
    .filter((line) => !line.startsWith('# yaml-language-server:'))
    .map((line) => line.replace(/^# ?/, ''))
    .join('\n')
    .trim();
}

const describePhase = ({ name, fromMs, toMs, faults }: PlannedPhase): string => {
  const troubles = faults.filter((fault) => fault.name !== 'graph.latency').map((fault) => fault.name);
  const span = `${fromMs / 1_000} to ${toMs / 1_000} s`;
  return `  ${span.padEnd(14)}  ${name}${troubles.length > 0 ? `: ${[...new Set(troubles)].join(', ')}` : ''}`;
};

/** @param given a shipped name or a file @throws UsageError */
export function explainScenario(given: string): string {
  const plan = loadScenario(given);
  const about = plan.about ?? openingComment(readFileSync(findScenarioFile(given), 'utf8'));
  const suites = suitesOf(plan.name);
  return [
    `${plan.name}: ${plan.title}`,
    `${suites.length > 0 ? `suites ${suites.join(', ')} · ` : ''}at most ${lengthOf(plan)}`,
    ...(about === '' ? [] : ['', about]),
    '',
    ...plan.phases.map(describePhase),
    ...plan.advances.map(
      ({ atMs, byMs }) => `  ${formatDuration(atMs).padEnd(14)}  ${formatDuration(byMs)} pass at once`,
    ),
    '',
    `judged: ${plan.checks.map(({ check }) => check).join(', ')}`,
    `run:    waproof run ${given} --exec "node bot.js"`,
  ].join('\n');
}
