/**
 * Users who blocked the number are not reached by it: accepted, and failed with 131026, which deliberately does not say
 * why (that a block is told this way is assumed; integrators also report messages that stay `sent`).
 */
import { contentError } from '../errors/graph-error.js';
import { hasBlocked } from '../world/number-feedback.js';
import type { SendRule } from './send-rule.js';

export const userBlock: SendRule = {
  name: 'user-block',
  summary: 'Users who blocked the number are not reached: 131026.',
  fail({ from, to, group }, world) {
    if (group !== undefined || !hasBlocked(world, from.id, to)) return undefined;
    return contentError(131026, 'Message Undeliverable.');
  },
};
