import { expect, test } from 'vitest';
import { listEntries } from '../../../cli/list-entries.js';
import { describeProgress } from '../../../cli/progress.js';
import type { Progress } from '../../../harness/observer.js';

const progress = (parts: Partial<Progress> = {}): Progress => ({
  elapsedMs: 7_400,
  totalMs: 45_000,
  phase: 'calm',
  phaseNumber: 1,
  phases: 4,
  faults: [],
  waitingUsers: 3,
  inboundPerSecond: 20,
  repliesPerSecond: 18,
  errorsPerSecond: 0,
  pendingDeliveries: 2,
  ...parts,
});

test('a line tells where the run is, what it carries and which faults are active', () => {
  expect(describeProgress(progress())).toBe(
    '  7 s of about 45 s · phase 1/4 calm · in 20/s · replies 18/s · errors 0/s · 3 users waiting · no faults',
  );
  const faults = ['graph.latency', 'graph.error', 'graph.error'];
  expect(describeProgress(progress({ elapsedMs: 120_000, faults }))).toBe(
    '120 s of about 45 s · phase 1/4 calm · in 20/s · replies 18/s · errors 0/s · 3 users waiting · faults: graph.latency, graph.error ×2',
  );
});

test('a list has its names in one column and their lines in another', () => {
  expect(listEntries({ short: { summary: 'One.' }, 'much-longer': { summary: 'Two.' } })).toBe(
    'short        One.\nmuch-longer  Two.',
  );
});
