import { describe, expect, test } from 'vitest';
import { renderJson } from '../../../verdict/reports/json.js';
import { renderJunit } from '../../../verdict/reports/junit.js';
import { renderTerminal } from '../../../verdict/reports/terminal.js';
import type { CheckVerdict, RunVerdict } from '../../../verdict/verdict.js';

const check = (name: string, verdict: CheckVerdict['verdict'], changes: Partial<CheckVerdict> = {}): CheckVerdict => ({
  check: name,
  verdict,
  figure: `figure of ${name}`,
  sentence: `What ${name} found.`,
  evidence: [],
  findings: [],
  ...changes,
});

const finding = (number: number) => ({ sentence: `case ${number} (obs ${number})`, evidence: [number] });

const RUN: RunVerdict = {
  verdict: 'fail',
  scenario: 'stormy',
  seed: 7,
  checks: [
    check('sends-valid', 'pass'),
    check('effects-once', 'fail', { evidence: [1, 2], findings: [1, 2, 3, 4, 5].map(finding) }),
    check('backs-off', 'inconclusive', { findings: [finding(9)] }),
    check('keeps-window', 'not-applicable'),
  ],
  harness: {
    limited: false,
    sentence: 'The harness kept up.',
    loopLagP99Ms: 5,
    latenessP99Ms: 1,
    arrivalsDropped: 0,
    arrivalsPlayed: 320,
  },
  warnings: [],
  command: 'waproof run stormy.yml --seed 7',
};

const LIMITED: RunVerdict = {
  ...RUN,
  cutShort: 'interrupted',
  harness: { ...RUN.harness, limited: true, sentence: 'The harness itself was the limit: it slept.' },
  warnings: ['line 4 is no observation and was left out'],
};

describe('terminal', () => {
  test('shows a table, then failures with three cases, then what is open', () => {
    expect(renderTerminal(RUN, { color: false, width: 80 })).toBe(
      [
        'check         verdict           figure',
        'sends-valid   ✔ pass            figure of sends-valid',
        'effects-once  ✖ fail            figure of effects-once',
        'backs-off     ? inconclusive    figure of backs-off',
        'keeps-window  - not-applicable  figure of keeps-window',
        '',
        '✖ effects-once',
        '  What effects-once found.',
        '  - case 1 (obs 1)',
        '  - case 2 (obs 2)',
        '  - case 3 (obs 3)',
        '    … and more in the report',
        '  again: waproof run stormy.yml --seed 7 --check effects-once',
        '',
        '? backs-off',
        '  What backs-off found.',
        '',
        '- keeps-window',
        '  What keeps-window found.',
        '',
        'The harness kept up.',
        '',
        '✖ FAIL  stormy (seed 7): 1 pass, 1 fail, 1 inconclusive, 1 not applicable',
        '  repeat with: waproof run stormy.yml --seed 7',
      ].join('\n'),
    );
  });

  test('says that the harness was limited, the run cut short, and what else to know', () => {
    const text = renderTerminal(LIMITED, { color: false, width: 80 });
    expect(text).toContain('! Cut short: the run was interrupted; judged is what was seen until then.');
    expect(text).toContain('! The harness itself was the limit: it slept.');
    expect(text).toContain('! warning: line 4 is no observation and was left out');
  });

  test('wraps to the width, keeps numbers with their units, and colours only when asked', () => {
    const sentence = `${'word '.repeat(12)}at 12.1 s, ${'more '.repeat(12)}after 40 ms`;
    const run = { ...RUN, checks: [check('effects-once', 'fail', { sentence, figure: 'word '.repeat(30).trim() })] };
    const lines = renderTerminal(run, { color: false, width: 60 }).split('\n');
    // A command stays in one piece, so that it can be copied.
    const prose = lines.filter((line) => !line.startsWith('  again: '));
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(60);
    for (let width = 40; width < 100; width++) {
      expect(renderTerminal(run, { color: false, width })).toMatch(/12\.1 s,/);
    }
    expect(lines.join('')).not.toContain('\u001b');
    expect(renderTerminal(run, { color: true, width: 60 })).toContain('\u001b[31m✖ fail');
  });
});

describe('JSON', () => {
  test('is the verdict of one run, or all under the worst', () => {
    expect(JSON.parse(renderJson([RUN]))).toEqual(RUN);
    const passing: RunVerdict = { ...RUN, verdict: 'pass' };
    expect(JSON.parse(renderJson([passing, RUN]))).toEqual({ verdict: 'fail', scenarios: [passing, RUN] });
  });
});

describe('JUnit', () => {
  test('has a suite for each scenario and a case for each check', () => {
    const xml = renderJunit([RUN, { ...RUN, scenario: 'calm' }]);
    expect(xml).toContain('<testsuite name="stormy" tests="4" failures="1" errors="0" skipped="2">');
    expect(xml).toContain('<testsuite name="calm"');
    expect(xml).toContain('<testcase name="effects-once" classname="stormy">');
    expect(xml).toContain('<failure message="figure of effects-once: What effects-once found." type="effects-once">');
    expect(xml).toContain('- case 5 (obs 5)\nagain: waproof run stormy.yml --seed 7 --check effects-once');
    expect(xml).toContain('<skipped message="What backs-off found."/>');
    expect(xml).toContain('<skipped message="Not applicable: What keeps-window found."/>');
  });

  test('shows what was not played', () => {
    const xml = renderJunit([RUN], [{ scenario: 'crash', why: 'interrupted before' }]);
    expect(xml).toContain('<testsuite name="crash" tests="1" failures="0" errors="0" skipped="1">');
    expect(xml).toContain('<skipped message="Not played: interrupted before"/>');
  });

  test('shows a limited harness and a run that was cut short', () => {
    const xml = renderJunit([LIMITED]);
    expect(xml).toContain('<testcase name="harness-kept-up" classname="stormy">');
    expect(xml).toContain('<skipped message="The harness itself was the limit: it slept."/>');
    expect(xml).toContain('<testcase name="run-reached-its-end" classname="stormy">');
    expect(xml).toContain(
      '<skipped message="Cut short: the run was interrupted; judged is what was seen until then."/>',
    );
    expect(xml).toContain('line 4 is no observation');
  });

  test('escapes what XML cannot carry', () => {
    const nasty = 'a "quoted" <skipped/> & \u0007bell ]]> é 😀';
    const xml = renderJunit([
      {
        ...RUN,
        checks: [check('one', 'inconclusive', { sentence: nasty }), check('two', 'fail', { sentence: nasty })],
      },
    ]);
    expect(xml).toContain('<skipped message="a &quot;quoted&quot; &lt;skipped /&gt; &amp; \uFFFDbell ]]&gt; é 😀"/>');
    expect(xml.match(/<skipped[ /]/g)).toHaveLength(2 + 1);
    expect(xml).not.toContain('\u0007');
  });
});
