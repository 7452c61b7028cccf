/**
 * Pair rate: from one number to one user a message every 6 seconds. Up to 45 may go within 6 seconds of the first, but
 * they borrow from the future: nothing more goes until the time is over that they would have taken at the usual rate,
 * two minutes after a burst of 20. What comes too soon is refused with 131056. Source: Meta, "Pair rate limits". Assumed:
 * refused sends do not count, and chats of groups are no pairs.
 */
import { contentError } from '../errors/graph-error.js';
import type { SendRule } from './send-rule.js';

/** In the words of Meta's page on errors. */
const tooSoon = () =>
  contentError(
    131056,
    'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.',
  );

export const pairRate: SendRule = {
  name: 'pair-rate',
  summary: 'One message in 6 s from a number to a user; bursts of up to 45, which borrow from the future: 131056.',
  refuse({ from, to, group, at }, world) {
    const burst = group === undefined ? world.rates.pairs.of(from.id, to) : undefined;
    if (!burst) return undefined;
    const { pairIntervalMs, pairBurst } = world.rules.of(from.id).figures;
    const elapsed = at - burst.startedAt;
    const isPaidOff = elapsed >= burst.sent * pairIntervalMs;
    const isGoingOn = elapsed < pairIntervalMs && burst.sent < pairBurst;
    return isPaidOff || isGoingOn ? undefined : tooSoon();
  },
  count({ from, to, group, at }, world) {
    if (group !== undefined) return;
    const burst = world.rates.pairs.of(from.id, to);
    if (burst && at - burst.startedAt < burst.sent * world.rules.of(from.id).figures.pairIntervalMs) burst.sent++;
    else world.rates.pairs.begin(from.id, to, at);
  },
};
