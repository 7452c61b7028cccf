/**
 * `waproof judge` on a long history: how long it takes to read and judge it, and how much memory, in a process of its own. The
 * history is that of a plausible run: users who write, answers with their three statuses, read marks, an error in twenty
 * calls and its retry, a duplicate in thirty deliveries. Every check is asked.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { HistoryHeader } from '../core/history.js';
import { createRandom } from '../core/random.js';
import { checks } from '../verdict/checks/index.js';
import { type Line, talkLines } from './judge-lines.js';

export interface JudgeResult {
  readonly observations: number;
  readonly megabytes: number;
  readonly seconds: number;
  readonly peakRssMb: number;
}

const CALM_MS = 60_000;

const header = (endMs: number): HistoryHeader => ({
  waproof: 1,
  scenario: 'bench',
  title: 'A long run',
  seed: 7,
  version: '0.0.0',
  startedAt: '2026-11-23T00:00:00.000Z',
  load: [{ users: 5_000, process: 'poisson', ratePerSecond: 100, fromMs: 0, toMs: endMs, says: 'order-status' }],
  phases: [
    {
      name: 'calm',
      fromMs: 0,
      toMs: CALM_MS,
      faults: [{ id: 'graph.latency#1', name: 'graph.latency', parameters: {} }],
    },
    {
      name: 'trouble',
      fromMs: CALM_MS,
      toMs: endMs,
      faults: [{ id: 'graph.error#2', name: 'graph.error', parameters: {} }],
    },
  ],
  settleMs: 15_000,
  webhookTimeoutMs: 10_000,
  checks: Object.keys(checks).map((check) => ({ check, parameters: {} })),
  expects: {},
  command: 'npm run bench -- judge',
});

/** Gives the size of the file in bytes. */
export async function writeHistory(file: string, observations: number): Promise<number> {
  const out = createWriteStream(file);
  const random = createRandom(7);
  let bytes = 0;
  let id = 0;
  const write = async (text: string) => {
    bytes += text.length;
    if (!out.write(text)) await once(out, 'drain');
  };
  const numbered = (line: Line) => `${line.slice(0, -1)},"id":${++id}}\n`;
  await write(`${JSON.stringify(header(observations))}\n`);
  for (let talk = 0; id < observations - 1; talk++) {
    const lines = talkLines({ talk, calmMs: CALM_MS, random, nextId: id + 1 });
    await write(
      lines
        .slice(0, observations - 1 - id)
        .map(numbered)
        .join(''),
    );
  }
  await write(numbered(`{"kind":"run.ended","settled":true,"at":${observations}}`));
  out.end();
  await finished(out);
  return bytes;
}

const judgeFile = fileURLToPath(new URL('judge-file.js', import.meta.url));

export async function benchJudge(observations: number): Promise<JudgeResult> {
  const folder = mkdtempSync(join(tmpdir(), 'waproof-judge-'));
  try {
    const file = join(folder, 'history.ndjson');
    const bytes = await writeHistory(file, observations);
    const { stdout } = await promisify(execFile)(process.execPath, [judgeFile, file]);
    const { seconds, peakRssMb } = JSON.parse(stdout) as Pick<JudgeResult, 'seconds' | 'peakRssMb'>;
    return { observations, megabytes: Math.round(bytes / 1_000_000), seconds, peakRssMb };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
