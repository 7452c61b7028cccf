/**
 * Runs subjects through the scenario of trouble, several at once, each with a mock and a process of its own. A run in
 * which the harness itself was too slow proves nothing and is repeated once.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadScenario } from '../../cli/load-scenario.js';
import { findRoot } from '../../cli/root.js';
import { createSystemClock, sleep } from '../../core/clock.js';
import { defaultConfig } from '../../harness/config.js';
import { runScenario } from '../../harness/run-scenario.js';
import { judge } from '../../verdict/judge.js';
import { readHistory } from '../../verdict/read-history.js';
import type { RunVerdict } from '../../verdict/verdict.js';
import { type Row, rowOf } from './cells.js';
import type { Subject } from './subjects.js';

export interface MatrixOptions {
  readonly subjects: readonly Subject[];
  readonly seeds: readonly number[];
  /** How many runs at once. */
  readonly jobs: number;
  readonly onRow: (row: Row) => void;
}

/** Processes that start together would slow each other down in their calm opening. */
const STAGGER_MS = 400;
const clock = createSystemClock();

export const troubleFile = () => fileURLToPath(new URL('test/matrix/trouble.yml', findRoot()));

async function runOnce(subject: Subject, seed: number): Promise<RunVerdict> {
  const outDir = mkdtempSync(join(tmpdir(), `waproof-matrix-${subject.name}-`));
  try {
    const run = await runScenario({
      clock,
      seed,
      outDir,
      plan: loadScenario(troubleFile()),
      version: 'matrix',
      command: `npm run matrix -- --only ${subject.name} --seed ${seed}`,
      config: defaultConfig,
      subject: { exec: subject.exec },
      host: '127.0.0.1',
      port: 0,
      inheritedEnvironment: process.env,
      memoryUsage: () => process.memoryUsage().heapUsed,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    await run.close();
    return judge(await readHistory(run.historyFile));
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

export async function runMatrix({ subjects, seeds, jobs, onRow }: MatrixOptions): Promise<Row[]> {
  const queue = seeds.flatMap((seed) => subjects.map((subject) => ({ subject, seed })));
  const rows: Row[] = [];
  const worker = async (index: number) => {
    await sleep(clock, index * STAGGER_MS);
    for (let job = queue.shift(); job; job = queue.shift()) {
      const { subject, seed } = job;
      let verdict = await runOnce(subject, seed);
      if (verdict.harness.limited) verdict = await runOnce(subject, seed);
      const row = rowOf(subject, seed, verdict);
      rows.push(row);
      onRow(row);
    }
  };
  await Promise.all(Array.from({ length: jobs }, (_, index) => worker(index)));
  return subjects.flatMap((subject) => rows.filter((row) => row.subject === subject).sort((a, b) => a.seed - b.seed));
}
