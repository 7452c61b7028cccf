/**
 * Customer service window: free-form messages only within 24 hours of the user's last message or call; later ones are
 * accepted and fail by a status (131047). Reactions too; read marks never. Messages to groups are not held to it here.
 * The business's answer to a user whom an advertisement brought opens the free entry point window, which makes messages
 * free but does not stand in for this one. Source: Meta, "Send messages: customer service windows", "Pricing".
 */
import { contentError, type GraphError } from '../errors/graph-error.js';
import { answerIn, isWindowOpen } from '../world/threads.js';
import { categoryOf, type SendRule } from './send-rule.js';

const NAME = 'service-window';
const details = 'Message failed to send because more than 24 hours have passed since the customer last replied.';
/** Made once, with its rule: under load most messages may fail so. */
const tooLate: GraphError = { ...contentError(131047, details), rule: NAME };

export const serviceWindow: SendRule = {
  name: NAME,
  summary: 'Free-form messages within 24 h of the user’s last message or call; later ones fail with 131047.',
  fail(send, world) {
    if (categoryOf(send) !== undefined || send.group !== undefined) return undefined;
    return isWindowOpen(world, send.from.id, send.to, send.at) ? undefined : tooLate;
  },
  count(send, world, failure) {
    if (!failure) answerIn(world, send.from.id, send.to, send.at);
  },
};
