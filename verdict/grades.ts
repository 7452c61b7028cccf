/**
 * A grade for each area, from the checks alone. A check counts once, however many scenarios judge it: failed when it
 * failed anywhere, passed when it passed somewhere and failed nowhere, else open; what is not applicable does not count.
 * A run that was cut short or in which waproof itself was too slow proves no pass.
 *
 *   A  every check passed
 *   B  none failed, but some could not be judged
 *   C  some failed, more passed
 *   F  at least as many failed as passed
 *   –  nothing in this area could be judged
 */
import { AREAS, type Area, type CheckOutcome, type RunVerdict } from './verdict.js';

export type Grade = 'A' | 'B' | 'C' | 'F' | 'not judged';

export const GRADE_WORDS: Readonly<Record<Grade, string>> = {
  A: 'every check passed',
  B: 'nothing failed, but not everything could be judged',
  C: 'some failed, more passed',
  F: 'at least as many failed as passed',
  'not judged': 'no evidence',
};

export interface AreaGrade {
  readonly area: Area;
  readonly grade: Grade;
  /** Names of checks, in the order of the reports. */
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly open: readonly string[];
}

type Settled = 'pass' | 'fail' | 'inconclusive';

const STRENGTH = { inconclusive: 0, pass: 1, fail: 2 } as const satisfies Record<Settled, number>;

function settle(outcome: CheckOutcome, run: RunVerdict): Settled | undefined {
  if (outcome === 'not-applicable') return undefined;
  const isWhole = run.cutShort === undefined && !run.harness.limited;
  return outcome === 'pass' && !isWhole ? 'inconclusive' : outcome;
}

/** @param areaOf undefined for a check that this version does not know: it is left out */
export function gradeAreas(
  runs: readonly RunVerdict[],
  areaOf: (check: string) => Area | undefined,
): readonly AreaGrade[] {
  const byCheck = new Map<string, Settled>();
  for (const run of runs) {
    for (const { check, verdict } of run.checks) {
      const outcome = settle(verdict, run);
      const before = byCheck.get(check);
      if (outcome && (before === undefined || STRENGTH[outcome] > STRENGTH[before])) byCheck.set(check, outcome);
    }
  }
  return AREAS.map((area) => {
    const named = (wanted: Settled) =>
      [...byCheck].flatMap(([check, outcome]) => (outcome === wanted && areaOf(check) === area ? [check] : []));
    const counted = { passed: named('pass'), failed: named('fail'), open: named('inconclusive') };
    return { area, grade: gradeOf(counted), ...counted };
  });
}

function gradeOf({ passed, failed, open }: Pick<AreaGrade, 'passed' | 'failed' | 'open'>): Grade {
  if (failed.length > 0) return passed.length > failed.length ? 'C' : 'F';
  if (passed.length === 0) return 'not judged';
  return open.length === 0 ? 'A' : 'B';
}
