import { describe, expect, test } from 'vitest';
import { createRecorder } from '../../../core/recorder.js';
import { createVirtualClock } from '../../../core/virtual-clock.js';
import type { SubjectExit, SubjectProcess } from '../../../harness/subject.js';
import { superviseSubject } from '../../../harness/supervisor.js';

/** Processes that exist in the test alone: they die a moment after they were told to, and note what they are told. */
function supervised({ listensAfterMs = 300, dieAfterMs = 20, readyWithinMs = 5_000 } = {}) {
  const clock = createVirtualClock();
  const recorder = createRecorder(clock);
  const told: string[] = [];
  const processes: { crash(code: number): void }[] = [];
  let startedAt = 0;
  let isUp = false;

  function start(again: boolean): SubjectProcess {
    const number = processes.length + 1;
    const note = (what: string) => told.push(`${clock.now()} ${what} ${number}`);
    note(again ? 'start again' : 'start');
    startedAt = clock.now();
    isUp = true;
    let exit: SubjectExit | undefined;
    let resolve = () => {};
    const exited = new Promise<void>((done) => {
      resolve = done;
    });
    const die = (code: number | null, signal: string | null) => {
      if (exit) return;
      exit = { code, signal };
      isUp = false;
      resolve();
    };
    processes.push({ crash: (code) => die(code, null) });
    return {
      exit: () => exit,
      exited,
      lastLines: () => [`line of ${number}`],
      pause: () => note('pause'),
      resume: () => note('resume'),
      strike(fault) {
        note(`strike ${fault}`);
        clock.schedule(dieAfterMs, () => die(null, 'SIGKILL'));
      },
      async stop() {
        if (exit) return;
        note('stop');
        die(0, null);
      },
      kill() {
        note('kill');
        die(null, 'SIGKILL');
      },
    };
  }
  const subject = superviseSubject({
    clock,
    recorder,
    start,
    isListening: () => Promise.resolve(isUp && clock.now() - startedAt >= listensAfterMs),
    readyWithinMs,
  });
  const ends: string[] = [];
  void subject.exited.then(() => ends.push('exited'));
  void subject.lost.then((why) => ends.push(why));
  return { clock, recorder, subject, told, processes, ends };
}

describe('a kill', () => {
  test('is followed by a new start so long after it, and the subject is back once it listens', async () => {
    const { clock, recorder, subject, told, ends } = supervised();
    await clock.advance(1_000);
    expect(subject.struck.kill(500, 'subject.kill#1')).toBe(true);
    expect(subject.isAway()).toBe(true);
    await clock.advance(10_000);
    expect(told).toEqual(['0 start 1', '1000 strike subject.kill#1 1', '1500 start again 2']);
    expect(subject.isAway()).toBe(false);
    expect(recorder.recent()).toMatchObject([{ kind: 'subject.ready', at: 1_800, afterMs: 300 }]);
    expect(ends).toEqual([]);
    expect(subject.lastLines()).toEqual(['line of 2']);
  });

  test('starts nothing anew before the old process is gone', async () => {
    const { clock, subject, told } = supervised({ dieAfterMs: 200 });
    subject.struck.kill(0, 'f');
    await clock.advance(10_000);
    expect(told.at(-1)).toBe('200 start again 2');
  });

  test('is possible only while there is something to kill: also while it starts, not while it is down', async () => {
    const { clock, subject, told, ends } = supervised({ listensAfterMs: 2_000 });
    expect(subject.struck.kill(500, 'a')).toBe(true);
    expect(subject.struck.kill(500, 'b')).toBe(false);
    await clock.advance(1_000);
    expect(subject.struck.kill(500, 'c')).toBe(true);
    await clock.advance(10_000);
    expect(told).toEqual(['0 start 1', '0 strike a 1', '500 start again 2', '1000 strike c 2', '1500 start again 3']);
    expect([subject.isAway(), ends]).toEqual([false, []]);
  });

  test('from which it does not come back in time gives the subject up', async () => {
    const { clock, subject, ends } = supervised({ listensAfterMs: Number.POSITIVE_INFINITY, readyWithinMs: 2_000 });
    subject.struck.kill(100, 'f');
    await clock.advance(2_050);
    expect(ends).toEqual([]);
    await clock.advance(500);
    expect(ends).toEqual(['the subject was killed, started again, and did not listen within 2 s']);
    await clock.advance(60_000);
    expect(clock.pending()).toBe(0);
  });

  test('after which the new process exits by itself is an exit that nobody asked for', async () => {
    const { clock, subject, processes, ends } = supervised({ listensAfterMs: 1_000 });
    subject.struck.kill(0, 'f');
    await clock.advance(500);
    processes[1]?.crash(1);
    await clock.advance(10_000);
    expect(ends).toEqual(['exited']);
    expect(subject.exit()).toEqual({ code: 1, signal: null });
  });
});

test('an exit that nobody asked for is one, and there is nothing to kill or to pause any more', async () => {
  const { clock, subject, processes, ends } = supervised();
  processes[0]?.crash(7);
  await clock.advance(0);
  expect([ends, subject.exit()]).toEqual([['exited'], { code: 7, signal: null }]);
  expect([subject.struck.kill(0, 'f'), subject.struck.pause()]).toEqual([false, false]);
});

describe('a pause', () => {
  test('is of the process of the moment', async () => {
    const { clock, subject, told } = supervised();
    expect(subject.struck.pause()).toBe(true);
    subject.struck.resume();
    subject.struck.kill(0, 'f');
    expect(subject.struck.pause()).toBe(false);
    await clock.advance(1_000);
    expect(subject.struck.pause()).toBe(true);
    expect(told.filter((it) => /pause|resume/.test(it))).toEqual(['0 pause 1', '0 resume 1', '1000 pause 2']);
  });
});

describe('stop', () => {
  test('while it is down: it is not started again', async () => {
    const { clock, subject, told } = supervised();
    subject.struck.kill(500, 'f');
    await clock.advance(100);
    await subject.stop();
    await clock.advance(10_000);
    expect(told).toEqual(['0 start 1', '0 strike f 1']);
    expect(clock.pending()).toBe(0);
  });

  test('while it starts: nobody looks for it any more', async () => {
    const { clock, recorder, subject, told } = supervised({ listensAfterMs: 5_000 });
    subject.struck.kill(0, 'f');
    await clock.advance(500);
    await subject.stop();
    await clock.advance(10_000);
    expect(told.at(-1)).toBe('500 stop 2');
    expect(recorder.recent()).toEqual([]);
    expect(subject.struck.kill(0, 'f')).toBe(false);
  });

  test('at once, when the harness itself is about to be gone', async () => {
    const { clock, subject, told } = supervised();
    subject.struck.kill(500, 'f');
    subject.kill();
    await clock.advance(10_000);
    expect(told).toEqual(['0 start 1', '0 strike f 1', '0 kill 1']);
  });
});
