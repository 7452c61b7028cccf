/**
 * The suites: which of the shipped scenarios `--suite` plays. `standard` is what a team runs on each change, within four
 * minutes on two cores; `full` is everything that ships.
 */
import { UsageError } from '../core/usage-error.js';

/** Not the word for what the caller named one by one. */
export const SUITE_NAMES = ['standard', 'full'] as const;
export type SuiteName = (typeof SUITE_NAMES)[number];

export const STANDARD: readonly string[] = [
  'calm',
  'first-proof',
  'duplicates',
  'slow-acknowledgement',
  'lost-answers',
  'retry-after',
  'pair-limit',
  'outage-and-recovery',
  'statuses-out-of-order',
  'batches',
  'album',
  'signatures',
  'token-expiry',
  'late-failures',
  'media-trouble',
  'unknown-types',
  'usernames',
  'crash',
];

/** What ships besides, and why it is not among the standard ones. */
export const FULL_ONLY: Readonly<Record<string, string>> = {
  'throughput-limit': 'its limit is reached only by a load that spoils what runs beside it',
  'early-status': 'a rare fault of the platform',
  'window-closes': 'asks of a bot that it sends late, which many never do',
  'night-passes': 'repeats what duplicates shows, over a night',
  backlog: 'thousands of deliveries, for more than a minute',
  'template-paused': 'for integrations that run campaigns',
  'campaign-restart': 'for integrations that run campaigns',
  'account-events': 'for integrations that watch the state of their account',
  failover: 'repeats what outage-and-recovery shows, in another order',
  soak: 'takes minutes',
  spike: 'takes more than a minute',
  'day-in-a-minute': 'takes more than a minute',
  'black-friday': 'takes more than a minute',
};

/** @throws UsageError for a name that no suite has. */
export function scenariosOf(suite: string): readonly string[] {
  if (suite === 'standard') return STANDARD;
  if (suite === 'full') return [...STANDARD, ...Object.keys(FULL_ONLY)];
  throw new UsageError(`there is no suite "${suite}": accepted are ${SUITE_NAMES.join(' and ')}`);
}

/** The suites that a shipped scenario belongs to. */
export const suitesOf = (scenario: string): SuiteName[] =>
  SUITE_NAMES.filter((suite) => scenariosOf(suite).includes(scenario));
