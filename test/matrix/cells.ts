/**
 * What verdicts mean for a subject of which we know the truth. All scenarios that it was played in with one seed are seen
 * together: a check that failed in one of them has failed. `caught`, `clean` and `explained` are right, `missed` and
 * `false alarm` are our own failures; `unsure` accuses nobody and proves nothing.
 */
import type { CheckOutcome } from '../../verdict/verdict.js';
import type { Result } from './results.js';
import type { Subject } from './subjects.js';

export type Cell = 'caught' | 'missed' | 'explained' | 'false alarm' | 'clean' | 'unsure' | 'not applicable';

export interface Row {
  readonly subject: Subject;
  readonly seed: number;
  /** By check; what no scenario judged is absent. */
  readonly cells: Readonly<Record<string, Cell>>;
  /** By check: the scenarios in which it failed. */
  readonly failedIn: Readonly<Record<string, readonly string[]>>;
  /** Every failure of ours in this row, in words. */
  readonly wrong: readonly string[];
  /** What was left open of a correct subject, in words. */
  readonly doubts: readonly string[];
  /** Nothing in it is false: all that stands in `wrong` and `doubts` is there for want of evidence. */
  readonly isOpen: boolean;
  /** Runs that prove nothing, because the harness was too slow twice. */
  readonly limited: number;
  readonly scenarios: readonly string[];
}

const STRENGTH = { 'not-applicable': 0, inconclusive: 1, pass: 2, fail: 3 } as const satisfies Record<
  CheckOutcome,
  number
>;

function cellOf({ breaks, also }: Subject, check: string, outcome: CheckOutcome): Cell {
  if (breaks.includes(check)) return outcome === 'fail' ? 'caught' : 'missed';
  switch (outcome) {
    case 'fail':
      return Object.hasOwn(also, check) ? 'explained' : 'false alarm';
    case 'pass':
      return 'clean';
    case 'inconclusive':
      return 'unsure';
    case 'not-applicable':
      return 'not applicable';
    default:
      return outcome satisfies never;
  }
}

/** @param results of this subject and this seed, a scenario each */
export function rowOf(subject: Subject, seed: number, results: readonly Result[]): Row {
  const worst = new Map<string, CheckOutcome>();
  const failedIn: Record<string, string[]> = {};
  const words = new Map<string, string>();
  const honest = results.filter(({ verdict }) => !verdict.harness.limited);
  for (const { scenario, verdict } of honest) {
    for (const { check, verdict: outcome, figure, sentence } of verdict.checks) {
      const before = worst.get(check);
      if (before === undefined || STRENGTH[outcome] > STRENGTH[before]) {
        worst.set(check, outcome);
        words.set(check, `${outcome} in ${scenario}: ${figure}; ${sentence}`);
      }
      if (outcome === 'fail') failedIn[check] = [...(failedIn[check] ?? []), scenario];
    }
  }
  const cells = Object.fromEntries([...worst].map(([check, outcome]) => [check, cellOf(subject, check, outcome)]));
  const say = (check: string, cell: string) =>
    `${subject.name}, seed ${seed}: ${check} ${cell} (${words.get(check) ?? 'never judged'})`;
  const ofOurs = Object.entries(cells).filter(([, cell]) => cell === 'missed' || cell === 'false alarm');
  const wrong = ofOurs.map(([check, cell]) => say(check, cell));
  if (honest.length > 0)
    for (const check of subject.breaks) if (!worst.has(check)) wrong.push(say(check, 'was not judged at all'));
  const doubts =
    subject.breaks.length > 0
      ? []
      : Object.entries(cells)
          .filter(([, cell]) => cell === 'unsure')
          .map(([check, cell]) => say(check, cell));
  return {
    subject,
    seed,
    cells,
    failedIn,
    wrong,
    doubts,
    isOpen: wrong.length + doubts.length > 0 && ofOurs.every(([check]) => worst.get(check) === 'inconclusive'),
    limited: results.length - honest.length,
    scenarios: honest.map(({ scenario }) => scenario),
  };
}

/** A row for each subject and seed that something is known of, in the order of the subjects. */
export function rowsOf(subjects: readonly Subject[], results: readonly Result[]): Row[] {
  return subjects.flatMap((subject) => {
    const own = results.filter((result) => result.subject === subject.name);
    const seeds = [...new Set(own.map(({ seed }) => seed))].sort((a, b) => a - b);
    return seeds.map((seed) =>
      rowOf(
        subject,
        seed,
        own.filter((result) => result.seed === seed),
      ),
    );
  });
}

const SYMBOLS: Readonly<Record<Cell, string>> = {
  caught: 'X',
  missed: 'MISSED',
  explained: 'x',
  clean: '.',
  unsure: '?',
  'not applicable': '-',
  'false alarm': 'FALSE',
};

/** For a terminal: rows subjects, columns checks (numbered, with a legend), one letter a seed and cell. */
export function renderMatrix(rows: readonly Row[]): string {
  if (rows.length === 0) return 'nothing was played';
  const checks = [...new Set(rows.flatMap((row) => Object.keys(row.cells)))];
  const names = [...new Set(rows.map((row) => row.subject.name))];
  const nameWidth = Math.max(...names.map((name) => name.length));
  const ofName = (name: string) => rows.filter((row) => row.subject.name === name);
  const cellOfName = (name: string, check: string) =>
    ofName(name)
      .map((row) => row.cells[check])
      .map((cell) => (cell === undefined ? ' ' : SYMBOLS[cell]))
      .join('');
  const width = Math.max(3, ...names.map((name) => ofName(name).length)) + 1;
  const header = ''.padEnd(nameWidth + 1) + checks.map((_, i) => String(i + 1).padEnd(width)).join('');
  const lines = names.map((name) =>
    (name.padEnd(nameWidth + 1) + checks.map((check) => cellOfName(name, check).padEnd(width)).join('')).trimEnd(),
  );
  const legend = checks.map((check, i) => `${String(i + 1).padStart(2)} ${check}`);
  const meaning =
    'X caught · x accused and explained · . clean · ? too little evidence · - not applicable · MISSED and FALSE are failures of waproof';
  return [header, ...lines, '', ...legend, '', meaning].join('\n');
}
