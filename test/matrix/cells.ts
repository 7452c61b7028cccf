/**
 * What a verdict means for a subject of which we know the truth: `caught` and `clean` are right, `missed` and `false
 * alarm` are our own failures. Inconclusive is right only where a variant leaves a check without evidence.
 */
import type { RunVerdict } from '../../verdict/verdict.js';
import type { Subject } from './subjects.js';

export type Cell = 'caught' | 'missed' | 'clean' | 'unsure' | 'false alarm';

export interface Row {
  readonly subject: Subject;
  readonly seed: number;
  readonly cells: Readonly<Record<string, Cell>>;
  /** Everything that is wrong with this row, in words. */
  readonly wrong: readonly string[];
  readonly verdict: RunVerdict;
}

function cellOf(subject: Subject, check: string, outcome: RunVerdict['verdict']): Cell {
  if (subject.breaks.includes(check)) return outcome === 'fail' ? 'caught' : 'missed';
  if (outcome === 'fail') return 'false alarm';
  return outcome === 'pass' ? 'clean' : 'unsure';
}

export function rowOf(subject: Subject, seed: number, verdict: RunVerdict): Row {
  const cells: Record<string, Cell> = {};
  const wrong: string[] = [];
  for (const { check, verdict: outcome, figure, sentence } of verdict.checks) {
    const cell = cellOf(subject, check, outcome);
    cells[check] = cell;
    const isWrong = cell === 'missed' || cell === 'false alarm' || (cell === 'unsure' && subject.breaks.length === 0);
    if (isWrong) wrong.push(`${subject.name}, seed ${seed}: ${check} ${cell} (${outcome}: ${figure}; ${sentence})`);
  }
  for (const check of subject.breaks)
    if (cells[check] === undefined) wrong.push(`${subject.name}, seed ${seed}: ${check} was not judged at all`);
  return { subject, seed, cells, wrong, verdict };
}

const SYMBOLS: Readonly<Record<Cell, string>> = {
  caught: 'X',
  missed: 'MISSED',
  clean: '.',
  unsure: '?',
  'false alarm': 'FALSE',
};

/** Rows subjects, columns checks (numbered, with a legend), one letter a seed and cell. */
export function renderMatrix(rows: readonly Row[]): string {
  const checks = [...new Set(rows.flatMap((row) => Object.keys(row.cells)))];
  const names = [...new Set(rows.map((row) => row.subject.name))];
  const nameWidth = Math.max(...names.map((name) => name.length));
  const cellOfName = (name: string, check: string) =>
    rows
      .filter((row) => row.subject.name === name)
      .map((row) => SYMBOLS[row.cells[check] ?? 'missed'])
      .join('');
  const seeds = Math.max(...names.map((name) => rows.filter((row) => row.subject.name === name).length));
  const width = Math.max(3, seeds) + 1;
  const header = ''.padEnd(nameWidth + 1) + checks.map((_, i) => String(i + 1).padEnd(width)).join('');
  const lines = names.map(
    (name) => name.padEnd(nameWidth + 1) + checks.map((check) => cellOfName(name, check).padEnd(width)).join(''),
  );
  const legend = checks.map((check, i) => `${String(i + 1).padStart(2)} ${check}`);
  return [
    header,
    ...lines,
    '',
    ...legend,
    '',
    'X caught · . clean · ? too little evidence · MISSED and FALSE are failures of waproof',
  ].join('\n');
}
