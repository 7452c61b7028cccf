/** Several scenarios in one command: a folder for each, one verdict and one JUnit report for all. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readLines } from './histories.js';
import { createStage, ROOT } from './stage.js';
import { tinyScenario } from './tiny-scenario.js';
import { readXml } from './well-formed-xml.js';

const stage = createStage();
const REFERENCE = `node ${join(ROOT, 'test/subjects/reference.js')}`;
const RANK = ['pass', 'inconclusive', 'fail'];

describe('two scenarios', () => {
  test('leave a folder each and a common verdict', async () => {
    const load = [{ users: 40, arrivals: { process: 'constant', rate: '8/s' }, for: '2s', says: 'greeting' }];
    const checks = ['nothing-lost', 'verifies-subscription'];
    stage.file('one.yml', tinyScenario({ name: 'one', load, checks, settle: '2s' }));
    stage.file('two.yml', tinyScenario({ name: 'two', load, checks, settle: '2s', seed: 8 }));
    const args = ['run', 'one.yml', 'two.yml', '--exec', REFERENCE, '--out', 'both', '--quiet'];
    const { code, stdout, stderr } = await stage.run(args);

    const combined = JSON.parse(readFileSync(stage.path('both/verdict.json'), 'utf8'));
    expect(combined).toEqual({
      verdict: expect.any(String),
      scenarios: [
        expect.objectContaining({ scenario: 'one', seed: 7, checks: expect.any(Array) }),
        expect.objectContaining({ scenario: 'two', seed: 8, checks: expect.any(Array) }),
      ],
    });
    const verdicts: string[] = combined.scenarios.map(({ verdict }: { verdict: string }) => verdict);
    expect(combined.verdict).toBe(RANK[Math.max(...verdicts.map((verdict) => RANK.indexOf(verdict)))]);
    expect(combined.verdict, stdout).not.toBe('fail');
    expect(code).toBe(combined.verdict === 'pass' ? 0 : 4);

    for (const name of ['one', 'two']) {
      expect(readLines(stage.path(`both/${name}/history.ndjson`)).header.scenario).toBe(name);
      expect(readFileSync(stage.path(`both/${name}/report.html`), 'utf8')).toContain(name);
      expect(existsSync(stage.path(`both/${name}/subject.log`))).toBe(true);
    }
    const elements = readXml(readFileSync(stage.path('both/junit.xml'), 'utf8'));
    const suites = elements.filter(({ name }) => name === 'testsuite').map(({ attributes }) => attributes.name);
    expect(suites).toEqual(['one', 'two']);
    expect(stdout.match(/repeat with: waproof run (\S+)/g)).toEqual([
      'repeat with: waproof run one.yml',
      'repeat with: waproof run two.yml',
    ]);
    expect(stderr).toMatch(/results both\/verdict\.json · both\/junit\.xml\n$/);
  });
});
