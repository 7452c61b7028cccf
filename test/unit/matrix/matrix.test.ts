/** The reckoning of the matrix: what is played first, what a verdict counts as, what the page says. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { listShipped } from '../../../cli/load-scenario.js';
import { STANDARD } from '../../../cli/suites.js';
import { checks } from '../../../verdict/checks/index.js';
import { type CheckOutcome, type RunVerdict, worstOf } from '../../../verdict/verdict.js';
import { renderMatrix, rowOf, rowsOf } from '../../matrix/cells.js';
import { createContentKeys } from '../../matrix/content-key.js';
import { renderDetectionPage } from '../../matrix/detection-page.js';
import { planQueue, readLibrary, tellingFor } from '../../matrix/queue.js';
import { openResults, type Result } from '../../matrix/results.js';
import { listSubjects, readHeader, type Subject } from '../../matrix/subjects.js';

const subject = (name: string, breaks: readonly string[], changes: Partial<Subject> = {}): Subject => ({
  name,
  exec: name,
  breaks,
  also: {},
  about: `about ${name}`,
  showsIn: [],
  sources: ['test/subjects/reference.js'],
  ...changes,
});

const good = subject('good', []);
const bad = subject('bad', ['effects-once'], { also: { 'nothing-lost': 'its queue is full of copies' } });

function result(of: Subject, scenario: string, outcomes: Readonly<Record<string, CheckOutcome>>, seed = 1): Result {
  const verdict = {
    verdict: worstOf(Object.values(outcomes)),
    scenario,
    checks: Object.entries(outcomes).map(([check, it]) => ({ check, verdict: it, figure: 'figure', sentence: 'Why.' })),
    harness: { limited: false },
  } as unknown as RunVerdict;
  return { subject: of.name, scenario, seed, verdict, judged: 'j', commit: 'c', at: '2026-11-23T03:00:00.000Z' };
}

const limited = (of: Result): Result => ({
  ...of,
  verdict: { ...of.verdict, harness: { ...of.verdict.harness, limited: true } },
});

describe('a row', () => {
  test('sees all scenarios of a seed together', () => {
    const row = rowOf(bad, 1, [
      result(bad, 'calm', { 'effects-once': 'inconclusive', 'sends-valid': 'inconclusive' }),
      result(bad, 'duplicates', { 'effects-once': 'fail', 'nothing-lost': 'fail', 'sends-valid': 'pass' }),
      result(bad, 'album', { 'effects-once': 'pass', 'keeps-window': 'not-applicable', 'backs-off': 'inconclusive' }),
    ]);
    expect(row.cells).toEqual({
      'effects-once': 'caught',
      'nothing-lost': 'explained',
      'sends-valid': 'clean',
      'keeps-window': 'not applicable',
      'backs-off': 'unsure',
    });
    expect(row.failedIn).toEqual({ 'effects-once': ['duplicates'], 'nothing-lost': ['duplicates'] });
    expect([row.wrong, row.doubts, row.limited]).toEqual([[], [], 0]);
  });

  test('names a mistake that was missed, and an accusation that nobody explained', () => {
    const row = rowOf(bad, 3, [result(bad, 'calm', { 'effects-once': 'inconclusive', 'sends-valid': 'fail' }, 3)]);
    expect(row.wrong).toEqual([
      'bad, seed 3: effects-once missed (inconclusive in calm: figure; Why.)',
      'bad, seed 3: sends-valid false alarm (fail in calm: figure; Why.)',
    ]);
    expect(rowOf(bad, 1, [result(bad, 'calm', { 'sends-valid': 'pass' })]).wrong).toEqual([
      'bad, seed 1: effects-once was not judged at all (never judged)',
    ]);
  });

  test('of a correct subject names every failure and every doubt', () => {
    const row = rowOf(good, 1, [result(good, 'calm', { 'effects-once': 'inconclusive', 'sends-valid': 'fail' })]);
    expect(row.wrong).toEqual(['good, seed 1: sends-valid false alarm (fail in calm: figure; Why.)']);
    expect(row.doubts).toEqual(['good, seed 1: effects-once unsure (inconclusive in calm: figure; Why.)']);
  });

  test('takes no word from a run in which waproof was too slow', () => {
    const row = rowOf(bad, 1, [limited(result(bad, 'calm', { 'sends-valid': 'fail' }))]);
    expect([row.cells, row.wrong, row.limited]).toEqual([{}, [], 1]);
  });
});

describe('the queue', () => {
  const library = readLibrary();
  const own = (name: string) => listSubjects().find((it) => it.name === name) ?? good;

  test('has the standard scenarios and the best one for each check that they do not judge', () => {
    expect(library.usual.slice(0, STANDARD.length)).toEqual(STANDARD);
    expect(
      Object.keys(checks).filter((check) => !library.usual.some((it) => library.showing(check).includes(it))),
    ).toEqual([]);
  });

  test('prefers the scenario that provokes what is looked for', () => {
    expect(library.showing('tolerates-unknown')[0]).toBe('unknown-types');
    expect(library.showing('survives-crash')[0]).toBe('crash');
    expect(library.showing('effects-once')[0]).toBe('duplicates');
    expect(tellingFor(subject('x', ['keeps-token']), library)).toEqual(['token-expiry']);
    expect(tellingFor(subject('x', ['effects-once'], { showsIn: ['album'] }), library)).toEqual(['album']);
  });

  test('begins with what tells most, and plays everything in the end', () => {
    const queue = planQueue({ subjects: [good, bad], seeds: [1, 2], correctSeeds: [1], scenarios: undefined }, library);
    expect(queue.slice(0, 3).map(({ subject: it, scenario, seed }) => [it.name, scenario, seed])).toEqual([
      ['bad', 'duplicates', 1],
      ['bad', 'duplicates', 2],
      ['good', 'calm', 1],
    ]);
    expect(queue).toHaveLength(3 * library.usual.length);
    expect(new Set(queue.map(({ subject: it, scenario, seed }) => `${it.name} ${scenario} ${seed}`)).size).toBe(
      queue.length,
    );
  });

  test('takes correct subjects through everything that ships when it is to be full', () => {
    const queue = planQueue({ subjects: [good, bad], seeds: [1], correctSeeds: [1], full: true }, library);
    const scenariosOf = (it: Subject) => queue.filter((job) => job.subject === it).map(({ scenario }) => scenario);
    expect([...scenariosOf(good)].sort()).toEqual(
      listShipped()
        .map(({ name }) => name)
        .sort(),
    );
    expect([...scenariosOf(bad)].sort()).toEqual([...library.usual].sort());
  });

  test('is short when it is to be quick, and has only what was asked for', () => {
    const options = { subjects: [good, bad], seeds: [1], correctSeeds: [1] };
    const quick = planQueue({ ...options, quick: true }, library);
    expect(quick.filter(({ subject: it }) => it === bad)).toHaveLength(2);
    const asked = planQueue({ ...options, scenarios: ['calm', 'trouble'] }, library);
    expect(asked.map(({ subject: it, scenario }) => [it.name, scenario]).sort()).toEqual([
      ['bad', 'calm'],
      ['bad', 'trouble'],
      ['good', 'calm'],
      ['good', 'trouble'],
    ]);
  });

  test('finds every subject in the scenarios that it names, and each of those judges what it breaks', () => {
    const blind = listSubjects()
      .filter(({ breaks }) => breaks.length === 1)
      .filter(
        (it) =>
          !tellingFor(it, library).every((name) => it.breaks.some((check) => library.showing(check).includes(name))),
      );
    expect(blind.map(({ name }) => name)).toEqual([]);
    expect(own('reference').breaks).toEqual([]);
  });
});

describe('a variant', () => {
  test('says in its first lines what it breaks, what else it trips and where it shows', () => {
    const text =
      '// breaks: sends-once\n// also: nothing-lost — the queue is full\n// shows in: album, crash\n// What is wrong.\n// Seen often.\n\nimport 1';
    expect(readHeader('x.js', text)).toEqual({
      breaks: ['sends-once'],
      also: { 'nothing-lost': 'the queue is full' },
      showsIn: ['album', 'crash'],
      about: 'What is wrong. Seen often.',
    });
    expect(() => readHeader('x.js', '// What is wrong.\n')).toThrow(/does not say which check it breaks/);
    expect(() => readHeader('x.js', '// breaks: a\n// also: b, because\n')).toThrow(/expected "\/\/ also/);
  });

  test('names checks that exist, and explains nothing twice', () => {
    const unknown = listSubjects().flatMap(({ name, breaks, also }) =>
      [...breaks, ...Object.keys(also)].filter((check) => !(check in checks)).map((check) => `${name}: ${check}`),
    );
    expect(unknown).toEqual([]);
    expect(listSubjects().filter(({ breaks, also }) => breaks.some((check) => check in also))).toEqual([]);
    expect(listSubjects().filter(({ breaks }) => breaks.length === 1).length).toBeGreaterThanOrEqual(30);
  });
});

describe('results that are kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waproof-results-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const key = { value: 'k1' };
  const results = openResults(folder, { judged: 'j', played: () => key.value });
  const job = { subject: good, scenario: 'calm', seed: 1 };
  const history = join(folder, 'history.ndjson');

  test('are found as long as nothing has changed, with their history', async () => {
    writeFileSync(history, '{"waproof":1}\n');
    expect(results.find(job)).toBeUndefined();
    await results.keep(job, result(good, 'calm', { 'sends-valid': 'pass' }), history);
    expect(results.find(job)).toEqual(result(good, 'calm', { 'sends-valid': 'pass' }));
    const copy = join(folder, 'copy.ndjson');
    expect(await results.unpackHistory(job, copy)).toBe(true);
    expect(readFileSync(copy, 'utf8')).toBe('{"waproof":1}\n');
    key.value = 'k2';
    expect([results.find(job), await results.unpackHistory(job, copy)]).toEqual([undefined, false]);
    key.value = 'k1';
    results.forget(job);
    expect(results.find(job)).toBeUndefined();
  });

  test('depend on subject, scenario and code', () => {
    const keys = createContentKeys();
    const [one, other] = [subject('one', []), subject('other', [], { sources: ['examples/support-bot/'] })];
    const all = [keys.played(one, 'calm'), keys.played(one, 'crash'), keys.played(other, 'calm'), keys.judged];
    expect(new Set(all).size).toBe(4);
    expect(createContentKeys().played(one, 'calm')).toBe(all[0]);
  });
});

test('the tables say what was caught, missed, explained and left open', () => {
  const results = [1, 2].flatMap((seed) => [
    result(good, 'calm', { 'effects-once': 'pass', 'sends-valid': seed === 1 ? 'pass' : 'inconclusive' }, seed),
    result(bad, 'duplicates', { 'effects-once': seed === 1 ? 'fail' : 'pass', 'nothing-lost': 'fail' }, seed),
  ]);
  const rows = rowsOf([good, bad], results);
  expect(renderMatrix(rows).split('\n').slice(0, 3)).toEqual([
    '     1   2   3   ',
    'good ..  .?',
    `bad  XMISSED    xx`,
  ]);
  expect(renderMatrix([])).toBe('nothing was played');
  const page = renderDetectionPage({ rows, machine: '2 cores', commit: 'abc', days: ['2026-11-23'], runs: 4 });
  expect(page).toContain('- **1 of 2** mistakes were caught: 1 broken subject in 2 runs, each seed counted.');
  expect(page).toContain(
    '- **No false alarm** in 2 runs and 4 judgements of 1 correct subject: with 95 % confidence fewer than 77.64 % of such runs accuse wrongly. 1 judgement was left open.',
  );
  expect(page).toContain('| good | about good | 2 | 1 | 2 | 4 | 0 | 1 |');
  expect(page).toContain('- good: `sends-valid` in 1 of 2 seeds');
  expect(page).toContain(
    '| bad | `effects-once` | 1 of 2 | 2 | duplicates | `nothing-lost`: its queue is full of copies |',
  );
  expect(page).toContain('Not all of them were played through every standard scenario');
  expect(page).toContain('| bad | **X1** **M1** | x2 |');
});
