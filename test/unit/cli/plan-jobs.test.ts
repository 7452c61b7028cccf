import { describe, expect, test } from 'vitest';
import type { RunArguments } from '../../../cli/commands/run.js';
import { findSubject, jobsAtOnce, planJobs, repeatCommand } from '../../../cli/plan-jobs.js';
import { STANDARD } from '../../../cli/suites.js';
import { defaultConfig } from '../../../harness/config.js';

const given = (changes: Partial<RunArguments> = {}): RunArguments => ({
  scenario: [],
  host: '127.0.0.1',
  out: 'out',
  linger: '0',
  quiet: false,
  ...changes,
});

describe('the jobs of a command', () => {
  test('are the scenarios that it names, each with a folder of its own if they are several', () => {
    const places = (scenario: string[]) => planJobs(given({ scenario })).map(({ plan, outDir }) => [plan.name, outDir]);
    expect(places(['first-proof'])).toEqual([['first-proof', 'out']]);
    expect(places(['first-proof', 'night-passes'])).toEqual([
      ['first-proof', 'out/first-proof'],
      ['night-passes', 'out/night-passes'],
    ]);
  });

  test('are those of a suite', () => {
    expect(planJobs(given({ suite: 'standard' })).map(({ plan }) => plan.name)).toEqual(STANDARD);
  });

  test.each<[Partial<RunArguments>, RegExp]>([
    [{}, /^which scenario\? .*--suite standard/],
    [{ suite: 'standrad' }, /no suite "standrad": accepted are standard and full/],
    [{ suite: 'standard', scenario: ['calm'] }, /exclude each other/],
    [{ scenario: ['first-proof', 'first-proof'] }, /two scenarios are called "first-proof"/],
    [
      { scenario: ['first-proof'], check: 'effect-once,nothing' },
      /"effect-once": did you mean "effects-once"\?\s.*"nothing"/,
    ],
    [{ scenario: ['first-proof'], check: ' , ' }, /--check names none/],
  ])('%o is refused', (changes, says) => {
    expect(() => planJobs(given(changes))).toThrow(says);
  });

  test('judge only the checks that are named, with what the scenario states for them', () => {
    const [job] = planJobs(given({ scenario: ['first-proof'], check: ' effects-once ' }));
    expect(job?.plan.checks).toEqual([{ check: 'effects-once', parameters: {} }]);
    const [other] = planJobs(given({ scenario: ['night-passes'], check: 'backs-off,effects-once,backs-off' }));
    expect(other?.plan.checks.map(({ check }) => check)).toEqual(['backs-off', 'effects-once']);
  });
});

test('several at a time only where each has a mock and a subject of its own', () => {
  expect(jobsAtOnce(given({ exec: 'bot', jobs: '3' }))).toBe(3);
  expect(jobsAtOnce(given({ exec: 'bot' }))).toBeGreaterThanOrEqual(2);
  expect(jobsAtOnce(given({ webhook: 'http://127.0.0.1:1/' }))).toBe(1);
  expect(jobsAtOnce(given({ exec: 'bot', port: '4004' }))).toBe(1);
  expect(jobsAtOnce(given({ exec: 'bot', port: '0', jobs: '2' }))).toBe(2);
  expect(() => jobsAtOnce(given({ webhook: 'http://127.0.0.1:1/', jobs: '2' }))).toThrow(/does not go with --webhook/);
  for (const jobs of ['0', '-1', '1.5', 'many', '65']) expect(() => jobsAtOnce(given({ jobs }))).toThrow(/--jobs/);
});

test('the command that repeats a run is one that a shell takes', () => {
  const repeat = (changes: Partial<RunArguments>) => repeatCommand(given(changes), 'calm', 7);
  expect(repeat({ exec: 'node bot.js' })).toBe('waproof run calm --exec "node bot.js" --seed 7');
  expect(repeat({ exec: 'php -S 127.0.0.1:$PORT "my bot.php"' })).toBe(
    `waproof run calm --exec 'php -S 127.0.0.1:$PORT "my bot.php"' --seed 7`,
  );
  expect(repeat({ exec: `echo "it's"` })).toBe(`waproof run calm --exec 'echo "it'\\''s"' --seed 7`);
  expect(repeat({ webhook: 'http://127.0.0.1:3000/webhook', check: 'a, b' })).toBe(
    'waproof run calm --webhook http://127.0.0.1:3000/webhook --seed 7 --check a,b',
  );
  expect(repeat({})).toBe('waproof run calm --seed 7');
});

test('a subject is started, or running, or in waproof.yml, and only one of them', () => {
  expect(findSubject(given({ exec: 'bot' }), defaultConfig)).toEqual({ exec: 'bot' });
  const configured = { ...defaultConfig, subject: { ...defaultConfig.subject, exec: 'configured' } };
  expect(findSubject(given(), configured)).toEqual({ exec: 'configured' });
  expect(() => findSubject(given({ exec: 'bot', webhook: 'http://127.0.0.1:1/' }), defaultConfig)).toThrow(/exclude/);
  expect(() => findSubject(given(), defaultConfig)).toThrow(/nothing to judge/);
});
