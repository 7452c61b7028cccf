import { describe, expect, test } from 'vitest';
import { sleep } from '../../../core/clock.js';
import { createVirtualClock } from '../../../core/virtual-clock.js';
import { playSeveral } from '../../../harness/play-several.js';

interface Job {
  readonly name: string;
  readonly ms: number;
  /** How its first, second … try ends; default: well. */
  readonly ends?: readonly ('well' | 'spoilt' | 'hopeless')[];
}

/** Plays jobs on a virtual clock and tells what began and ended when. */
async function play(jobs: readonly Job[], options: { atOnce?: number; staggerMs?: number; abortAtMs?: number } = {}) {
  const clock = createVirtualClock();
  const stop = new AbortController();
  if (options.abortAtMs !== undefined) clock.schedule(options.abortAtMs, () => stop.abort());
  const log: string[] = [];
  const tries = new Map<string, number>();
  const done = playSeveral({
    clock,
    jobs,
    atOnce: options.atOnce ?? 2,
    staggerMs: options.staggerMs ?? 0,
    signal: stop.signal,
    async play({ name, ms, ends = [] }: Job) {
      const attempt = tries.get(name) ?? 0;
      tries.set(name, attempt + 1);
      log.push(`${clock.now()} begins ${name}`);
      await sleep(clock, ms);
      log.push(`${clock.now()} ends ${name}`);
      return ends[attempt] ?? 'well';
    },
    isSpoilt: (result) => result === 'spoilt',
    isHopeless: (result) => result === 'hopeless',
  });
  await clock.advance(10_000);
  const results = (await done).map(
    ({ job, result, repeated }) => `${job.name} ${result}${repeated ? ' repeated' : ''}`,
  );
  return { log, results };
}

const job = (name: string, ms: number, ends?: Job['ends']): Job => ({ name, ms, ...(ends && { ends }) });

describe('several jobs', () => {
  test('are played so many at a time, in their order, and come back in it', async () => {
    const { log, results } = await play([job('a', 300), job('b', 100), job('c', 100)]);
    expect(log).toEqual(['0 begins a', '0 begins b', '100 ends b', '100 begins c', '200 ends c', '300 ends a']);
    expect(results).toEqual(['a well', 'b well', 'c well']);
  });

  test('do not begin in the same moment', async () => {
    const { log } = await play([job('a', 100), job('b', 100), job('c', 100), job('d', 100)], { staggerMs: 60 });
    expect(log.filter((line) => line.includes('begins'))).toEqual([
      '0 begins a',
      '60 begins b',
      '120 begins c',
      '180 begins d',
    ]);
  });

  test('that were spoilt are played once more, alone, when all others are done', async () => {
    const { log, results } = await play([
      job('a', 100, ['spoilt', 'well']),
      job('b', 200),
      job('c', 50, ['spoilt', 'spoilt']),
    ]);
    expect(log.slice(-4)).toEqual(['200 begins a', '300 ends a', '300 begins c', '350 ends c']);
    expect(results).toEqual(['a well repeated', 'b well', 'c spoilt repeated']);
  });

  test('that were alone already are not played again', async () => {
    const { results } = await play([job('a', 100, ['spoilt'])], { atOnce: 4 });
    expect(results).toEqual(['a spoilt']);
  });

  test('no longer begin once one is hopeless, and the spoilt ones rest', async () => {
    const { results } = await play([
      job('a', 50, ['spoilt']),
      job('b', 100, ['hopeless']),
      job('c', 200),
      job('d', 10),
    ]);
    expect(results).toEqual(['a spoilt', 'b hopeless', 'c well']);
  });

  test('no longer begin after an interruption; what is under way ends', async () => {
    const { results, log } = await play([job('a', 100), job('b', 200), job('c', 100)], { abortAtMs: 50 });
    expect(results).toEqual(['a well', 'b well']);
    expect(log.at(-1)).toBe('200 ends b');
  });

  test('none of them is nothing', async () => {
    expect(await play([])).toEqual({ log: [], results: [] });
  });
});
