/**
 * Where a test of the command line plays: a temporary folder, files in it, and processes of `dist/bin/waproof.js` started
 * as a user starts them. Whatever still runs when the tests of a file are over is ended by its id, and so is every
 * subject that a killed run left behind.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { orphansOf } from './histories.js';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = join(ROOT, 'dist/bin/waproof.js');

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface Program {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  stdout(): string;
  stderr(): string;
  isRunning(): boolean;
  kill(signal: NodeJS.Signals): void;
  /** Resolves as soon as the output (both streams) contains it. @throws when the process ends or takes too long. */
  waitFor(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>;
}

/** A program that has ended. */
export interface Finished extends Exit {
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

export interface StartOptions {
  /** Default: the stage's folder. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Stage {
  readonly folder: string;
  /** Writes a file below the folder and gives its path. */
  file(name: string, text: string): string;
  path(name: string): string;
  start(args: readonly string[], options?: StartOptions): Program;
  startNode(args: readonly string[], options?: StartOptions): Program;
  run(args: readonly string[], options?: StartOptions): Promise<Finished>;
  /** The same, for a verdict that is to be one: a run in which waproof itself was too slow is repeated, twice at most. */
  runUndisturbed(args: readonly string[], options?: StartOptions): Promise<Finished>;
}

/** What the end of a run says when its times cannot be trusted. */
const TOO_SLOW = 'The harness itself was the limit';

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Ends a process by its id, or with a negative id its group; quietly, if it is gone. */
export function end(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}

/** State and group of every process, where the system tells (Linux). */
function listProcesses(): { state: string; group: number }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        // `pid (command) state ppid pgrp …`, and the command may contain anything.
        const [, state = '', group = ''] =
          /.*\) (\S) \d+ (\d+) /s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
        return [{ state, group: Number(group) }];
      } catch {
        return [];
      }
    });
}

/**
 * Whether anybody of a process group still runs. What has ended and was not collected by anybody counts as ended.
 * @param group the id of the shell in which a subject was started
 */
export function isGroupAlive(group: number): boolean {
  if (existsSync('/proc/self/stat')) return listProcesses().some((it) => it.group === group && it.state !== 'Z');
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

function watch(child: ChildProcess): Program {
  const { pid } = child;
  if (pid === undefined) throw new Error('the process did not start');
  const output = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      tell();
    });
  let exit: Exit | undefined;
  const exited = new Promise<Exit>((resolve) =>
    child.once('close', (code, signal) => {
      exit = { code, signal };
      tell();
      resolve(exit);
    }),
  );
  return {
    pid,
    exited,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    isRunning: () => exit === undefined,
    kill: (signal) => end(pid, signal),
    waitFor: (pattern, withinMs = 20_000) =>
      new Promise((resolve, reject) => {
        const finish = (settle: () => void) => {
          clearTimeout(timer);
          listeners.delete(look);
          settle();
        };
        const fail = (why: string) =>
          finish(() => reject(new Error(`${why} before ${pattern}\n${output.stdout}\n${output.stderr}`)));
        const timer = setTimeout(() => fail(`${withinMs} ms passed`), withinMs);
        const look = () => {
          const found = pattern.exec(output.stdout) ?? pattern.exec(output.stderr);
          if (found) finish(() => resolve(found));
          else if (exit) fail(`the process ended with ${exit.code ?? exit.signal}`);
        };
        listeners.add(look);
        look();
      }),
  };
}

/** Asked to end, told to end at once, ended. */
async function endProgram(program: Program): Promise<void> {
  for (const signal of ['SIGINT', 'SIGINT', 'SIGKILL'] as const) {
    if (!program.isRunning()) return;
    program.kill(signal);
    await Promise.race([program.exited, sleep(1_500)]);
  }
}

export function createStage(): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'waproof-cli-'));
  const programs: Program[] = [];

  function startNode(args: readonly string[], { cwd = folder, env = {} }: StartOptions = {}): Program {
    const options = { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] as const };
    const program = watch(spawn(process.execPath, [...args], { ...options, stdio: [...options.stdio] }));
    programs.push(program);
    return program;
  }
  const start: Stage['start'] = (args, options) => startNode([MAIN, ...args], options);

  async function run(args: readonly string[], options?: StartOptions): Promise<Finished> {
    const startedAt = performance.now();
    const program = start(args, options);
    const exit = await program.exited;
    return { ...exit, stdout: program.stdout(), stderr: program.stderr(), ms: performance.now() - startedAt };
  }

  afterAll(async () => {
    await Promise.all(programs.map(endProgram));
    const histories = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('history.ndjson'),
    );
    for (const history of histories) for (const pid of orphansOf(join(folder, history))) end(-pid);
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    folder,
    start,
    startNode,
    path: (name) => join(folder, name),
    file(name, text) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return path;
    },
    run,
    async runUndisturbed(args, options) {
      let finished = await run(args, options);
      for (let left = 2; left > 0 && finished.stdout.includes(TOO_SLOW); left--) finished = await run(args, options);
      return finished;
    },
  };
}
