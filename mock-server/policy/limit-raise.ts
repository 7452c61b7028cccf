/**
 * The messaging limit goes up a step by itself, 6 hours after half of it was in use within the last 7 days, while the
 * quality of no number of the portfolio is YELLOW or RED (Meta says "within 6 hours", and "high"). From the lowest step
 * the portfolio must be verified, or have reached 2,000 users in 30 days. Every account of it hears of it by
 * `business_capability_update`. "Half in use" is read as half of the users of one day. Not modelled: denials.
 */
import { businesses, numbers, type PhoneNumber, wabas } from '../world/accounts.js';
import { portfolioLimits } from '../world/portfolio-limits.js';
import type { World } from '../world/world.js';
import { stepAbove, type Tier } from './tiers.js';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const RAISE_AFTER_MS = 6 * HOUR_MS;
const USERS_INSTEAD_OF_VERIFICATION = 2_000;
/** Numbers of an account, as the webhook says (Meta's sample). */
const NUMBERS_PER_ACCOUNT = 25;

const stateOf = (world: World, portfolio: string) =>
  world.of(portfolioLimits).get(portfolio) ?? { id: portfolio, halfUsedAt: 0, isRaising: false };

const accountsOf = (world: World, portfolio: string) =>
  world
    .of(wabas)
    .all()
    .filter(({ businessId }) => businessId === portfolio);

/** Numbers of all accounts of a portfolio: they share its limit. */
function numbersOf(world: World, portfolio: string): readonly PhoneNumber[] {
  const owned = new Set(accountsOf(world, portfolio).map(({ id }) => id));
  return world
    .of(numbers)
    .all()
    .filter(({ wabaId }) => owned.has(wabaId));
}

/** @param halfUsedAt when half of the limit was last in use. */
function mayRise(world: World, portfolio: string, halfUsedAt: number, now: number): boolean {
  const own = numbersOf(world, portfolio);
  if (own.some(({ qualityRating }) => qualityRating === 'YELLOW' || qualityRating === 'RED')) return false;
  const isVerified = world.of(businesses).get(portfolio)?.verificationStatus === 'verified';
  if (own[0]?.messagingLimit === 'TIER_250' && !isVerified)
    return world.reach.inMonth(portfolio, now) >= USERS_INSTEAD_OF_VERIFICATION;
  return halfUsedAt !== 0 && now - halfUsedAt < WEEK_MS;
}

/** A message counted: more of the limit is used. Enters a raise, once. @param limit users in 24 hours. */
export function noteUse(world: World, portfolio: string, limit: number, now: number): void {
  const all = world.of(portfolioLimits);
  const { halfUsedAt, isRaising } = stateOf(world, portfolio);
  const isHalf = world.reach.inDay(portfolio, now) * 2 >= limit;
  if (isRaising || (!isHalf && world.reach.inMonth(portfolio, now) < USERS_INSTEAD_OF_VERIFICATION)) return;
  const usedAt = isHalf ? now : halfUsedAt;
  const rises = mayRise(world, portfolio, usedAt, now);
  if (all.isFull() && !all.get(portfolio)) return;
  if (rises || usedAt - halfUsedAt > HOUR_MS) all.put({ id: portfolio, halfUsedAt: usedAt, isRaising: rises });
  if (rises) world.agenda.add({ chore: 'raise-limit', id: portfolio, at: now + RAISE_AFTER_MS });
}

/** Sets the limit of all numbers of a portfolio, and tells its accounts. */
export function setLimit(world: World, portfolio: string, tier: Tier): void {
  for (const { id } of numbersOf(world, portfolio)) world.of(numbers).update(id, { messagingLimit: tier.name });
  for (const { id } of accountsOf(world, portfolio))
    world.outbox.push({
      field: 'business_capability_update',
      wabaId: id,
      value: {
        max_daily_conversations_per_business: tier.users ?? -1,
        max_phone_numbers_per_waba: NUMBERS_PER_ACCOUNT,
      },
    });
}

/** The time has come; what was true six hours ago must still be. The next step asks for half of the new limit. */
export function raiseLimit(world: World, portfolio: string, now: number): void {
  const { halfUsedAt } = stateOf(world, portfolio);
  world.of(portfolioLimits).update(portfolio, { isRaising: false });
  const [number] = numbersOf(world, portfolio);
  const above = number && stepAbove(number.messagingLimit);
  if (!above || !mayRise(world, portfolio, halfUsedAt, now)) return;
  world.of(portfolioLimits).update(portfolio, { halfUsedAt: 0 });
  setLimit(world, portfolio, above);
}
