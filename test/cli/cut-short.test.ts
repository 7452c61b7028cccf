/** Runs that end before their time: Ctrl-C early, in the middle and twice, and a harness that is killed outright. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { readLines } from './histories.js';
import { createStage, end, isGroupAlive, type Program, ROOT, sleep } from './stage.js';
import { tinyScenario } from './tiny-scenario.js';
import { readXml } from './well-formed-xml.js';

const stage = createStage();
const REFERENCE = `node ${join(ROOT, 'test/subjects/reference.js')}`;
const ODD_BOT = `node ${join(ROOT, 'test/cli/subjects/odd-bot.js')}`;
const load = [{ users: 300, arrivals: { process: 'constant', rate: '10/s' }, for: '25s', says: 'greeting' }];
stage.file('long.yml', tinyScenario({ name: 'long', load, always: ['graph.latency'] }));

const start = (out: string, exec: string) => stage.start(['run', 'long.yml', '--exec', exec, '--out', out]);
const historyIn = (out: string) => readLines(stage.path(`${out}/history.ndjson`));
const subjectPid = (out: string) => historyIn(out).of('subject.started')[0]?.pid ?? Number.NaN;
const verdictIn = (out: string) => JSON.parse(readFileSync(stage.path(`${out}/verdict.json`), 'utf8'));

async function endedWithin(program: Program): Promise<{ code: number | null; ms: number }> {
  const startedAt = performance.now();
  const { code } = await program.exited;
  return { code, ms: performance.now() - startedAt };
}

describe.concurrent('Ctrl-C', () => {
  test.concurrent('in mid-run: a verdict on what was seen, marked as cut short', async ({ expect }) => {
    const run = start('middle', REFERENCE);
    await run.waitFor(/^ *3 s of/m);
    run.kill('SIGINT');
    const { code, ms } = await endedWithin(run);
    expect(ms).toBeLessThan(5_000);
    expect(run.stderr()).toContain('interrupted: ending the run and judging what was seen');
    expect(run.stdout().replace(/\s+/g, ' ')).toContain('Cut short: ');

    const verdict = verdictIn('middle');
    expect(verdict.cutShort).toBe('interrupted');
    expect(verdict.verdict).not.toBe('pass');
    expect(code).toBe(verdict.verdict === 'fail' ? 1 : 4);
    expect(isGroupAlive(subjectPid('middle'))).toBe(false);
    const { observations, of } = historyIn('middle');
    expect(observations.at(-1)).toMatchObject({ kind: 'run.ended', cutShort: 'interrupted' });
    expect(of('subject.exited')).toEqual([expect.objectContaining({ expected: true })]);
    expect(of('user.wrote').length).toBeGreaterThan(10);
    expect(
      readXml(readFileSync(stage.path('middle/junit.xml'), 'utf8')).map(({ attributes }) => attributes.name),
    ).toContain('run-reached-its-end');
    expect(readFileSync(stage.path('middle/report.html'), 'utf8')).toMatch(/<\/html>\s*$/);
  });

  test.concurrent('before the subject is ready: nothing is claimed, nothing is left', async ({ expect }) => {
    const run = start('early', `${ODD_BOT} never-listens`);
    await run.waitFor(/25 s of load/);
    await sleep(1_000);
    run.kill('SIGINT');
    const { code, ms } = await endedWithin(run);
    expect(ms).toBeLessThan(3_000);
    expect(code).toBe(4);
    expect(run.stderr()).not.toContain('ready');
    const { of } = historyIn('early');
    expect(of('subject.ready')).toEqual([]);
    expect(of('run.ended')).toEqual([expect.objectContaining({ cutShort: 'interrupted' })]);
    expect(verdictIn('early')).toMatchObject({ verdict: 'inconclusive', cutShort: 'interrupted' });
    expect(isGroupAlive(subjectPid('early'))).toBe(false);
  });

  test.concurrent('twice: quits at once and takes the subject along, however stubborn', async ({ expect }) => {
    const run = start('twice', `${ODD_BOT} ignores-sigterm`);
    await run.waitFor(/^ *1 s of/m);
    run.kill('SIGINT');
    await run.waitFor(/interrupted/);
    await sleep(300);
    const pid = subjectPid('twice');
    expect(isGroupAlive(pid)).toBe(true);
    run.kill('SIGINT');
    const { code, ms } = await endedWithin(run);
    expect(code).toBe(130);
    expect(ms).toBeLessThan(3_000);
    await sleep(200);
    expect(isGroupAlive(pid)).toBe(false);
  });
});

describe.concurrent('kill -9', () => {
  test.concurrent('leaves a history that is whole to its last complete line and can be judged', async ({ expect }) => {
    const run = start('killed', REFERENCE);
    await run.waitFor(/^ *4 s of/m);
    run.kill('SIGKILL');
    expect(await run.exited).toMatchObject({ signal: 'SIGKILL' });
    // The subject cannot know that its harness is gone; here its user ends it.
    end(-subjectPid('killed'));

    const { observations, of } = historyIn('killed');
    expect(observations.map(({ id }) => id)).toEqual(observations.map((_, index) => index + 1));
    expect(of('user.wrote').length).toBeGreaterThan(20);
    expect(of('run.ended')).toEqual([]);
    expect(existsSync(stage.path('killed/verdict.json'))).toBe(false);

    const history = 'killed/history.ndjson';
    // Where the disk was full or the machine died, the last line is cut off as well.
    appendFileSync(stage.path('killed/history.ndjson'), '{"id":9999,"at":41');
    const { code, stdout } = await stage.run(['judge', history, '--json']);
    const verdict = JSON.parse(stdout);
    expect(verdict.cutShort).toBe('unfinished');
    expect(verdict.warnings).toEqual([
      expect.stringMatching(/^line \d+, the last one, is broken: judged up to there$/),
      expect.stringMatching(/^the history ends without its last line: the run was cut off at /),
    ]);
    expect(verdict.checks).toContainEqual(expect.objectContaining({ check: 'verifies-subscription', verdict: 'pass' }));
    expect(code).toBe(verdict.verdict === 'fail' ? 1 : 4);
  });
});
