/**
 * The integration under test as a process of ours: started through a shell, in a process group of its own, so that
 * whatever the shell starts is stopped with it: SIGTERM first, SIGKILL for what does not listen. Its output goes to a
 * file; the last lines are kept at hand for the moment when it fails. That it is killed and started again in mid-run is
 * the business of `supervisor.ts`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { kill } from 'node:process';
import { createInterface } from 'node:readline';
import type { Clock } from '../core/clock.js';
import type { FaultId } from '../core/observations.js';
import type { Recorder } from '../core/recorder.js';

export interface SubjectOptions {
  readonly clock: Clock;
  readonly recorder: Recorder;
  /** A shell command line. */
  readonly command: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Receives everything that the subject prints. */
  readonly logFile: string;
  /** What the log holds already stays. Default: false. */
  readonly appendLog?: boolean;
}

export interface SubjectExit {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface Subject {
  /** Set once it has exited. */
  exit(): SubjectExit | undefined;
  /** Resolves when it exits, for whatever reason. */
  readonly exited: Promise<void>;
  /** Its last lines of output, oldest first. */
  lastLines(): readonly string[];
  stop(): Promise<void>;
  /** Ends it at once, without waiting: for a harness that is itself about to be gone. */
  kill(): void;
}

/** One process of a subject, which faults can do something to. */
export interface SubjectProcess extends Subject {
  /** Ends it at once, on behalf of a fault. */
  strike(fault: FaultId): void;
  /** It stands still until it is resumed or stopped. */
  pause(): void;
  resume(): void;
}

const LINES_KEPT = 15;
const LONGEST_LINE = 500;
/** Time to finish its work after SIGTERM. */
const GRACE_MS = 5_000;
/** Time for its last output after SIGKILL. */
const LAST_WORDS_MS = 500;

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

export function startSubject(options: SubjectOptions): SubjectProcess {
  const { clock, recorder, command, environment, logFile, appendLog = false } = options;
  const child = spawn(command, { shell: true, detached: true, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = createWriteStream(logFile, { flags: appendLog ? 'a' : 'w' });
  const last: string[] = [];
  let stopping = false;
  let paused = false;
  let struckBy: FaultId | undefined;
  let exit: SubjectExit | undefined;

  for (const stream of [child.stdout, child.stderr]) {
    stream.pipe(log, { end: false });
    createInterface({ input: stream }).on('line', (line) => {
      last.push(line.slice(0, LONGEST_LINE));
      if (last.length > LINES_KEPT) last.shift();
    });
  }
  if (child.pid !== undefined) recorder.record({ kind: 'subject.started', command, pid: child.pid });

  const exited = new Promise<void>((resolve) => {
    const finish = (code: number | null, signal: string | null) => {
      if (exit) return;
      exit = { code, signal };
      const expected = stopping || struckBy !== undefined;
      recorder.record({ kind: 'subject.exited', code, signal, expected, ...(struckBy && { fault: struckBy }) });
      log.end(resolve);
    };
    child.on('error', (error) => {
      last.push(error.message);
      finish(null, null);
    });
    // `close` comes after the last output, `exit` may come before it.
    child.on('close', finish);
  });

  /** What left the group cannot be ended, but it must not keep us waiting for its output either. */
  function hangUpAfter(ms: number) {
    return clock.schedule(ms, () => {
      child.stdout.destroy();
      child.stderr.destroy();
    });
  }

  function resume(): void {
    if (!paused) return;
    paused = false;
    if (!exit) signalGroup(child, 'SIGCONT');
  }

  return {
    exit: () => exit,
    exited,
    lastLines: () => last,
    pause() {
      if (exit || stopping) return;
      paused = true;
      signalGroup(child, 'SIGSTOP');
    },
    resume,
    strike(fault) {
      if (exit || stopping || struckBy !== undefined) return;
      struckBy = fault;
      signalGroup(child, 'SIGKILL');
      void exited.then(hangUpAfter(LAST_WORDS_MS));
    },
    async stop() {
      if (exit) return;
      stopping = true;
      // A process that stands still hears no SIGTERM.
      resume();
      signalGroup(child, 'SIGTERM');
      const cancel = clock.schedule(GRACE_MS, () => signalGroup(child, 'SIGKILL'));
      const cancelWait = hangUpAfter(GRACE_MS + LAST_WORDS_MS);
      await exited;
      cancel();
      cancelWait();
    },
    kill() {
      if (!exit) signalGroup(child, 'SIGKILL');
    },
  };
}
