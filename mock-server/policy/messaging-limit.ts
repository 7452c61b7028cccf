/**
 * Messaging limit of a portfolio: how many users its numbers together may reach with templates outside of customer
 * service windows in a moving 24 hours; a message to one more is accepted and fails by a status. Meta documents no code
 * for it: 131048 is assumed. A message counts when it is accepted (Meta counts deliveries), and never when it fails.
 * What is used of the limit raises it: see limit-raise.ts. Source: Meta, "Messaging limits" (October 2025).
 */
import { contentError } from '../errors/graph-error.js';
import { figureOf } from '../world/rule-settings.js';
import { isWindowOpen } from '../world/threads.js';
import type { World } from '../world/world.js';
import { noteUse } from './limit-raise.js';
import { categoryOf, portfolioOfSender, type Send, type SendRule } from './send-rule.js';
import { usersOf } from './tiers.js';

const details = 'The messaging limit of this business portfolio was reached.';

/** Users in 24 hours; `undefined`: as many as there are. */
const limitOf = ({ from }: Send, world: World): number | undefined =>
  figureOf(world, from.id, 'reachPerDay') ?? usersOf(from.messagingLimit);

const isCounted = (send: Send, world: World): boolean =>
  categoryOf(send) !== undefined && send.group === undefined && !isWindowOpen(world, send.from.id, send.to, send.at);

export const messagingLimit: SendRule = {
  name: 'messaging-limit',
  summary: 'Users that a portfolio reaches outside of windows in 24 h: 250, 2K, 10K, 100K; one more fails with 131048.',
  fail(send, world) {
    if (categoryOf(send) === undefined) return undefined;
    const limit = limitOf(send, world);
    if (limit === undefined || !isCounted(send, world)) return undefined;
    const portfolio = portfolioOfSender(send, world);
    const { reach } = world;
    return reach.has(portfolio, send.to, send.at) || reach.inDay(portfolio, send.at) < limit
      ? undefined
      : contentError(131048, details);
  },
  count(send, world, failure) {
    if (failure || categoryOf(send) === undefined) return;
    const limit = limitOf(send, world);
    if (limit === undefined || !isCounted(send, world)) return;
    const portfolio = portfolioOfSender(send, world);
    world.reach.add(portfolio, send.to, send.at);
    noteUse(world, portfolio, limit, send.at);
  },
};
