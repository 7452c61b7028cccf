/** The subject as a real process: started through a shell, listened to, and ended with all that it started. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSystemClock, sleep } from '../../../core/clock.js';
import { createRecorder } from '../../../core/recorder.js';
import { findFreePort } from '../../../harness/free-port.js';
import { isListening } from '../../../harness/is-listening.js';
import { startSubject } from '../../../harness/subject.js';
import { superviseSubject } from '../../../harness/supervisor.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waproof-subject-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(command: string, environment: Record<string, string> = {}) {
  const clock = createSystemClock();
  const recorder = createRecorder(clock);
  const logFile = join(folder, `${recorder.now()}-${command.length}.log`);
  const path = { PATH: process.env.PATH };
  const subject = startSubject({ clock, recorder, command, environment: { ...path, ...environment }, logFile });
  const exit = () => recorder.recent().find((it) => it.kind === 'subject.exited');
  return { clock, recorder, subject, logFile, exit };
}

/** Waits until the subject has printed something. */
async function printed({ clock, subject }: ReturnType<typeof start>, text: string): Promise<void> {
  for (let tries = 0; tries < 500 && !subject.lastLines().some((line) => line.includes(text)); tries++)
    await sleep(clock, 10);
  expect(subject.lastLines().join('\n')).toContain(text);
}

/** Dead, and not buried yet: whoever should is slow in some containers. */
function isBuriedLater(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[2] === 'Z';
  } catch {
    return false;
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !isBuriedLater(pid);
  } catch {
    return false;
  }
};

describe('a subject that ends by itself', () => {
  test('leaves its exit, its last lines and all of its output', async () => {
    const { subject, recorder, logFile } = start(
      'i=0; while [ $i -lt 20 ]; do i=$((i+1)); echo "line $i"; done; echo "$GREETING" >&2; exit 3',
      { GREETING: 'boom' },
    );
    await subject.exited;
    expect(subject.exit()).toEqual({ code: 3, signal: null });
    expect(recorder.recent()).toMatchObject([
      { kind: 'subject.started', command: expect.stringContaining('exit 3'), pid: expect.any(Number) },
      { kind: 'subject.exited', code: 3, signal: null, expected: false },
    ]);
    expect(subject.lastLines()).toHaveLength(15);
    expect(subject.lastLines()).toContain('line 20');
    expect(subject.lastLines()).toContain('boom');
    await subject.stop();
    expect(recorder.recent()).toHaveLength(2);
    const log = readFileSync(logFile, 'utf8');
    for (const line of ['line 1\n', 'line 20\n', 'boom\n']) expect(log).toContain(line);
  });

  test('that does not exist says so', async () => {
    const { subject } = start('/no/such/program');
    await subject.exited;
    expect(subject.exit()).toEqual({ code: 127, signal: null });
    expect(subject.lastLines().join('\n')).toContain('/no/such/program');
  });

  test('by a signal is told apart', async () => {
    const { subject } = start('kill -SEGV $$');
    await subject.exited;
    expect(subject.exit()).toEqual({ code: null, signal: 'SIGSEGV' });
  });
});

describe('a subject that is stopped', () => {
  test('gets SIGTERM and may finish what it does', async () => {
    const running = start(`trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done`);
    await printed(running, 'ready');
    await running.subject.stop();
    expect(running.subject.exit()).toEqual({ code: 0, signal: null });
    expect(running.exit()).toMatchObject({ expected: true });
    expect(running.subject.lastLines().at(-1)).toBe('bye');
  });

  test('takes everything that it started with it', async () => {
    const running = start('sleep 300 & echo "child $!"; wait');
    await printed(running, 'child');
    const child = Number(/child (\d+)/.exec(running.subject.lastLines().join('\n'))?.[1]);
    expect(isAlive(child)).toBe(true);
    await running.subject.stop();
    for (let tries = 0; tries < 200 && isAlive(child); tries++) await sleep(running.clock, 10);
    expect(isAlive(child)).toBe(false);
  });

  test('is killed at once when it is told so', async () => {
    const running = start(`trap '' TERM; echo ready; while :; do sleep 0.05; done`);
    await printed(running, 'ready');
    running.subject.kill();
    await running.subject.exited;
    expect(running.subject.exit()).toEqual({ code: null, signal: 'SIGKILL' });
  });
});

describe('a subject that faults strike', () => {
  const server = (port: number) =>
    `node -e "require('net').createServer().listen(${port},'127.0.0.1',()=>console.log('up '+process.pid))" & wait`;

  test('is killed with all that it started, comes back on the same port, and leaves nothing behind', async () => {
    const clock = createSystemClock();
    const recorder = createRecorder(clock);
    const port = await findFreePort();
    const logFile = join(folder, 'supervised.log');
    const environment = { PATH: process.env.PATH };
    const subject = superviseSubject({
      clock,
      recorder,
      start: (appendLog) => startSubject({ clock, recorder, command: server(port), environment, logFile, appendLog }),
      isListening: () => isListening('127.0.0.1', port),
      readyWithinMs: 10_000,
    });
    const pids = () => [...readFileSync(logFile, 'utf8').matchAll(/^up (\d+)$/gm)].map(([, pid]) => Number(pid));
    const until = async (holds: () => boolean) => {
      for (let tries = 0; tries < 1_000 && !holds(); tries++) await sleep(clock, 10);
      expect(holds()).toBe(true);
    };
    await until(() => subject.lastLines().some((line) => line.startsWith('up')));
    // The log is opened and written later than a line is read.
    await until(() => existsSync(logFile) && pids().length === 1);
    const [first = 0] = pids();
    subject.struck.kill(50, 'subject.kill#1');
    await until(() => !subject.isAway());
    await until(() => !isAlive(first));
    await until(() => pids().length === 2);
    const second = pids()[1] ?? 0;
    expect(isAlive(second)).toBe(true);
    // What stands still hears no SIGTERM: it must be woken, or it would take the whole time of grace.
    subject.struck.pause();
    const stoppedAt = clock.now();
    await subject.stop();
    expect(clock.now() - stoppedAt).toBeLessThan(4_000);
    // A process that ends closes its output first, and that is all that `stop` hears of one that is not its child.
    await until(() => !isAlive(second));
    expect(recorder.recent().map(({ kind }) => kind)).toEqual([
      'subject.started',
      'subject.exited',
      'subject.started',
      'subject.ready',
      'subject.exited',
    ]);
    expect(recorder.recent().filter(({ kind }) => kind === 'subject.exited')).toMatchObject([
      { signal: 'SIGKILL', expected: true, fault: 'subject.kill#1' },
      { signal: 'SIGTERM', expected: true },
    ]);
    expect(recorder.recent().at(-1)).not.toHaveProperty('fault');
  });

  test.runIf(process.platform === 'linux')('stands still and goes on', async () => {
    const running = start('while :; do echo tick; sleep 0.02; done');
    await printed(running, 'tick');
    running.subject.pause();
    const state = () =>
      readFileSync(
        `/proc/${running.recorder.recent().find((it) => it.kind === 'subject.started')?.pid}/stat`,
        'utf8',
      ).split(' ')[2];
    for (let tries = 0; tries < 200 && state() !== 'T'; tries++) await sleep(running.clock, 10);
    expect(state()).toBe('T');
    running.subject.resume();
    for (let tries = 0; tries < 200 && state() === 'T'; tries++) await sleep(running.clock, 10);
    expect(state()).not.toBe('T');
    await running.subject.stop();
  });
});
