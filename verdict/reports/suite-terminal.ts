/**
 * Several runs for a person at a terminal: what failed and how to see it again, a line for each scenario, a grade for each
 * area, and last the verdict. What each single run found in full is in its own report.
 */
import { GRADE_WORDS } from '../grades.js';
import { SHARED, type SuiteFailure, type SuiteRun, type SuiteVerdict } from '../suite.js';
import type { CheckOutcome, Outcome } from '../verdict.js';
import { describeCutShort } from './cut-short.js';
import { columnsOf, indented, LOOKS, type Paint, painter, type TerminalOptions, wrap } from './terminal.js';

type Grade = SuiteVerdict['areas'][number]['grade'];

const GRADE_COLORS: Readonly<Record<Grade, string>> = { A: '32', B: '32', C: '33', F: '31', 'not judged': '2' };

/** Several lines, without a newline at the end. */
export function renderSuiteTerminal(suite: SuiteVerdict, { color, width }: TerminalOptions): string {
  const columns = columnsOf(width);
  const paint = painter(color);
  const blocks = [
    ...suite.failures.map((failure) => failed(failure, columns, paint)),
    scenarioTable(suite, columns, paint),
    remarks(suite, columns, paint),
    gradeTable(suite, columns, paint),
    summary(suite, paint),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function failed({ check, scenarios, figure, sentence, repeat }: SuiteFailure, columns: number, paint: Paint): string[] {
  const { mark, ansi } = LOOKS.fail;
  return [
    `${paint(`${mark} ${check}`, ansi)}  ${paint(`in ${scenarios.join(', ')}`, '2')}`,
    ...indented(figure, columns, '  ', '  '),
    ...indented(sentence, columns, '  ', '  '),
    // In one piece, so that it can be copied.
    `  again: ${repeat}`,
  ];
}

/** `9 pass, 1 not applicable, fail: effects-once, open: backs-off` */
export function describeChecks({ verdict: { checks } }: Pick<SuiteRun, 'verdict'>): string {
  const named = (outcome: CheckOutcome) =>
    checks.filter(({ verdict }) => verdict === outcome).map(({ check }) => check);
  const parts = [
    named('pass').length > 0 && `${named('pass').length} pass`,
    named('not-applicable').length > 0 && `${named('not-applicable').length} not applicable`,
    named('fail').length > 0 && `fail: ${named('fail').join(', ')}`,
    named('inconclusive').length > 0 && `open: ${named('inconclusive').join(', ')}`,
  ];
  return parts.filter((part) => part !== false).join(' · ') || 'no checks';
}

const OUTCOME_WIDTH = 'inconclusive'.length + 2;

function scenarioTable({ runs, notPlayed }: SuiteVerdict, columns: number, paint: Paint): string[] {
  const names = [...runs.map(({ verdict }) => verdict.scenario), ...notPlayed.map(({ scenario }) => scenario)];
  const width = Math.max('scenario'.length, ...names.map((name) => name.length));
  const indent = ' '.repeat(width + OUTCOME_WIDTH + 4);
  const row = (name: string, cell: string, text: string): string[] => {
    const [first = '', ...more] = wrap(text, columns - indent.length);
    return [`${name.padEnd(width)}  ${cell}  ${first}`, ...more.map((line) => indent + line)];
  };
  return [
    paint(`${'scenario'.padEnd(width)}  ${'verdict'.padEnd(OUTCOME_WIDTH)}  checks`, '2'),
    ...runs.flatMap((run) => {
      const { mark, ansi } = LOOKS[run.verdict.verdict];
      const cell = paint(`${mark} ${run.verdict.verdict}`.padEnd(OUTCOME_WIDTH), ansi);
      return row(run.verdict.scenario, cell, describeChecks(run));
    }),
    ...notPlayed.flatMap(({ scenario, why }) => row(scenario, paint('- not played'.padEnd(OUTCOME_WIDTH), '2'), why)),
  ];
}

/** What makes a run less than whole; one that was repeated is whole, and it is said all the same. */
export function remarksOn({ verdict, repeated, problem }: SuiteRun): string[] {
  return [
    ...(repeated ? ['Played again alone: beside the others waproof itself had been too slow.'] : []),
    ...(problem === undefined ? [] : [`The subject failed: ${problem}.`]),
    ...(verdict.cutShort === undefined ? [] : [describeCutShort(verdict.cutShort)]),
    ...(verdict.harness.limited ? [verdict.harness.sentence] : []),
    ...verdict.warnings.map((text) => `Warning: ${text}`),
  ];
}

function remarks({ runs, isShared }: SuiteVerdict, columns: number, paint: Paint): string[] {
  const shared = isShared ? indented(SHARED, columns, '! ', '  ') : [];
  const single = runs.flatMap((run) =>
    remarksOn(run).flatMap((text) =>
      indented(`${run.verdict.scenario}: ${text}`, columns, '! ', '  ').map((line) =>
        paint(line, LOOKS.inconclusive.ansi),
      ),
    ),
  );
  return [...shared, ...single];
}

const LONGEST_GRADE = 'not judged'.length;

function gradeTable({ areas }: SuiteVerdict, columns: number, paint: Paint): string[] {
  const width = Math.max(...areas.map(({ area }) => area.length));
  const indent = ' '.repeat(width + LONGEST_GRADE + 4);
  return [
    paint(`${'area'.padEnd(width)}  ${'grade'.padEnd(LONGEST_GRADE)}  checks`, '2'),
    ...areas.flatMap(({ area, grade, passed, failed: lost, open }) => {
      const parts = [
        lost.length > 0 && `fail: ${lost.join(', ')}`,
        passed.length > 0 && `pass: ${passed.join(', ')}`,
        open.length > 0 && `open: ${open.join(', ')}`,
      ].filter((part) => part !== false);
      const [first = '', ...more] = wrap(parts.join(' · ') || GRADE_WORDS[grade], columns - indent.length);
      const cell = paint(grade.padEnd(LONGEST_GRADE), GRADE_COLORS[grade]);
      return [`${area.padEnd(width)}  ${cell}  ${first}`, ...more.map((line) => indent + line)];
    }),
  ];
}

function summary({ verdict, suite, runs, notPlayed, areas }: SuiteVerdict, paint: Paint): string[] {
  const number = (outcome: Outcome) => runs.filter((run) => run.verdict.verdict === outcome).length;
  const counts = [
    ...(['pass', 'fail', 'inconclusive'] as const)
      .filter((outcome) => number(outcome) > 0)
      .map((outcome) => `${number(outcome)} ${outcome}`),
    ...(notPlayed.length > 0 ? [`${notPlayed.length} not played`] : []),
  ];
  const { mark, ansi } = LOOKS[verdict];
  const grades = areas.filter(({ grade }) => grade !== 'not judged').map(({ area, grade }) => `${area} ${grade}`);
  const total = runs.length + notPlayed.length;
  return [
    `${paint(`${mark} ${verdict.toUpperCase()}`, `1;${ansi}`)}  ${suite}, ${total} scenarios: ${counts.join(', ')}`,
    ...(grades.length > 0 ? [`  ${grades.join(' · ')}`] : []),
  ];
}
