/**
 * The subject over a whole run, in which faults may kill it, start it again and have it stand still. To the run it is one
 * subject: it exits when nobody asked it to, or does not come back after a kill; anything else is the faults' doing. It
 * is back as soon as its port takes connections. No process of it survives `stop()`.
 */
import { type Cancel, type Clock, sleep } from '../core/clock.js';
import { formatDuration } from '../core/durations.js';
import type { FaultId } from '../core/observations.js';
import type { Recorder } from '../core/recorder.js';
import type { StruckSubject } from '../mock-server/faults/fault.js';
import type { Subject, SubjectProcess } from './subject.js';

export interface SupervisorOptions {
  readonly clock: Clock;
  readonly recorder: Recorder;
  /** @param again it was killed, and starts anew with what it has kept. */
  readonly start: (again: boolean) => SubjectProcess;
  /** Whether its port takes connections now. */
  readonly isListening: () => Promise<boolean>;
  /** How long it may take to come back, in ms. */
  readonly readyWithinMs: number;
}

export interface SupervisedSubject extends Subject {
  /** What faults do to it. */
  readonly struck: StruckSubject;
  /** Whether a fault has taken it away and it is not back yet. */
  isAway(): boolean;
  /** Resolves with the reason when it did not come back. */
  readonly lost: Promise<string>;
}

const LOOK_EVERY_MS = 100;

export function superviseSubject(options: SupervisorOptions): SupervisedSubject {
  const { clock, recorder, start, isListening, readyWithinMs } = options;
  let current = start(false);
  /** `up`: as far as we know; `down`: killed; `starting`: started again, and nothing listens yet. */
  let state: 'up' | 'down' | 'starting' = 'up';
  let isOver = false;
  let cancelRestart: Cancel = () => {};
  let exitedUnasked: () => void = () => {};
  let giveUp: (reason: string) => void = () => {};
  const exited = new Promise<void>((resolve) => {
    exitedUnasked = resolve;
  });
  const lost = new Promise<string>((resolve) => {
    giveUp = resolve;
  });

  function watch(child: SubjectProcess): void {
    void child.exited.then(() => {
      if (child === current && state !== 'down') exitedUnasked();
    });
  }

  async function awaitReturn(child: SubjectProcess): Promise<void> {
    const startedAt = clock.now();
    const isCurrent = () => !isOver && child === current && state === 'starting' && !child.exit();
    while (isCurrent()) {
      const listens = await isListening();
      if (!isCurrent()) return;
      const tookMs = clock.now() - startedAt;
      if (listens) {
        state = 'up';
        recorder.record({ kind: 'subject.ready', afterMs: Math.round(tookMs) });
        return;
      }
      if (tookMs > readyWithinMs) {
        giveUp(`the subject was killed, started again, and did not listen within ${formatDuration(readyWithinMs)}`);
        return;
      }
      await sleep(clock, LOOK_EVERY_MS);
    }
  }

  function startAgain(): void {
    state = 'starting';
    current = start(true);
    watch(current);
    void awaitReturn(current);
  }

  function kill(restartAfterMs: number, fault: FaultId): boolean {
    if (isOver || state === 'down' || current.exit()) return false;
    const killed = current;
    const startAt = clock.now() + restartAfterMs;
    state = 'down';
    killed.strike(fault);
    void killed.exited.then(() => {
      if (!isOver) cancelRestart = clock.schedule(Math.max(0, startAt - clock.now()), startAgain);
    });
    return true;
  }

  watch(current);
  return {
    struck: {
      kill,
      pause() {
        if (isOver || state === 'down' || current.exit()) return false;
        current.pause();
        return true;
      },
      resume: () => current.resume(),
    },
    isAway: () => !isOver && state !== 'up',
    lost,
    exit: () => (state === 'down' ? undefined : current.exit()),
    exited,
    lastLines: () => current.lastLines(),
    async stop() {
      isOver = true;
      cancelRestart();
      await current.stop();
    },
    kill() {
      isOver = true;
      cancelRestart();
      current.kill();
    },
  };
}
