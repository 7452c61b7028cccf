/** A short run against the example bot: its exit code, its files, what it says where, and judging it again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readLines } from './histories.js';
import { createStage, type Finished, ROOT } from './stage.js';
import { CALM_CHECKS, tinyScenario } from './tiny-scenario.js';
import { readXml } from './well-formed-xml.js';

const stage = createStage();
const EXIT_CODES: Readonly<Record<string, number>> = { pass: 0, fail: 1, inconclusive: 4 };
let finished: Finished;
let text: (file: string) => string;
// biome-ignore format: one line
interface Verdict { verdict: string; checks: { check: string; verdict: string; figure: string; sentence: string; evidence: number[] }[] }
let verdict: Verdict;

beforeAll(async () => {
  const load = [{ users: 60, arrivals: { process: 'poisson', rate: '8/s' }, for: '4s', says: 'greeting' }];
  const file = stage.file('calm.yml', tinyScenario({ name: 'calm', load, settle: '8s', always: ['graph.latency'] }));
  finished = await stage.run(['run', file, '--exec', `node ${join(ROOT, 'examples/support-bot/bot.js')}`]);
  text = (name) => readFileSync(stage.path(`waproof-out/${name}`), 'utf8');
  verdict = JSON.parse(text('verdict.json'));
});

describe('a calm run of the example bot', () => {
  test('ends with the exit code of its verdict, and nothing failed', () => {
    expect(verdict.verdict, finished.stdout).not.toBe('fail');
    expect(finished).toMatchObject({ code: EXIT_CODES[verdict.verdict], signal: null });
    expect(verdict.checks.map(({ check }) => check)).toEqual(CALM_CHECKS);
    const passed = verdict.checks.filter((check) => check.verdict === 'pass').map(({ check }) => check);
    expect(passed).toEqual(expect.arrayContaining(['nothing-lost', 'verifies-signature', 'verifies-subscription']));
  });

  test('writes a verdict of the documented form', () => {
    expect(verdict).toMatchObject({
      verdict: expect.stringMatching(/^(pass|inconclusive)$/),
      scenario: 'calm',
      seed: 7,
      harness: { limited: expect.any(Boolean), sentence: expect.any(String) },
    });
    for (const check of verdict.checks)
      expect(check).toMatchObject({
        check: expect.any(String),
        verdict: expect.stringMatching(/^(pass|inconclusive)$/),
        figure: expect.stringMatching(/./),
        sentence: expect.stringMatching(/./),
        evidence: expect.any(Array),
      });
  });

  test('writes a history: a header, then observations in their order, the end at the end', () => {
    const { header, observations, of } = readLines(stage.path('waproof-out/history.ndjson'));
    expect(header).toMatchObject({
      waproof: 1,
      scenario: 'calm',
      seed: 7,
      version: expect.stringMatching(/^\d+\.\d+/),
    });
    expect(header.command).toBe(
      `waproof run ${stage.path('calm.yml')} --exec "node ${join(ROOT, 'examples/support-bot/bot.js')}" --seed 7`,
    );
    expect(observations.map(({ id }) => id)).toEqual(observations.map((_, index) => index + 1));
    expect(of('user.wrote').length).toBeGreaterThan(10);
    expect(of('graph.call').filter(({ action, effect }) => action === 'send' && effect).length).toBeGreaterThan(10);
    expect(observations.at(-1)).toMatchObject({ kind: 'run.ended', settled: true });
    expect(of('subject.exited')).toEqual([expect.objectContaining({ expected: true })]);
  });

  test('writes JUnit XML that a parser reads: a case for each check', () => {
    const elements = readXml(text('junit.xml'));
    const cases = elements.filter(({ name }) => name === 'testcase').map(({ attributes }) => attributes.name);
    expect(cases).toEqual(expect.arrayContaining([...CALM_CHECKS]));
    expect(elements.filter(({ name }) => name === 'testsuite').map(({ attributes }) => attributes)).toEqual([
      expect.objectContaining({ name: 'calm', failures: '0', errors: '0' }),
    ]);
  });

  test('writes a report that needs nothing else', () => {
    const html = text('report.html');
    expect(html).toMatch(/^<!doctype html>/i);
    expect(html.trimEnd()).toMatch(/<\/html>$/);
    expect(html).toMatch(/<script\b[^>]*>[^<]/);
    expect([...html.matchAll(/<(?:link|img|script|iframe|source)\b[^>]*\b(?:src|href)=["'](?!data:)[^"']*/g)]).toEqual(
      [],
    );
    const styles = [...html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/g)].map(([, css]) => css).join('\n');
    expect(styles).not.toMatch(/@import|url\((?!["']?(?:data:|#))/);
    for (const check of CALM_CHECKS) expect(html).toContain(check);
  });

  test('says on stderr how it goes, a line a second, and on stdout the result alone', () => {
    const { stdout, stderr } = finished;
    expect(stderr).toMatch(/^waproof run calm: A few calm seconds\nseed 7 · 4 s of load, at most 8 s to settle/);
    expect(stderr).toMatch(
      /\nGraph API http:\/\/127\.0\.0\.1:\d+ · subject http:\/\/127\.0\.0\.1:\d+\/webhook · ready\n/,
    );
    const seconds = [...stderr.matchAll(/^ *(\d+) s of about 12 s · phase 1\/1 (calm|settling) · in \d+\/s/gm)].map(
      Number,
    );
    expect(seconds.length).toBeGreaterThanOrEqual(4);
    expect(new Set(stderr.match(/^ *\d+ s of/gm)).size).toBeGreaterThanOrEqual(4);
    expect(stderr).not.toContain('\u001b');
    expect(stdout).toMatch(/^check +verdict +figure\nacknowledges-fast /);
    expect(stdout.trimEnd()).toMatch(/\(seed 7\): \d+ pass.*\n {2}repeat with: waproof run /);
    for (const said of ['s of about', 'ready', 'results', '\u001b']) expect(stdout).not.toContain(said);
  });
});

describe('judged again', () => {
  test('the history gives the same result and the same verdict, word for word', async () => {
    const [asText, asJson] = await Promise.all([
      stage.run(['judge', 'waproof-out/history.ndjson']),
      stage.run(['judge', 'waproof-out/history.ndjson', '--json']),
    ]);
    expect(asText).toMatchObject({ code: finished.code, stdout: finished.stdout, stderr: '' });
    expect(asJson.code).toBe(finished.code);
    expect(JSON.parse(asJson.stdout)).toEqual(verdict);
  });

  test('with some checks only, each is judged as in the whole', async () => {
    const { code, stdout } = await stage.run([
      'judge',
      'waproof-out/history.ndjson',
      '--checks',
      'nothing-lost, verifies-subscription',
      '--json',
    ]);
    const again: Verdict = JSON.parse(stdout);
    expect(again.checks).toEqual(
      verdict.checks.filter(({ check }) => check === 'nothing-lost' || check === 'verifies-subscription'),
    );
    expect(code).toBe(EXIT_CODES[again.verdict]);
  });
});
