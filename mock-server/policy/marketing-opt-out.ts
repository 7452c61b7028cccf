/**
 * Users who stopped a business's marketing messages get none: accepted, and failed by a status (131050). The wish holds
 * for all numbers of the portfolio. Source: Meta, "User preferences for marketing messages" (2025).
 */
import { contentError } from '../errors/graph-error.js';
import { wantsNoMarketing } from '../world/user-preferences.js';
import { isMarketing, portfolioOfSender, type SendRule } from './send-rule.js';

const details = 'Recipient has chosen to stop receiving marketing messages on WhatsApp from your business.';

export const marketingOptOut: SendRule = {
  name: 'marketing-opt-out',
  summary: 'Users who stopped a business’s marketing messages get none: 131050.',
  fail(send, world) {
    if (!isMarketing(send)) return undefined;
    return wantsNoMarketing(world, portfolioOfSender(send, world), send.to) ? contentError(131050, details) : undefined;
  },
};
