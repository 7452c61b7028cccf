/** Steps of the messaging limit, from the lowest to the highest (Meta, "Messaging limits", October 2025). */

export interface Tier {
  readonly name: string;
  /** Users in 24 hours; `undefined`: as many as there are. */
  readonly users: number | undefined;
}

export const TIERS: readonly Tier[] = [
  { name: 'TIER_250', users: 250 },
  { name: 'TIER_2K', users: 2_000 },
  { name: 'TIER_10K', users: 10_000 },
  { name: 'TIER_100K', users: 100_000 },
  { name: 'TIER_UNLIMITED', users: undefined },
];

/** Names that are older than these steps, or stand for none. */
const OTHERS: Readonly<Record<string, number>> = { TIER_50: 50, TIER_1K: 1_000, TIER_NOT_SET: 250 };

const BY_NAME = new Map<string, number | undefined>([
  ...TIERS.map(({ name, users }): [string, number | undefined] => [name, users]),
  ...Object.entries(OTHERS),
]);

/** Users that a tier allows in 24 hours; `undefined`: no limit. */
export const usersOf = (tier: string): number | undefined => BY_NAME.get(tier);

/** The step above; `undefined`: there is none. */
export function stepAbove(tier: string): Tier | undefined {
  const users = usersOf(tier);
  if (users === undefined) return undefined;
  return TIERS.find((other) => other.users === undefined || other.users > users);
}

/** The step below, for numbers of before October 2025; the lowest stays. */
export function stepBelow(tier: string): Tier | undefined {
  const users = usersOf(tier) ?? Number.POSITIVE_INFINITY;
  return TIERS.findLast((other) => other.users !== undefined && other.users < users);
}
