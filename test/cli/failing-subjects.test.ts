/** Subjects that cannot be judged: exit code 3, the reason, what they printed last, and nothing of them left. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { readLines } from './histories.js';
import { createStage, type Finished, isGroupAlive, ROOT } from './stage.js';
import { tinyScenario } from './tiny-scenario.js';

const stage = createStage();
const ODD_BOT = join(ROOT, 'test/cli/subjects/odd-bot.js');
stage.file('tiny.yml', tinyScenario());
stage.file(
  'long.yml',
  tinyScenario({ load: [{ users: 90, arrivals: { process: 'constant', rate: '8/s' }, for: '9s', says: 'greeting' }] }),
);
stage.file('impatient.yml', 'subject: { readyWithin: 1500ms }\n');

interface Outcome extends Finished {
  readonly log: string;
  readonly pids: readonly number[];
  readonly has: (file: string) => boolean;
}

async function play(way: string, args: readonly string[] = [], scenario = 'tiny.yml'): Promise<Outcome> {
  const out = stage.path(`out-${way}`);
  // A result of a former run, which must not be taken for this one's.
  stage.file(`out-${way}/verdict.json`, '{"verdict":"pass"}');
  const finished = await stage.run(['run', scenario, '--exec', `node ${ODD_BOT} ${way}`, '--out', out, ...args]);
  return {
    ...finished,
    log: readFileSync(join(out, 'subject.log'), 'utf8'),
    pids: readLines(join(out, 'history.ndjson'))
      .of('subject.started')
      .map(({ pid }) => pid),
    has: (file) => existsSync(join(out, file)),
  };
}

describe.concurrent('a subject that does not come up', () => {
  test.concurrent('exits at once', async ({ expect }) => {
    const { code, stdout, stderr, log, pids, has, ms } = await play('exits-at-once');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/subject failed: the subject exited with code 7 before it answered at http:\S+\/webhook\n/);
    expect(stderr).toMatch(/its last output:\n {2}\| odd bot: exits-at-once\n {2}\| Error: cannot find the database\n/);
    expect(stderr).toMatch(/all of it: \S+subject\.log/);
    expect(log).toBe('odd bot: exits-at-once\nError: cannot find the database\n');
    expect(pids.map(isGroupAlive)).toEqual([false]);
    expect(has('verdict.json')).toBe(false);
    expect(ms).toBeLessThan(8_000);
  });

  test.concurrent('is no command', async ({ expect }) => {
    const { code, stdout, stderr } = await stage.run(['run', 'tiny.yml', '--exec', 'no-such-bot --x', '--out', 'none']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/subject failed: the subject exited with code 127 before/);
    expect(stderr).toMatch(/\| .*no-such-bot.*not found/);
  });

  test.concurrent('never listens', async ({ expect }) => {
    const { code, stderr, pids } = await play('never-listens', ['--config', 'impatient.yml']);
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /nothing answered at http:\S+ within 1\.5 s \(.*refused.*\); the subject must listen on .* PORT/,
    );
    expect(stderr).toMatch(/ {2}\| still warming up\n/);
    expect(pids.map(isGroupAlive)).toEqual([false]);
  });

  test.concurrent('refuses the handshake', async ({ expect }) => {
    const { code, stderr, pids } = await play('refuses-handshake');
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /did not pass the verification handshake at http:\S+ \(HTTP 403\); it must answer GET with HTTP 200/,
    );
    expect(stderr).toContain('| odd bot: refuses-handshake');
    expect(pids.map(isGroupAlive)).toEqual([false]);
  });

  test.concurrent('answers the handshake with something else', async ({ expect }) => {
    const { code, stderr } = await play('answers-ok-to-handshake');
    expect(code).toBe(3);
    expect(stderr).toContain('(HTTP 200, but the body was not the challenge)');
  });
});

describe.concurrent('a subject that does not hold out', () => {
  test.concurrent('answers every webhook with 500', async ({ expect }) => {
    const { code, stdout, stderr, log, pids, has, ms } = await play('answers-500', [], 'long.yml');
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /acknowledged none of the first \d+ webhook deliveries \(last answer: HTTP 500\); it must answer 200/,
    );
    expect(stderr).toMatch(/\| TypeError: cannot read properties of undefined \(delivery \d+\)/);
    expect(log).toContain('(delivery 1)');
    expect(stdout).toContain('Cut short: the subject could not be used any more');
    expect(has('verdict.json')).toBe(true);
    expect(pids.map(isGroupAlive)).toEqual([false]);
    expect(ms).toBeLessThan(13_000);
  });

  test.concurrent('exits in mid-run', async ({ expect }) => {
    const { code, stderr, has } = await play('exits-in-mid-run', [], 'long.yml');
    expect(code).toBe(3);
    expect(stderr).toContain('subject failed: the subject exited in the middle of the run');
    expect(stderr).toContain('| Error: out of memory, more or less');
    expect(['verdict.json', 'junit.xml', 'report.html'].filter(has)).toHaveLength(3);
    const { of } = readLines(stage.path('out-exits-in-mid-run/history.ndjson'));
    expect(of('subject.exited')).toEqual([expect.objectContaining({ code: 3, expected: false })]);
    expect(of('run.ended')).toEqual([expect.objectContaining({ cutShort: 'subject-exited' })]);
  });

  test.concurrent('does not listen to SIGTERM: it is killed, and the run ends with its verdict', async ({ expect }) => {
    const args = ['run', 'long.yml', '--exec', `node ${ODD_BOT} ignores-sigterm`, '--out', 'stubborn'];
    const run = stage.start(args);
    await run.waitFor(/^ *1 s of/m);
    run.kill('SIGINT');
    const startedAt = performance.now();
    const { code } = await run.exited;
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    // It answered nobody, so that nothing is proven; what counts is that the run came to its end.
    expect(code).toBe(4);
    expect(run.stdout()).toContain('? INCONCLUSIVE  tiny');
    expect(readFileSync(stage.path('stubborn/subject.log'), 'utf8')).toContain('told to stop; I do not listen');
    const { of } = readLines(stage.path('stubborn/history.ndjson'));
    expect(of('subject.started').map(({ pid }) => isGroupAlive(pid))).toEqual([false]);
    expect(of('subject.exited')).toEqual([expect.objectContaining({ expected: true })]);
    expect(of('run.ended')).toHaveLength(1);
  });
});
