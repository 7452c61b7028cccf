/** Several scenarios in one command: at once, each with its own process; interrupted; with subjects that fail; judged for one check; and judged
 * again, with the same verdicts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { readLines } from './histories.js';
import { createStage, isGroupAlive, ROOT } from './stage.js';
import { tinyScenario } from './tiny-scenario.js';

const stage = createStage();
const REFERENCE = `node ${join(ROOT, 'test/subjects/reference.js')}`;
const NO_DEDUPLICATION = `node ${join(ROOT, 'test/subjects/variants/no-deduplication.js')}`;
const ODD_BOT = `node ${join(ROOT, 'test/cli/subjects/odd-bot.js')}`;
const load = (seconds: number) => [
  { users: 300, arrivals: { process: 'constant', rate: '8/s' }, for: `${seconds}s`, says: 'greeting' },
];
for (const name of ['alpha', 'beta', 'gamma'])
  stage.file(`${name}.yml`, tinyScenario({ name, load: load(4), settle: '3s' }));
for (const name of ['long-one', 'long-two', 'long-three'])
  stage.file(`${name}.yml`, tinyScenario({ name, load: load(25), settle: '3s' }));
stage.file(
  'copies.yml',
  tinyScenario({
    name: 'copies',
    load: load(7),
    timeline: [{ from: '3s', to: '7s', faults: [{ 'webhook.duplicate': { probability: 0.9, within: '300ms' } }] }],
    checks: ['acknowledges-fast', 'effects-once', 'verifies-subscription'],
  }),
);
const read = (file: string) => JSON.parse(readFileSync(stage.path(file), 'utf8'));
const pidOf = (folder: string) =>
  readLines(stage.path(`${folder}/history.ndjson`)).of('subject.started')[0]?.pid ?? Number.NaN;

describe.concurrent('several scenarios', () => {
  test.concurrent('are played at once, each with a mock and a process of its own', async ({ expect }) => {
    const args = ['run', 'alpha.yml', 'beta.yml', 'gamma.yml', '--exec', REFERENCE, '--jobs', '3', '--out', 'three'];
    const { code, stderr, ms } = await stage.run(args);
    const pids = ['alpha', 'beta', 'gamma'].map((name) => pidOf(`three/${name}`));
    expect(new Set(pids).size).toBe(3);
    expect(pids.map(isGroupAlive)).toEqual([false, false, false]);
    const began = (name: string) => Date.parse(readLines(stage.path(`three/${name}/history.ndjson`)).header.startedAt);
    const starts = ['alpha', 'beta', 'gamma'].map(began).sort((a, b) => a - b);
    const { scenarios } = read('three/suite.json') as { scenarios: { repeated: boolean }[] };
    // Staggered, and all begun before the first could be over; one that a busy machine spoilt came once more, alone.
    expect((starts[1] ?? 0) - (starts[0] ?? 0)).toBeGreaterThan(800);
    if (scenarios.every(({ repeated }) => !repeated)) expect((starts[2] ?? 0) - (starts[0] ?? 0)).toBeLessThan(4_500);
    expect(stderr).toMatch(/waproof run: 3 scenarios, 3 at a time\n/);
    for (const name of ['alpha', 'beta', 'gamma'])
      expect(stderr).toMatch(new RegExp(`^. ${name} \\w+ after \\d+ s`, 'm'));
    expect([0, 4]).toContain(code);
    expect(ms).toBeLessThan(100_000);
  });

  test.concurrent('end cleanly at Ctrl-C, and what was seen is judged', async ({ expect }) => {
    const args = ['run', 'long-one.yml', 'long-two.yml', 'long-three.yml', '--jobs', '2', '--out', 'stopped'];
    const run = stage.start([...args, '--exec', REFERENCE]);
    await run.waitFor(/under way: long-one \d+ s, long-two \d+ s/, 60_000);
    run.kill('SIGINT');
    const { code } = await run.exited;
    expect([1, 4]).toContain(code);
    expect(run.stderr()).toContain('interrupted: ending the run and judging what was seen');
    expect(read('stopped/suite.json')).toMatchObject({
      scenarios: [{ cutShort: 'interrupted' }, { cutShort: 'interrupted' }],
      notPlayed: [{ scenario: 'long-three', why: 'interrupted before' }],
    });
    const judged = await stage.run(['judge', 'stopped', '--json']);
    expect(JSON.parse(judged.stdout)).toEqual(read('stopped/verdict.json'));
    expect(run.stdout()).toMatch(/^long-three +- not played +interrupted before$/m);
    expect(['long-one', 'long-two'].map((name) => isGroupAlive(pidOf(`stopped/${name}`)))).toEqual([false, false]);
  });

  test.concurrent('of a subject that does not come up end with 3, and no further one begins', async ({ expect }) => {
    const args = ['run', 'alpha.yml', 'beta.yml', 'gamma.yml', '--jobs', '1', '--out', 'absent'];
    const { code, stdout, stderr } = await stage.run([...args, '--exec', `${ODD_BOT} exits-at-once`]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/alpha: subject failed: the subject exited with code 7/);
    expect(stderr).not.toMatch(/beta|gamma/);
  });
});

describe.concurrent('a failure', () => {
  test.concurrent('names the smallest command that shows it, and that command does', async ({ expect }) => {
    const { stdout } = await stage.runUndisturbed(['run', 'copies.yml', '--exec', NO_DEDUPLICATION, '--out', 'copies']);
    const judged = await stage.run(['judge', 'copies', '--json']);
    expect(JSON.parse(judged.stdout)).toEqual(read('copies/verdict.json'));
    const [, again = ''] = /^ {2}again: waproof (.* --check effects-once)$/m.exec(stdout) ?? [];
    expect(again).toBe(`run copies.yml --exec "${NO_DEDUPLICATION}" --seed 7 --check effects-once`);
    const words = [...again.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    const second = await stage.runUndisturbed([...words, '--out', 'again']);
    expect(second.code).toBe(1);
    expect(read('again/verdict.json').checks).toMatchObject([{ check: 'effects-once', verdict: 'fail' }]);
  });

  test.concurrent.for<[args: string, says: string]>([
    ['run --exec bot', 'which scenario? give a name that ships'],
    ['run --suite nope --exec bot', 'there is no suite "nope": accepted are standard and full'],
    ['run calm --suite standard --exec bot', '--suite and names of scenarios exclude each other'],
    ['run calm --exec bot --jobs none', '--jobs none is no number of jobs'],
    ['run --suite standard --webhook http://127.0.0.1:1/ --jobs 2', '--jobs 2 does not go with --webhook'],
    ['run calm --exec bot --check effect-once', '"effect-once": did you mean "effects-once"?'],
  ])('of the arguments: waproof %s', async ([args, says], { expect }) => {
    const { code, stdout, stderr } = await stage.run(args.split(' '));
    expect(stderr).toContain(says);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
