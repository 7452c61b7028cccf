/** The scenarios that ship, as files: valid, explained, and where they belong. That they show what they promise is proven by the matrix. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeLibrary, explainScenario, openingComment, troublesOf } from '../../../cli/describe-scenarios.js';
import { listShipped, loadScenario } from '../../../cli/load-scenario.js';
import { FULL_ONLY, STANDARD, SUITE_NAMES, scenariosOf, suitesOf } from '../../../cli/suites.js';
import { UsageError } from '../../../core/usage-error.js';

const shipped = listShipped();
const names = shipped.map(({ name }) => name);

const LONGEST_STANDARD_MS = 35_000;
/** The demo: four troubles one after another. */
const LONGEST_OF_ALL = 'first-proof';
const CORES = 2;
const JOBS = 2 * CORES;
const LONGEST_SUITE_MS = 240_000;

describe.each(shipped)('$name', ({ name, file }) => {
  const text = readFileSync(file, 'utf8');
  const plan = loadScenario(name);

  test('is valid, bears its file’s name and states its checks and its seed', () => {
    expect(plan.name).toBe(name);
    expect(plan.checks.length).toBeGreaterThanOrEqual(3);
    expect(plan.seed).toBeDefined();
  });

  test('explains what it models and what a good integration does', () => {
    const about = openingComment(text);
    expect(about.split('\n').length).toBeGreaterThanOrEqual(6);
    expect(about).toMatch(/\bA good integration\b/);
    expect(text.startsWith('# yaml-language-server: $schema=./scenario.schema.json\n')).toBe(true);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(130);
  });

  test('is in a suite', () => {
    expect(suitesOf(name)).toContain('full');
  });

  test('begins calm, so that what is normal can be learned', () => {
    const [first] = plan.phases;
    expect(first?.faults.filter((fault) => fault.name !== 'graph.latency')).toEqual([]);
    expect(first?.toMs).toBeGreaterThanOrEqual(5_000);
  });
});

describe('the suites', () => {
  test('name what ships, each scenario once, and say why something is not standard', () => {
    expect([...scenariosOf('full')].sort()).toEqual([...names].sort());
    expect(STANDARD.filter((name) => name in FULL_ONLY)).toEqual([]);
    expect(new Set(STANDARD).size).toBe(STANDARD.length);
    expect(Object.values(FULL_ONLY).filter((why) => why.length < 10)).toEqual([]);
    expect(() => scenariosOf('nope')).toThrow(UsageError);
    expect(SUITE_NAMES).toEqual(['standard', 'full']);
    expect(suitesOf('my-own')).toEqual([]);
  });

  test('standard takes at most four minutes on two cores', () => {
    const plans = STANDARD.map((name) => loadScenario(name));
    const lengthOf = ({ durationMs, settleMs }: (typeof plans)[number]) => durationMs + settleMs;
    const lengths = plans.map(lengthOf);
    const long = plans.filter((plan) => lengthOf(plan) > LONGEST_STANDARD_MS).map(({ name }) => name);
    expect(long).toEqual([LONGEST_OF_ALL]);
    const longestFirst = lengths.sort((a, b) => b - a);
    const workers = Array.from({ length: JOBS }, () => 0);
    // As they are played: whoever is free takes the longest that is left; some seconds to start and to judge.
    for (const length of longestFirst) {
      const free = workers.indexOf(Math.min(...workers));
      workers[free] = (workers[free] ?? 0) + length + 5_000;
    }
    expect(Math.max(...workers)).toBeLessThanOrEqual(LONGEST_SUITE_MS);
  });

  test('standard judges every area', async () => {
    const { areaOf } = await import('../../../verdict/suite.js');
    const { AREAS } = await import('../../../verdict/verdict.js');
    const judged = new Set(STANDARD.flatMap((name) => loadScenario(name).checks.map(({ check }) => areaOf(check))));
    expect(AREAS.filter((area) => !judged.has(area))).toEqual([]);
  });
});

describe('the library in words', () => {
  test('has for each scenario its suites, its length, its title and what it troubles', () => {
    const lines = describeLibrary().split('\n');
    expect(lines).toHaveLength(2 * names.length);
    for (const name of names) {
      const index = lines.findIndex((line) => line.startsWith(`${name} `));
      expect(lines[index]).toMatch(/ (standard|full) +\S+ (s|min) {2}\S/);
      expect(lines[index + 1]?.trim()).toBe(troublesOf(loadScenario(name)).join(', ') || 'no faults');
    }
  });

  test('explains one: what it models, its phases, what it judges', () => {
    const text = explainScenario('night-passes');
    expect(text).toMatch(/^night-passes: What Meta kept for the night/);
    expect(text).toContain('A night passes: twenty-three hours');
    expect(text).toContain('6 to 12 s       copies to come: webhook.duplicate');
    expect(text).toMatch(/12 s +23 h pass at once/);
    expect(text).toContain('judged: acknowledges-fast, effects-once');
    expect(text).not.toContain('yaml-language-server');
    expect(() => explainScenario('nope')).toThrow(UsageError);
  });
});
