/**
 * What is to be played, the most telling first. A mistake is looked for in the scenarios that can show it, everything
 * else (is anything accused besides? is a correct subject ever accused?) in all of them.
 */
import { fileURLToPath } from 'node:url';
import { findScenarioFile, listShipped, loadScenario } from '../../cli/load-scenario.js';
import { findRoot } from '../../cli/root.js';
import { STANDARD } from '../../cli/suites.js';
import type { Plan } from '../../harness/scenario/plan.js';
import { type CheckName, checks } from '../../verdict/checks/index.js';
import type { Subject } from './subjects.js';

export interface Job {
  readonly subject: Subject;
  readonly scenario: string;
  readonly seed: number;
}

export interface QueueOptions {
  readonly subjects: readonly Subject[];
  /** For those with a mistake. */
  readonly seeds: readonly number[];
  /** For the correct ones. */
  readonly correctSeeds: readonly number[];
  /** Undefined: the standard ones, and those that a check or a mistake needs besides. */
  readonly scenarios?: readonly string[] | undefined;
  /** Mistakes only in the scenarios that show them best. */
  readonly quick?: boolean | undefined;
  /** Correct subjects in everything that ships. */
  readonly full?: boolean | undefined;
}

const QUICKLY = 2;

/** The one scenario of the matrix's own: all that shows something within a minute, for the reduced matrix. */
export const TROUBLE = 'trouble';

/** The file of a shipped scenario, or of the matrix's own. */
export const fileOfScenario = (name: string): string =>
  name === TROUBLE ? fileURLToPath(new URL('test/matrix/trouble.yml', findRoot())) : findScenarioFile(name);

const lengthOf = ({ durationMs, settleMs }: Plan) => durationMs + settleMs;

/** What of a check's evidence a scenario makes on purpose. */
function provocations(check: string, { phases }: Plan): number {
  const wanted: readonly string[] = checks[check as CheckName]?.provokedBy ?? [];
  return new Set(phases.flatMap(({ faults }) => faults.map(({ name }) => name)).filter((name) => wanted.includes(name)))
    .size;
}

export interface Library {
  /** Shipped scenarios that judge this check, the best first. */
  showing(check: string): readonly string[];
  /** The standard scenarios, and the best one for each check that none of them judges. */
  readonly usual: readonly string[];
  /** Everything that ships, the shortest first. */
  readonly all: readonly string[];
}

export function readLibrary(): Library {
  const plans = listShipped().map(({ name }) => loadScenario(name));
  const isStandard = ({ name }: Plan) => STANDARD.includes(name);
  const showing = (check: string): string[] =>
    plans
      .filter((plan) => plan.checks.some((it) => it.check === check))
      .sort(
        (a, b) =>
          provocations(check, b) - provocations(check, a) ||
          Number(isStandard(b)) - Number(isStandard(a)) ||
          // What it is named first for, it was made for.
          a.checks.findIndex((it) => it.check === check) - b.checks.findIndex((it) => it.check === check) ||
          lengthOf(a) - lengthOf(b),
      )
      .map(({ name }) => name);
  const judged = new Set(plans.filter(isStandard).flatMap((plan) => plan.checks.map(({ check }) => check)));
  const others = Object.keys(checks)
    .filter((check) => !judged.has(check))
    .flatMap((check) => showing(check).slice(0, 1));
  const all = [...plans].sort((a, b) => lengthOf(a) - lengthOf(b)).map(({ name }) => name);
  return { showing, usual: [...new Set([...STANDARD, ...others])], all };
}

/** The scenarios in which a mistake can show, the best first. */
export function tellingFor(subject: Subject, library: Library): readonly string[] {
  if (subject.showsIn.length > 0) return subject.showsIn;
  const standard = new Set(library.usual);
  const showing = subject.breaks.flatMap((check) => library.showing(check));
  const usual = showing.filter((name) => standard.has(name));
  return [...new Set(usual.length > 0 ? usual : showing)];
}

export function planQueue(options: QueueOptions, library: Library = readLibrary()): Job[] {
  const { subjects, seeds, correctSeeds, scenarios, quick = false, full = false } = options;
  const isWanted = (name: string) => scenarios === undefined || scenarios.includes(name);
  const tiers: Job[][] = [[], [], [], []];
  const add = (tier: number, subject: Subject, names: readonly string[], each: readonly number[]) => {
    for (const seed of each)
      for (const scenario of names) if (isWanted(scenario)) tiers[tier]?.push({ subject, scenario, seed });
  };
  const everything = scenarios ?? library.usual;
  for (const subject of subjects) {
    if (subject.breaks.length === 0) {
      add(1, subject, full ? [...new Set([...everything, ...library.all])] : everything, correctSeeds);
      continue;
    }
    const telling = tellingFor(subject, library).slice(0, quick ? QUICKLY : undefined);
    add(0, subject, telling.slice(0, 1), seeds);
    add(2, subject, telling.slice(1, QUICKLY), seeds);
    if (!quick)
      add(
        3,
        subject,
        everything.filter((name) => !telling.slice(0, QUICKLY).includes(name)),
        seeds,
      );
  }
  return tiers.flatMap((tier) => tier.sort((a, b) => a.seed - b.seed));
}
