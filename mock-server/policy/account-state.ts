/**
 * States that Meta puts an account in for breaking its policies. Restricted: it may only answer, what it begins is
 * refused (368). Locked: it sends nothing (131031). Banned: the same, for good. Which of the two codes stands for which
 * state is assumed: Meta lists both as "restricted or disabled". Source: Meta, "Policy enforcement", "Error codes".
 */
import { contentError, graphError } from '../errors/graph-error.js';
import { wabas } from '../world/accounts.js';
import { isWindowOpen } from '../world/threads.js';
import { categoryOf, type SendRule } from './send-rule.js';

export const accountState: SendRule = {
  name: 'account-state',
  summary: 'A restricted account only answers (368); a locked or banned one sends nothing (131031).',
  refuse(send, world) {
    const restriction = world.of(wabas).get(send.from.wabaId)?.restriction;
    if (!restriction || (restriction.until !== undefined && send.at >= restriction.until)) return undefined;
    if (restriction.state !== 'restricted')
      return contentError(131031, 'Your WhatsApp Business Account has been restricted or disabled.');
    const begins = categoryOf(send) !== undefined && !isWindowOpen(world, send.from.id, send.to, send.at);
    return begins ? graphError(368) : undefined;
  },
};
