/** The first line of a history: what of the plan a judge must know, and what only the run knows. */
import type { Expectations, HistoryHeader } from '../../core/history.js';
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
  /** What the subject's own file states; it knows better than a scenario. */
  readonly expects?: Expectations | undefined;
}

export function planHeader(plan: Plan, { seed, version, startedAt, command, expects }: RunDetails): HistoryHeader {
  return {
    waproof: 1,
    scenario: plan.name,
    title: plan.title,
    seed,
    version,
    startedAt,
    load: plan.loads.map(({ users, process, toPerSecond, peak, fromMs, toMs, says, withoutPhone, agedByMs }) => ({
      users,
      process,
      ratePerSecond: toPerSecond,
      ...(peak && { peakPerSecond: peak.perSecond }),
      fromMs,
      toMs,
      says,
      ...(withoutPhone !== undefined && { withoutPhone }),
      ...(agedByMs !== undefined && { agedByMs }),
    })),
    ...(plan.campaigns.length > 0 && {
      campaigns: plan.campaigns.map(({ id, template, language, recipients, fromMs, toMs, againMs }) => ({
        id,
        template,
        language,
        recipients,
        fromMs,
        toMs,
        againMs,
      })),
    }),
    phases: plan.phases,
    settleMs: plan.settleMs,
    webhookTimeoutMs: plan.webhooks.timeoutMs,
    checks: plan.checks,
    expects: { ...plan.expects, ...expects },
    command,
  };
}
