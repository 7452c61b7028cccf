/**
 * Whole runs of every subject through all troubles, many at once: each broken variant fails its check and none that it
 * does not deserve, and the correct ones pass them all. In real time, because sockets and processes are. One seed;
 * `npm run matrix` plays several.
 */
import { expect, test } from 'vitest';
import { type Row, renderMatrix } from '../matrix/cells.js';
import { runMatrix } from '../matrix/run-matrix.js';
import { listSubjects } from '../matrix/subjects.js';

/** `WAPROOF_MATRIX=reference,naive-bot` plays these alone, and then not every check has its variant. */
const only = process.env.WAPROOF_MATRIX?.split(',');
const subjects = listSubjects().filter(({ name }) => only === undefined || only.includes(name));
/** All at once: a run mostly waits, and together they use about half of two cores. */
const JOBS = 20;
let played: Promise<Row[]> | undefined;

function play(): Promise<Row[]> {
  played ??= runMatrix({ subjects, seeds: [1], jobs: JOBS, onRow: () => undefined }).then((rows) => {
    console.log(renderMatrix(rows));
    return rows;
  });
  return played;
}

test.each(subjects)('$name is judged as it deserves', { timeout: 400_000 }, async ({ name }) => {
  const rows = (await play()).filter((row) => row.subject.name === name);
  expect(rows).toHaveLength(1);
  expect(rows.flatMap((row) => row.wrong)).toEqual([]);
});

test.runIf(only === undefined)('there is a broken variant for every check', async () => {
  const rows = await play();
  const judged = rows[0]?.verdict.checks.map(({ check }) => check) ?? [];
  const broken = new Set(subjects.filter(({ breaks }) => breaks.length === 1).flatMap(({ breaks }) => breaks));
  expect(judged.length).toBeGreaterThanOrEqual(12);
  expect(judged.filter((check) => !broken.has(check))).toEqual([]);
});
