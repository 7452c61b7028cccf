/**
 * Plays subjects through scenarios, several at once, each with a mock and a process of its own. What was played before
 * and still holds is not played again; what an older judge said of it is judged again. A run in which the harness itself
 * was too slow proves nothing: it is repeated once among fewer, and once more when the matrix is played again.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadScenario } from '../../cli/load-scenario.js';
import { createSystemClock } from '../../core/clock.js';
import { defaultConfig } from '../../harness/config.js';
import { playSeveral } from '../../harness/play-several.js';
import { readConfig } from '../../harness/read-config.js';
import { runScenario } from '../../harness/run-scenario.js';
import { SubjectError } from '../../harness/subject-error.js';
import { judge } from '../../verdict/judge.js';
import { readHistory } from '../../verdict/read-history.js';
import type { RunVerdict } from '../../verdict/verdict.js';
import { fileOfScenario, type Job } from './queue.js';
import type { Result, Results } from './results.js';

export interface MatrixOptions {
  readonly queue: readonly Job[];
  /** How many runs at once; 0: nothing is played, only what is kept is looked at. */
  readonly jobs: number;
  /** Undefined: nothing is kept. */
  readonly results?: Results | undefined;
  /** Key of the code that judges. */
  readonly judged?: string | undefined;
  readonly commit?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onResult?: (result: Result, how: 'kept' | 'judged again' | 'played') => void;
  /** A run that was spoilt is repeated when all others are done. */
  readonly onPutOff?: (job: Job) => void;
  /** A subject that did not come up. */
  readonly onProblem?: (problem: string) => void;
}

/** Processes that start together would slow each other down in their calm opening. */
const STAGGER_MS = 400;
const TRIES = 2;
/** So many times fewer at once, for those that were spoilt by their neighbours. */
const FEWER = 4;
const clock = createSystemClock();

const inFolder = async <T>(name: string, use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), `waproof-matrix-${name}-`));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** @returns the verdict, and where the history lies until the folder goes */
async function play({ subject, scenario, seed }: Job, outDir: string, signal: AbortSignal) {
  const run = await runScenario({
    clock,
    seed,
    outDir,
    signal,
    plan: loadScenario(fileOfScenario(scenario)),
    version: 'matrix',
    command: `npm run matrix -- --only ${subject.name} --scenario ${scenario} --seed ${seed}`,
    config: subject.configFile === undefined ? defaultConfig : readConfig(subject.configFile),
    subject: { exec: subject.exec },
    host: '127.0.0.1',
    port: 0,
    inheritedEnvironment: process.env,
    memoryUsage: () => process.memoryUsage().heapUsed,
    onProgress: () => undefined,
  });
  await run.close();
  return { historyFile: run.historyFile, verdict: judge(await readHistory(run.historyFile)) };
}

export async function runMatrix(options: MatrixOptions): Promise<Result[]> {
  const {
    queue,
    jobs,
    results,
    judged = '',
    commit = '',
    onResult = () => undefined,
    onPutOff = () => undefined,
    onProblem = () => undefined,
  } = options;
  const signal = options.signal ?? new AbortController().signal;
  const found = new Map<Job, Result>();
  const resultOf = ({ subject, scenario, seed }: Job, verdict: RunVerdict, at: string, of: string): Result => ({
    subject: subject.name,
    scenario,
    seed,
    verdict,
    judged,
    commit: of,
    at,
  });

  /** What is kept of this job and holds, with the verdict of today's judge. */
  async function lookUp(job: Job): Promise<Result | undefined> {
    const kept = results?.find(job);
    if (!results || !kept || kept.verdict.harness.limited) return undefined;
    if (kept.judged === judged) {
      onResult(kept, 'kept');
      return kept;
    }
    return inFolder('again', async (folder) => {
      const file = join(folder, 'history.ndjson');
      if (!(await results.unpackHistory(job, file))) return undefined;
      const result = resultOf(job, judge(await readHistory(file)), kept.at, kept.commit);
      await results.keep(job, result);
      onResult(result, 'judged again');
      return result;
    });
  }

  /** Undefined when it was interrupted, or when the subject did not come up. */
  async function playOnce(job: Job): Promise<Result | undefined> {
    try {
      return await inFolder(job.subject.name, async (folder) => {
        const { verdict, historyFile } = await play(job, folder, signal);
        if (signal.aborted) return undefined;
        const result = resultOf(job, verdict, new Date(clock.wallTime()).toISOString(), commit);
        await results?.keep(job, result, historyFile);
        return result;
      });
    } catch (error) {
      if (!(error instanceof SubjectError)) throw error;
      onProblem(`${job.subject.name}, ${job.scenario}, seed ${job.seed}: ${error.message}`);
      return undefined;
    }
  }

  /** @param left tries: a first one among many, a second one among few */
  async function playAll(queued: readonly Job[], atOnce: number, left: number): Promise<void> {
    const again: Job[] = [];
    await playSeveral({
      clock,
      jobs: queued,
      atOnce,
      staggerMs: STAGGER_MS,
      signal,
      async play(job) {
        const result = await playOnce(job);
        const isSpoilt = result === undefined || result.verdict.harness.limited;
        if (isSpoilt && left > 1) {
          again.push(job);
          if (!signal.aborted) onPutOff(job);
        } else if (result) {
          found.set(job, result);
          onResult(result, 'played');
        }
      },
      isSpoilt: () => false,
    });
    if (again.length > 0 && !signal.aborted) await playAll(again, Math.max(1, Math.floor(atOnce / FEWER)), left - 1);
  }

  const missing: Job[] = [];
  for (const job of queue) {
    if (signal.aborted) break;
    const result = await lookUp(job);
    if (result) found.set(job, result);
    else missing.push(job);
  }
  if (jobs > 0) await playAll(missing, jobs, TRIES);
  return queue.flatMap((job) => found.get(job) ?? []);
}
