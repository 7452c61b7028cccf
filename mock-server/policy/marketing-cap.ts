/**
 * Marketing cap of a user: more marketing templates than a user is thought to want are accepted and fail by a status
 * (131049). Meta documents that there is a cap, over all businesses together, and not how high it is: two in a moving
 * 24 hours and none inside an open window are assumed. A share of users can be full already, because of businesses that
 * are not here, and countries can be left out altogether, as the United States are since April 2025: both are off unless
 * set, because the users of tests have numbers of that country. Source: Meta, "Per-user marketing template limits".
 */
import type { GraphError } from '../errors/graph-error.js';
import { contentError } from '../errors/graph-error.js';
import { countryOf } from '../world/calling-codes.js';
import { figureOf } from '../world/rule-settings.js';
import { isWindowOpen } from '../world/threads.js';
import type { World } from '../world/world.js';
import { isMarketing, type Send, type SendRule } from './send-rule.js';

const DAY_MS = 86_400_000;
const NONE: readonly number[] = [];

const refusal = (): GraphError =>
  contentError(131049, 'This message was not delivered to maintain healthy ecosystem engagement.');

/** Wall times of what the user got in the last 24 hours, the oldest first. */
const recentOf = ({ to, at }: Send, world: World): readonly number[] =>
  world.knownUser(to)?.marketedAt?.filter((then) => then > at - DAY_MS) ?? NONE;

export const marketingCap: SendRule = {
  name: 'marketing-cap',
  summary: 'Marketing templates to one user in 24 h, of all businesses; one more fails with 131049.',
  fail(send, world) {
    if (!isMarketing(send)) return undefined;
    const { from, to, at } = send;
    if (figureOf(world, from.id, 'marketingPausedIn').includes(countryOf(to))) return refusal();
    if (isWindowOpen(world, from.id, to, at)) return undefined;
    if (world.isAmong(`marketing-full/${to}`, figureOf(world, from.id, 'marketingFullShare'))) return refusal();
    return recentOf(send, world).length < figureOf(world, from.id, 'marketingPerUserPerDay') ? undefined : refusal();
  },
  count(send, world, failure) {
    if (failure || !isMarketing(send)) return;
    const user = world.user(send.to);
    // More than the cap is never kept, but a cap can be set high and an open window knows none.
    user.marketedAt = [...recentOf(send, world), send.at].slice(-100);
  },
};
