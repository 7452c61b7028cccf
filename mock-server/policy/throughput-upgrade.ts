/**
 * The upgrade to 1,000 messages a second. Automatic, once the portfolio's limit is unlimited, it reached 100,000 users
 * outside of customer service windows within 24 hours, and the number's quality is YELLOW or better. For up to a minute
 * the number is in maintenance (131057, HTTP 500); then it is HIGH, and `phone_number_quality_update` says so. Source:
 * Meta, "Throughput". Assumed: it takes the whole minute, only sends are refused meanwhile, and the number whose message
 * reached the last of the users is upgraded first, each other one with its next such message. Accepted messages count
 * as reached.
 */
import { contentError } from '../errors/graph-error.js';
import { numbers, type PhoneNumber, wabas } from '../world/accounts.js';
import { isWindowOpen } from '../world/threads.js';
import { throughputUpgrades } from '../world/throughput-upgrades.js';
import type { World } from '../world/world.js';
import { categoryOf, type Send, type SendRule } from './send-rule.js';

const UNLIMITED = 'TIER_UNLIMITED';
const GOOD_QUALITY: readonly string[] = ['GREEN', 'YELLOW'];

export const isUpgrading = (phoneNumberId: string, world: World): boolean =>
  world.of(throughputUpgrades).get(phoneNumberId) !== undefined;

/** Ends an upgrade. */
export function endUpgrade(world: World, phoneNumberId: string): void {
  const number = world.of(numbers).get(phoneNumberId);
  if (!world.of(throughputUpgrades).remove(phoneNumberId) || !number) return;
  world.of(numbers).update(phoneNumberId, { throughputLevel: 'HIGH' });
  world.outbox.push({
    field: 'phone_number_quality_update',
    wabaId: number.wabaId,
    phoneNumberId,
    value: {
      display_phone_number: number.displayPhoneNumber.replace(/\D/g, ''),
      event: 'THROUGHPUT_UPGRADE',
      current_limit: number.messagingLimit,
      max_daily_conversations_per_business: number.messagingLimit,
    },
  });
}

/** Begins an upgrade; it ends by itself. One that is going on goes on. */
export function beginUpgrade(phoneNumberId: string, world: World): void {
  const upgrades = world.of(throughputUpgrades);
  if (isUpgrading(phoneNumberId, world) || upgrades.isFull()) return;
  const until = world.now() + world.rules.of(phoneNumberId).figures.upgradeMs;
  upgrades.put({ id: phoneNumberId, until });
  world.agenda.add({ chore: 'end-upgrade', id: phoneNumberId, at: until });
}

/** Gives up an upgrade that is going on. */
export function cancelUpgrade(phoneNumberId: string, world: World): void {
  world.of(throughputUpgrades).remove(phoneNumberId);
}

const mayRise = (number: PhoneNumber): boolean =>
  number.throughputLevel === 'STANDARD' &&
  !number.isCoexistence &&
  number.messagingLimit === UNLIMITED &&
  GOOD_QUALITY.includes(number.qualityRating);

/** Whether the send reaches a user whom the business could not have written to freely. */
const isReaching = (send: Send, world: World): boolean =>
  categoryOf(send) !== undefined && send.group === undefined && !isWindowOpen(world, send.from.id, send.to, send.at);

export const throughputUpgrade: SendRule = {
  name: 'throughput-upgrade',
  summary:
    'Numbers of unlimited portfolios that reach 100,000 users a day are upgraded; 131057 for a minute meanwhile.',
  refuse({ from }, world) {
    const upgrades = world.of(throughputUpgrades);
    if (upgrades.size === 0 || !upgrades.get(from.id)) return undefined;
    return contentError(131057, 'The business account is in maintenance mode, as its throughput is being upgraded.');
  },
  count(send, world, failure) {
    const { from, to, at } = send;
    if (failure || !mayRise(from) || !isReaching(send, world)) return;
    const portfolio = world.of(wabas).get(from.wabaId)?.businessId ?? from.wabaId;
    const reached = world.rates.reached(portfolio);
    const needed = world.rules.of(from.id).figures.usersForUpgrade;
    // No more users are remembered than are needed.
    if (reached.size(at) < needed) reached.add(to, at);
    if (reached.size(at) >= needed) beginUpgrade(from.id, world);
  },
};
