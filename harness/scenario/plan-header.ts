/** The first line of a history: what of the plan a judge must know, and what only the run knows. */
import type { HistoryHeader } from '../../core/history.js';
import type { Plan } from './plan.js';

export interface RunDetails {
  /** The seed in use: the plan's, the user's, or one drawn for this run. */
  readonly seed: number;
  /** Version of waproof. */
  readonly version: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Command that repeats this run. */
  readonly command: string;
}

export function planHeader(plan: Plan, { seed, version, startedAt, command }: RunDetails): HistoryHeader {
  return {
    waproof: 1,
    scenario: plan.name,
    title: plan.title,
    seed,
    version,
    startedAt,
    load: plan.loads.map(({ users, process, toPerSecond, fromMs, toMs, says }) => ({
      users,
      process,
      ratePerSecond: toPerSecond,
      fromMs,
      toMs,
      says,
    })),
    phases: plan.phases,
    settleMs: plan.settleMs,
    webhookTimeoutMs: plan.webhooks.timeoutMs,
    checks: plan.checks,
    expects: plan.expects,
    command,
  };
}
