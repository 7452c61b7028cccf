import { expect, test } from 'vitest';
import { createSeveralProgress } from '../../../cli/several-progress.js';
import { createVirtualClock } from '../../../core/virtual-clock.js';
import type { Progress } from '../../../harness/observer.js';
import type { RunVerdict } from '../../../verdict/verdict.js';

const PROGRESS: Progress = {
  elapsedMs: 1_000,
  totalMs: 30_000,
  phase: 'duplicates',
  phaseNumber: 2,
  phases: 3,
  faults: ['webhook.duplicate'],
  waitingUsers: 3,
  inboundPerSecond: 8,
  repliesPerSecond: 7,
  errorsPerSecond: 0,
  pendingDeliveries: 1,
};

const verdict = (outcome: RunVerdict['verdict'], checks: Readonly<Record<string, string>> = {}) =>
  ({
    verdict: outcome,
    checks: Object.entries(checks).map(([check, it]) => ({ check, verdict: it })),
    harness: { limited: outcome === 'inconclusive' },
  }) as unknown as RunVerdict;

/** Two runs that take turns: the first ends after 12 s, the second after 15 s. */
async function watch(isTerminal: boolean, quiet = false) {
  const clock = createVirtualClock();
  const told: string[] = [];
  const out = {
    isTerminal,
    note: (text: string) => void told.push(text),
    progress: (text: string) => void told.push(text),
  };
  const progress = createSeveralProgress({ out, clock, quiet, total: 3 });
  const first = progress.begin('duplicates', 34_000);
  await clock.advance(1_000);
  const second = progress.begin('calm', 20_000);
  first.update(PROGRESS);
  await clock.advance(11_000);
  first.end(verdict('fail', { 'effects-once': 'fail', 'backs-off': 'inconclusive', 'sends-valid': 'pass' }));
  await clock.advance(3_000);
  second.end(verdict('inconclusive'));
  await clock.advance(20_000);
  progress.stop();
  expect(clock.pending()).toBe(0);
  return told;
}

test('a log gets a line now and then, and one for each end', async () => {
  expect(await watch(false)).toEqual([
    '10 s · 0 of 3 done · under way: duplicates 10 s, calm 9 s',
    '✖ duplicates fail after 12 s · fail: effects-once · open: backs-off',
    '? calm inconclusive after 14 s · waproof itself was too slow',
  ]);
});

test('a terminal gets a line for each run under way, over one that counts', async () => {
  const told = await watch(true);
  const shown = told.filter((text) => text.includes(' of 3 done'));
  expect(shown.length).toBeGreaterThan(20);
  expect(shown.find((text) => text.startsWith('  duplicates') && text.includes('2 s of'))?.split('\n')).toEqual([
    '  duplicates    2 s of at most 34 s · duplicates · in 8/s · replies 7/s · errors 0/s · 3 users waiting',
    '  calm          1 s of at most 20 s · starting',
    '2 s · 0 of 3 done',
  ]);
  expect(shown.at(-1)?.split('\n').at(-1)).toBe('15 s · 1 of 3 done · 1 fail');
});

test('whoever wants quiet gets nothing', async () => {
  expect(await watch(true, true)).toEqual([]);
});
