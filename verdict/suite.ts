/**
 * Several runs of one integration as one result: what each came to, a grade for each area, and what failed with the
 * shortest way to see it again. Pure words and numbers; reports print it.
 */
import type { CheckName } from './checks/index.js';
import { checks } from './checks/index.js';
import { type AreaGrade, gradeAreas } from './grades.js';
import { repeatOne } from './repeat.js';
import { type Area, type Outcome, type RunVerdict, worstOf } from './verdict.js';

export interface SuiteRun {
  readonly title: string;
  readonly verdict: RunVerdict;
  /** Load and settling as planned, in ms: how long it takes to repeat. */
  readonly plannedMs: number;
  /** Where its reports lie, relative to the report over all. */
  readonly folder: string;
  /** The first try was spoilt by what ran beside it, and counts for nothing. */
  readonly repeated: boolean;
  /** Why nothing more could be expected of the subject. */
  readonly problem?: string | undefined;
}

/** A scenario that left nothing to judge. */
export interface NotPlayed {
  readonly scenario: string;
  readonly why: string;
}

/** A check that failed somewhere; figure and sentence are of the scenario that shows it soonest. */
export interface SuiteFailure {
  readonly check: string;
  readonly area: Area | undefined;
  /** Where it failed, the shortest first. */
  readonly scenarios: readonly string[];
  readonly figure: string;
  readonly sentence: string;
  /** The smallest command that shows it again. */
  readonly repeat: string;
}

export interface SuiteVerdict {
  readonly verdict: Outcome;
  /** `standard`, `full`, or `scenarios` for those that were named one by one. */
  readonly suite: string;
  readonly areas: readonly AreaGrade[];
  readonly failures: readonly SuiteFailure[];
  readonly runs: readonly SuiteRun[];
  readonly notPlayed: readonly NotPlayed[];
  /** One running subject was in all of them. */
  readonly isShared: boolean;
}

export const SHARED = 'One running subject was in all of them: what one scenario left behind may show in the next.';

export const areaOf = (check: string): Area | undefined =>
  Object.hasOwn(checks, check) ? checks[check as CheckName].area : undefined;

export function judgeSuite(
  suite: string,
  runs: readonly SuiteRun[],
  notPlayed: readonly NotPlayed[] = [],
  isShared = false,
): SuiteVerdict {
  const worst = worstOf(runs.map(({ verdict }) => verdict.verdict));
  return {
    verdict: worst === 'pass' && notPlayed.length > 0 ? 'inconclusive' : worst,
    suite,
    areas: gradeAreas(
      runs.map(({ verdict }) => verdict),
      areaOf,
    ),
    failures: findFailures(runs),
    runs,
    notPlayed,
    isShared,
  };
}

function findFailures(runs: readonly SuiteRun[]): SuiteFailure[] {
  const shortestFirst = [...runs].sort((a, b) => a.plannedMs - b.plannedMs);
  const byCheck = new Map<string, SuiteFailure>();
  for (const { verdict } of shortestFirst) {
    for (const { check, verdict: outcome, figure, sentence } of verdict.checks) {
      if (outcome !== 'fail') continue;
      const known = byCheck.get(check);
      byCheck.set(check, {
        ...(known ?? { check, area: areaOf(check), figure, sentence, repeat: repeatOne(verdict.command, check) }),
        scenarios: [...(known?.scenarios ?? []), verdict.scenario],
      });
    }
  }
  const order = Object.keys(checks);
  return [...byCheck.values()].sort((a, b) => order.indexOf(a.check) - order.indexOf(b.check));
}
