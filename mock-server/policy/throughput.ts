/**
 * Throughput of a number: messages in the last second, in and out together, all types alike. 80, or 1,000 once it was
 * upgraded, and always 20 for a number that is used with the app as well; what is more is refused with 130429 (HTTP 400)
 * until the rate is back under it. Users are never refused, but what they write leaves less for the business. Source:
 * Meta, "Throughput". That refused sends do not count, and a message to a group counts once, is assumed.
 */
import { contentError } from '../errors/graph-error.js';
import type { PhoneNumber } from '../world/accounts.js';
import type { World } from '../world/world.js';
import type { SendRule } from './send-rule.js';

/** Messages a second. */
export function throughputOf(number: PhoneNumber, world: World): number {
  const { figures } = world.rules.of(number.id);
  if (number.isCoexistence) return figures.coexistenceThroughputPerSecond;
  return number.throughputLevel === 'HIGH' ? figures.upgradedThroughputPerSecond : figures.throughputPerSecond;
}

export const throughput: SendRule = {
  name: 'throughput',
  summary: '80 messages a second per number, in and out; 1,000 after the upgrade; 20 for coexistence: 130429.',
  refuse({ from, at }, world) {
    return world.rates.messages(from.id).at(at) >= throughputOf(from, world)
      ? contentError(130429, 'Cloud API message throughput has been reached.')
      : undefined;
  },
  count({ from, at }, world) {
    world.rates.messages(from.id).add(at);
  },
  hear({ number, at }, world) {
    world.rates.messages(number.id).add(at);
  },
};
