import { describe, expect, test } from 'vitest';
import { gradeAreas } from '../../../verdict/grades.js';
import { repeatOne } from '../../../verdict/repeat.js';
import { renderSuiteHtml } from '../../../verdict/reports/html/render-suite.js';
import { renderSuiteJson } from '../../../verdict/reports/suite-json.js';
import { renderSuiteTerminal } from '../../../verdict/reports/suite-terminal.js';
import { areaOf, judgeSuite, type SuiteRun } from '../../../verdict/suite.js';
import { type CheckOutcome, type RunVerdict, worstOf } from '../../../verdict/verdict.js';

type Outcomes = Readonly<Record<string, CheckOutcome>>;

function run(scenario: string, outcomes: Outcomes, changes: Partial<RunVerdict> = {}): RunVerdict {
  return {
    verdict: worstOf(Object.values(outcomes)),
    scenario,
    seed: 7,
    checks: Object.entries(outcomes).map(([check, verdict]) => ({
      check,
      verdict,
      figure: `figure of ${check} in ${scenario}`,
      sentence: `What ${check} found in ${scenario}.`,
      evidence: [],
      findings: [],
    })),
    harness: {
      limited: false,
      sentence: 'The harness kept up.',
      loopLagP99Ms: 1,
      latenessP99Ms: 1,
      arrivalsDropped: 0,
      arrivalsPlayed: 100,
    },
    warnings: [],
    command: `waproof run ${scenario} --exec "node bot.js" --seed 7`,
    ...changes,
  };
}

const limited = (scenario: string, outcomes: Outcomes) => {
  const whole = run(scenario, outcomes);
  return {
    ...whole,
    harness: { ...whole.harness, limited: true, sentence: 'The harness itself was the limit: it slept.' },
  };
};

const suiteRun = (verdict: RunVerdict, changes: Partial<SuiteRun> = {}): SuiteRun => ({
  title: `Title of ${verdict.scenario}`,
  verdict,
  plannedMs: 30_000,
  folder: verdict.scenario,
  repeated: false,
  ...changes,
});

/** Every check called `x1`, `x2` … is about idempotency here. */
const gradeOf = (...runs: RunVerdict[]) =>
  gradeAreas(runs, (check) => (check.startsWith('x') ? 'idempotency' : undefined)).find(
    ({ area }) => area === 'idempotency',
  )?.grade;

describe('the grade of an area', () => {
  test.each<[Outcomes, string]>([
    [{ x1: 'pass', x2: 'pass' }, 'A'],
    [{ x1: 'pass', x2: 'inconclusive' }, 'B'],
    [{ x1: 'pass', x2: 'pass', x3: 'fail' }, 'C'],
    [{ x1: 'pass', x2: 'fail' }, 'F'],
    [{ x1: 'fail' }, 'F'],
    [{ x1: 'inconclusive', x2: 'inconclusive' }, 'not judged'],
    [{ x1: 'not-applicable', x2: 'pass' }, 'A'],
    [{ x1: 'not-applicable' }, 'not judged'],
    [{ other: 'pass' }, 'not judged'],
    [{}, 'not judged'],
  ])('%o → %s', (outcomes, grade) => {
    expect(gradeOf(run('one', outcomes))).toBe(grade);
  });

  test('counts a check once: a failure anywhere outweighs every pass, a pass every doubt', () => {
    expect(gradeOf(run('one', { x1: 'pass' }), run('two', { x1: 'fail' }), run('three', { x1: 'pass' }))).toBe('F');
    expect(gradeOf(run('one', { x1: 'inconclusive' }), run('two', { x1: 'pass' }))).toBe('A');
  });

  test('takes no pass from a run that was cut short or limited by waproof, but its failures', () => {
    expect(gradeOf(limited('one', { x1: 'pass' }))).toBe('not judged');
    expect(gradeOf(run('one', { x1: 'pass' }, { cutShort: 'interrupted' }))).toBe('not judged');
    expect(gradeOf(limited('one', { x1: 'pass' }), run('two', { x1: 'pass' }))).toBe('A');
    expect(gradeOf(limited('one', { x1: 'fail' }))).toBe('F');
  });
});

