/**
 * The integration under test as a process of ours: started through a shell, in a process group of its own, so that
 * whatever the shell starts is stopped with it: SIGTERM first, SIGKILL for what does not listen. Its output goes to a
 * file; the last lines are kept at hand for the moment when it fails.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { kill } from 'node:process';
import { createInterface } from 'node:readline';
import type { Clock } from '../core/clock.js';
import type { Recorder } from '../core/recorder.js';

export interface SubjectOptions {
  readonly clock: Clock;
  readonly recorder: Recorder;
  /** A shell command line. */
  readonly command: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Receives everything that the subject prints. */
  readonly logFile: string;
}

export interface Subject {
  /** Set once it has exited. */
  exit(): { code: number | null; signal: string | null } | undefined;
  /** Resolves when it exits, for whatever reason. */
  readonly exited: Promise<void>;
  /** Its last lines of output, oldest first. */
  lastLines(): readonly string[];
  stop(): Promise<void>;
  /** Ends it at once, without waiting: for a harness that is itself about to be gone. */
  kill(): void;
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

export function startSubject({ clock, recorder, command, environment, logFile }: SubjectOptions): Subject {
  const child = spawn(command, { shell: true, detached: true, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = createWriteStream(logFile);
  const last: string[] = [];
  let stopping = false;
  let exit: { code: number | null; signal: string | null } | undefined;

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
      recorder.record({ kind: 'subject.exited', code, signal, expected: stopping });
      log.end(resolve);
    };
    child.on('error', (error) => {
      last.push(error.message);
      finish(null, null);
    });
    // `close` comes after the last output, `exit` may come before it.
    child.on('close', finish);
  });

  return {
    exit: () => exit,
    exited,
    lastLines: () => last,
    async stop() {
      if (exit) return;
      stopping = true;
      signalGroup(child, 'SIGTERM');
      const cancel = clock.schedule(GRACE_MS, () => signalGroup(child, 'SIGKILL'));
      // What left the group cannot be ended, but it must not keep us waiting for its output either.
      const cancelWait = clock.schedule(GRACE_MS + LAST_WORDS_MS, () => {
        child.stdout.destroy();
        child.stderr.destroy();
      });
      await exited;
      cancel();
      cancelWait();
    },
    kill() {
      if (!exit) signalGroup(child, 'SIGKILL');
    },
  };
}
