/** Faults that strike the process of the subject: a run sees them through, ends well, and leaves nobody behind. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { findFreePort } from '../../harness/free-port.js';
import { readLines } from './histories.js';
import { createStage, isGroupAlive, ROOT } from './stage.js';
import { tinyScenario } from './tiny-scenario.js';

const stage = createStage();
const REFERENCE = `node ${join(ROOT, 'test/subjects/reference.js')}`;
/** On its second start it does something else. */
const onceThen = (otherwise: string) =>
  `if [ -e "$WAPROOF_STATE_DIR/started" ]; then ${otherwise}; fi; touch "$WAPROOF_STATE_DIR/started"; exec ${REFERENCE}`;

stage.file(
  'struck.yml',
  tinyScenario({
    name: 'struck',
    load: [{ users: 100, arrivals: { process: 'constant', rate: '8/s' }, for: '7s', says: 'greeting' }],
    timeline: [
      { from: '0s', to: '2s' },
      { from: '2s', to: '5s', faults: [{ 'subject.kill': { restartAfter: '300ms' } }] },
      { from: '5s', to: '6s', faults: [{ 'subject.pause': { for: '500ms' } }] },
    ],
    webhooks: { retry: ['1s', '1s', '2s', '2s'] },
    settle: '8s',
    checks: ['nothing-lost'],
  }),
);
stage.file('waproof.yml', 'subject: { readyWithin: 2s }\n');

const start = (out: string, subject: readonly string[]) =>
  stage.runUndisturbed(['run', 'struck.yml', ...subject, '--out', out, '--config', 'waproof.yml']);
const historyIn = (out: string) => readLines(stage.path(`${out}/history.ndjson`));

describe.concurrent('a subject that faults strike', () => {
  test.concurrent('is started again, and the run goes on to its end', async ({ expect }) => {
    const { code, stdout } = await start('struck', ['--exec', REFERENCE]);
    const { of } = historyIn('struck');
    const started = of('subject.started');
    expect(new Set(started.map(({ pid }) => pid)).size).toBe(2);
    expect(of('subject.ready')).toHaveLength(2);
    expect(of('subject.exited')).toMatchObject([
      { signal: 'SIGKILL', expected: true, fault: 'subject.kill#1' },
      { expected: true },
    ]);
    expect(of('fault.fired').map(({ fault }) => fault)).toEqual(['subject.kill#1', 'subject.pause#2']);
    expect(of('webhook.answered').some(({ problem }) => problem === 'refused')).toBe(true);
    expect(of('run.ended')).toEqual([expect.not.objectContaining({ cutShort: expect.anything() })]);
    for (const { pid } of started) expect(isGroupAlive(pid)).toBe(false);
    // It answers again: after the kill, and after it stood still.
    const lastStrike = of('fault.fired').at(-1)?.at ?? 0;
    expect(of('graph.call').some((call) => call.effect && call.receivedAt > lastStrike + 500)).toBe(true);
    expect([code, stdout]).toEqual([0, expect.stringContaining('PASS')]);
  });

  test.concurrent('and does not come back makes the run end, with the reason', async ({ expect }) => {
    const { code, stderr } = await start('lost', ['--exec', onceThen('exec sleep 300')]);
    expect(code).toBe(3);
    expect(stderr).toContain('the subject was killed, started again, and did not listen within 2 s');
    const { of } = historyIn('lost');
    expect(of('run.ended')).toMatchObject([{ cutShort: 'subject-unusable' }]);
    for (const { pid } of of('subject.started')) expect(isGroupAlive(pid)).toBe(false);
  });

  test.concurrent('and fails as it starts again has exited unasked', async ({ expect }) => {
    const { code, stderr } = await start('crashed', ['--exec', onceThen('echo "the journal is broken" >&2; exit 9')]);
    expect(code).toBe(3);
    expect(stderr).toContain('the subject exited in the middle of the run');
    expect(stderr).toContain('the journal is broken');
    const { of } = historyIn('crashed');
    expect(of('subject.exited')).toMatchObject([{ fault: 'subject.kill#1' }, { code: 9, expected: false }]);
    expect(of('run.ended')).toMatchObject([{ cutShort: 'subject-exited' }]);
    expect(readFileSync(stage.path('crashed/subject.log'), 'utf8')).toContain('the journal is broken');
  });

  test.concurrent('but runs by itself is left alone, and nothing is said to have struck', async ({ expect }) => {
    const [port, mockPort] = [await findFreePort(), await findFreePort()];
    const bot = stage.startNode([join(ROOT, 'test/subjects/reference.js')], {
      env: {
        PORT: String(port),
        GRAPH_API_URL: `http://127.0.0.1:${mockPort}`,
        GRAPH_API_VERSION: 'v23.0',
        WHATSAPP_TOKEN: 'EAAwaproof',
        PHONE_NUMBER_ID: '100000000000001',
        APP_SECRET: 'waproof-app-secret',
        VERIFY_TOKEN: 'waproof-verify-token',
      },
    });
    const webhook = `http://127.0.0.1:${port}/webhook`;
    await start('alone', ['--webhook', webhook, '--port', String(mockPort)]);
    const { of } = historyIn('alone');
    expect(of('user.wrote').length).toBeGreaterThan(40);
    expect([of('fault.fired'), of('subject.exited')]).toEqual([[], []]);
    expect(bot.isRunning()).toBe(true);
    bot.kill('SIGTERM');
    await bot.exited;
  });
});