describe('several runs together', () => {
  const suite = judgeSuite(
    'standard',
    [
      suiteRun(run('duplicates', { 'effects-once': 'fail', 'acknowledges-fast': 'pass' }), { plannedMs: 34_000 }),
      suiteRun(run('album', { 'effects-once': 'fail', 'sends-once': 'pass' }), { plannedMs: 20_000 }),
      suiteRun(limited('calm', { 'verifies-signature': 'inconclusive' }), { repeated: true }),
    ],
    [{ scenario: 'crash', why: 'interrupted before' }],
  );

  test('have the worst verdict of all, and none passes while one was not played', () => {
    expect(suite.verdict).toBe('fail');
    const good = suiteRun(run('calm', { 'verifies-signature': 'pass' }));
    expect(judgeSuite('standard', [good]).verdict).toBe('pass');
    expect(judgeSuite('standard', [good], [{ scenario: 'crash', why: 'interrupted before' }]).verdict).toBe(
      'inconclusive',
    );
    expect(judgeSuite('standard', []).verdict).toBe('inconclusive');
  });

  test('name for each failed check where it failed and the shortest way to see it again', () => {
    expect(suite.failures).toEqual([
      {
        check: 'effects-once',
        area: 'idempotency',
        scenarios: ['album', 'duplicates'],
        figure: 'figure of effects-once in album',
        sentence: 'What effects-once found in album.',
        repeat: 'waproof run album --exec "node bot.js" --seed 7 --check effects-once',
      },
    ]);
    expect(repeatOne('waproof run calm --seed 7 --check a,b', 'b')).toBe('waproof run calm --seed 7 --check b');
  });

  test('know the area of every check, and of no other word', () => {
    expect(areaOf('effects-once')).toBe('idempotency');
    expect([areaOf('nothing'), areaOf('toString')]).toEqual([undefined, undefined]);
  });

  test('on a terminal end with a line for each scenario, a grade for each area and the verdict', () => {
    const text = renderSuiteTerminal(suite, { color: false, width: 100 });
    expect(text.split('\n')).toEqual([
      '✖ effects-once  in album, duplicates',
      '  figure of effects-once in album',
      '  What effects-once found in album.',
      '  again: waproof run album --exec "node bot.js" --seed 7 --check effects-once',
      '',
      'scenario    verdict         checks',
      'duplicates  ✖ fail          1 pass · fail: effects-once',
      'album       ✖ fail          1 pass · fail: effects-once',
      'calm        ? inconclusive  open: verifies-signature',
      'crash       - not played    interrupted before',
      '',
      '! calm: Played again alone: beside the others waproof itself had been too slow.',
      '! calm: The harness itself was the limit: it slept.',
      '',
      'area             grade       checks',
      'acknowledgement  A           pass: acknowledges-fast',
      'idempotency      F           fail: effects-once · pass: sends-once',
      'backoff          not judged  no evidence',
      'security         not judged  open: verifies-signature',
      'recovery         not judged  no evidence',
      'throughput       not judged  no evidence',
      'conformance      not judged  no evidence',
      '',
      '✖ FAIL  standard, 4 scenarios: 2 fail, 1 inconclusive, 1 not played',
      '  acknowledgement A · idempotency F',
    ]);
    expect(renderSuiteTerminal(suite, { color: true, width: 100 })).toContain('\u001b[31m');
  });

  test('in JSON are what a script asks for', () => {
    expect(JSON.parse(renderSuiteJson(suite))).toMatchObject({
      verdict: 'fail',
      suite: 'standard',
      failures: [{ check: 'effects-once', repeat: expect.stringContaining('--check effects-once') }],
      scenarios: [
        { scenario: 'duplicates', verdict: 'fail', folder: 'duplicates', checks: { 'effects-once': 'fail' } },
        { scenario: 'album' },
        { scenario: 'calm', repeated: true, harnessLimited: true },
      ],
      notPlayed: [{ scenario: 'crash' }],
    });
  });

  test('as a page lead to the page of each, wherever the page over all lies', () => {
    const page = renderSuiteHtml(suite, { version: '1.2.3' });
    expect(page).toContain('<a href="album/report.html">album</a>');
    expect(page).toContain('href="album/report.html#check-effects-once"');
    expect(renderSuiteHtml(suite, { version: '1.2.3', toRuns: '../my results' })).toContain(
      '<a href="../my%20results/album/report.html">album</a>',
    );
    for (const words of [
      'The standard suite',
      '4 scenarios: 2 failed, 1 could not be judged in full, 1 not played',
      'Played again alone',
      'Not played',
    ])
      expect(page).toContain(words);
    expect(page).not.toMatch(/<script|undefined|NaN/);
  });

  test('say when all of them met the same running process', () => {
    const shared = judgeSuite('standard', [suiteRun(run('calm', { 'verifies-signature': 'pass' }))], [], true);
    const words = 'One running subject was in all of them';
    expect(renderSuiteTerminal(shared, { color: false, width: 120 })).toContain(`! ${words}`);
    expect(renderSuiteHtml(shared, { version: '1' })).toContain(words);
    expect(
      renderSuiteTerminal(suite, { color: false, width: 120 }) + renderSuiteHtml(suite, { version: '1' }),
    ).not.toContain(words);
  });

  test('carry no markup of theirs into the page', () => {
    const odd = suiteRun(run('odd', { 'effects-once': 'fail' }, { warnings: ['<b>&'] }), { title: '<i>title</i>' });
    const page = renderSuiteHtml(judgeSuite('scenarios', [odd]), { version: '1' });
    expect(page).toContain('&lt;i&gt;title&lt;/i&gt;');
    expect(page).not.toMatch(/<b>|<i>/);
  });
});
