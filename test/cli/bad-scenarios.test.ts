/** Scenarios that cannot be played: every problem at once, where it stands, what is accepted; nothing is started. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createStage } from './stage.js';
import { tinyScenario } from './tiny-scenario.js';

const stage = createStage();

const BAD = `name: Bad Name
titel: Nothing is right here
seed: seven
load:
  - users: many
    arrivals: { process: poison, rate: 20/s }
    for: 3 parsecs
    says: greting
timeline:
  - from: 0s
    to: 2s
    faults:
      - webhook.duplicat: { probability: 0.5 }
      - graph.error: { code: 99999, probabilty: 0.5 }
checks:
  - effects-onse
  - nothing-lost: { within: soon }
  - backs-off
  - backs-off
`;

/** What stands in the text above (the last of its kind), the path, what is said about it. */
const PROBLEMS: readonly [at: string, path: string, says: RegExp][] = [
  ['name: Bad Name', 'title', /^missing: expected a text$/],
  ['Bad Name', 'name', /^expected lower-case words joined by hyphens, .*; got "Bad Name"$/],
  ['titel', 'titel', /^unknown key titel; accepted: name, title, about, .*; did you mean title\?$/],
  ['seven', 'seed', /^expected a number; got "seven"$/],
  ['many', 'load[0].users', /^expected a number; got "many"$/],
  [
    'poison',
    'load[0].arrivals.process',
    /got "poison"; accepted: constant, poisson, ramp, spike, diurnal; did you mean poisson\?$/,
  ],
  ['3 parsecs', 'load[0].for', /^expected a duration such as .*; got "3 parsecs"$/],
  ['greting', 'load[0].says', /got "greting"; accepted: greeting, .*; did you mean greeting\?$/],
  [
    'webhook.duplicat:',
    'timeline[0].faults[0]',
    /^there is no fault called webhook\.duplicat; accepted: .*graph\.error, .*; did you mean webhook\.duplicate\?$/,
  ],
  ['99999', 'timeline[0].faults[1].graph.error.code', /^expected a code of Meta’s table of errors; got 99999$/],
  [
    'probabilty',
    'timeline[0].faults[1].graph.error.probabilty',
    /^unknown key probabilty; accepted: code, .*; did you mean probability\?$/,
  ],
  ['effects-onse', 'checks[0]', /^there is no check called effects-onse; accepted: .*; did you mean effects-once\?$/],
  ['soon', 'checks[1].nothing-lost.within', /^expected a duration such as .*; got "soon"$/],
  ['backs-off\n', 'checks[3]', /^the check backs-off is listed twice$/],
];

/** `line:column` of the last place where the fragment stands. */
function positionOf(fragment: string): string {
  const lines = BAD.slice(0, BAD.lastIndexOf(fragment)).split('\n');
  return `${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
}

function expectProblems(stderr: string, file: string): void {
  const said = stderr.split('\n').filter((line) => line.startsWith(`  ${file}:`));
  const found = said.map((line) => /^ {2}\S+?:(\d+:\d+) {2}(\S+) {2}(.*)$/.exec(line)?.slice(1) ?? [line]);
  for (const [at, path, says] of PROBLEMS)
    expect(found).toContainEqual([positionOf(at), path, expect.stringMatching(says)]);
  expect(found).toHaveLength(PROBLEMS.length);
}

describe('a scenario full of mistakes', () => {
  const file = stage.file('bad.yml', BAD);

  test('is refused with every problem at once, and nothing is started', async () => {
    const args = ['run', 'bad.yml', '--exec', 'touch was-started', '--out', 'never'];
    const { code, stdout, stderr } = await stage.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`bad.yml is no valid scenario: ${PROBLEMS.length} problems\n`);
    expectProblems(stderr, 'bad.yml');
    expect([stage.path('never'), stage.path('was-started')].filter(existsSync)).toEqual([]);
  });

  test('is refused beside another one, each with its own problems', async () => {
    stage.file('worse.yml', 'name: [1\n');
    stage.file('good.yml', tinyScenario());
    const files = ['good.yml', file, 'worse.yml', 'firstproof'];
    const [ran, validated] = await Promise.all([
      stage.run(['run', ...files, '--exec', 'touch was-started', '--out', 'never']),
      stage.run(['scenarios', 'validate', ...files]),
    ]);
    for (const { code, stdout, stderr } of [ran, validated]) {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expectProblems(stderr, file);
      expect(stderr).toMatch(/worse\.yml:\d+:\d+ {2}not YAML: /);
      expect(stderr).toMatch(/no scenario "firstproof": .*; did you mean first-proof\?/);
    }
    expect([stage.path('never'), stage.path('was-started')].filter(existsSync)).toEqual([]);
  });
});

describe('a good scenario with a bad command line', () => {
  stage.file('good.yml', tinyScenario());
  stage.file('also-good.yml', tinyScenario());
  stage.file('a-file', '');
  stage.file('bad-config.yml', 'subject: { webhookPath: webhook }\n');

  test.concurrent.for<[args: string, says: string]>([
    ['run good.yml', 'nothing to judge: give --exec "COMMAND" that starts the integration, or --webhook URL'],
    ['run good.yml --exec=', 'nothing to judge'],
    ['run good.yml --exec true --exce false', 'Did you mean --exec?'],
    ['run good.yml --exec true --webhook http://127.0.0.1:9/', '--exec and --webhook exclude each other'],
    ['run good.yml --exec true --out a --out b', '--out is given more than once'],
    ['run good.yml --exec true --out a-file', 'cannot make the folder a-file'],
    ['run good.yml --exec true --seed 1.5', '--seed 1.5 is no seed'],
    ['run good.yml --exec true --linger long', '--linger long is no duration: expected one such as 500ms'],
    ['run good.yml --exec true --config bad-config.yml', 'subject.webhookPath'],
    ['run good.yml also-good.yml --exec true', 'two scenarios are called "tiny"'],
  ])('waproof %s', async ([args, says], { expect }) => {
    const { code, stdout, stderr } = await stage.run(args.split(' '));
    expect(stderr).toContain(says);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toMatch(/\n\s+at |a bug in waproof/);
    expect(existsSync(stage.path('waproof-out'))).toBe(false);
  });
});
