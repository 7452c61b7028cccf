/**
 * A reduced matrix: every subject once, many at once. The correct ones go through the everyday troubles, the broken ones through
 * one scenario that shows their mistake: each must fail its check and none that it does not deserve. In real time, because
 * sockets and processes are. One seed; `npm run matrix` plays several, and all scenarios.
 */
import { expect, test } from 'vitest';
import { loadScenario } from '../../cli/load-scenario.js';
import { checks } from '../../verdict/checks/index.js';
import { type Row, renderMatrix, rowsOf } from '../matrix/cells.js';
import { fileOfScenario, type Job, readLibrary, TROUBLE, tellingFor } from '../matrix/queue.js';
import { runMatrix } from '../matrix/run-matrix.js';
import { listSubjects, type Subject } from '../matrix/subjects.js';

/** `WAPROOF_MATRIX=reference,naive-bot` plays these alone, and then not every check has its variant. */
const only = process.env.WAPROOF_MATRIX?.split(',');
const subjects = listSubjects().filter(({ name }) => only === undefined || only.includes(name));
/** A run mostly waits; so many at once use about half of two cores. */
const JOBS = 18;
const FEWER_JOBS = 6;
const SEED = 1;
const library = readLibrary();
let played: Promise<Row[]> | undefined;

function jobOf(subject: Subject, seed = SEED): Job {
  const [telling = TROUBLE] = tellingFor(subject, library);
  return { subject, scenario: subject.breaks.length === 1 ? telling : TROUBLE, seed };
}

function play(): Promise<Row[]> {
  played ??= (async () => {
    const problems: string[] = [];
    // The longest first, so that none of them begins when all others are done.
    const lengthOf = ({ scenario }: Job) => loadScenario(fileOfScenario(scenario)).durationMs;
    const queue = subjects.map((subject) => jobOf(subject)).sort((a, b) => lengthOf(b) - lengthOf(a));
    const onProblem = (problem: string) => problems.push(problem);
    const first = rowsOf(subjects, await runMatrix({ queue, jobs: JOBS, onProblem }));
    // A verdict that is left open on a busy machine is no wrong one: those are played once more, with another seed.
    const open = first.filter(({ isOpen }) => isOpen).map(({ subject }) => subject);
    const again = open.map((subject) => jobOf(subject, SEED + 1));
    const second = rowsOf(open, await runMatrix({ queue: again, jobs: FEWER_JOBS, onProblem }));
    const rows = first.map((row) => second.find(({ subject }) => subject === row.subject) ?? row);
    console.log(renderMatrix(rows), ...problems);
    return rows;
  })();
  return played;
}

test.each(subjects)('$name is judged as it deserves', { timeout: 400_000 }, async ({ name }) => {
  const [row, ...more] = (await play()).filter(({ subject }) => subject.name === name);
  expect(more).toEqual([]);
  expect(row?.scenarios.length, 'played, and not limited by the harness').toBe(1);
  expect([row?.wrong, row?.doubts]).toEqual([[], []]);
});

test.runIf(only === undefined)('there is a broken variant for every check', () => {
  const broken = new Set(subjects.filter(({ breaks }) => breaks.length === 1).flatMap(({ breaks }) => breaks));
  expect(Object.keys(checks).filter((check) => !broken.has(check))).toEqual([]);
});
