/** A history needs a header; a benchmark has no plan. */
import type { Clock } from '../core/clock.js';
import type { HistoryHeader } from '../core/history.js';

export const benchHeader = (clock: Clock): HistoryHeader => ({
  waproof: 1,
  scenario: 'bench',
  title: 'benchmark',
  seed: 1,
  version: 'bench',
  startedAt: new Date(clock.wallTime()).toISOString(),
  load: [],
  phases: [],
  settleMs: 0,
  webhookTimeoutMs: 10_000,
  checks: [],
  expects: {},
  command: 'npm run bench',
});
