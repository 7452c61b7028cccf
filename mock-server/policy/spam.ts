/**
 * Spam: a number that many users blocked or reported within days sends nothing outside of windows for a while; what it
 * sends is accepted and fails by a status (131048). How many it takes is assumed. It ends by itself as the feedback ages.
 * Source: Meta, "Error codes".
 */
import { contentError } from '../errors/graph-error.js';
import { numberFeedback, weightOf } from '../world/number-feedback.js';
import { figureOf } from '../world/rule-settings.js';
import { isWindowOpen } from '../world/threads.js';
import { categoryOf, type SendRule } from './send-rule.js';

const details =
  'Message failed to send because there are restrictions on how many messages can be sent from this phone number.';

export const spam: SendRule = {
  name: 'spam',
  summary: 'A number with many blocks and reports reaches nobody outside of windows: 131048.',
  fail(send, world) {
    const { from, to, at } = send;
    if (categoryOf(send) === undefined || world.of(numberFeedback).size === 0) return undefined;
    if (weightOf(world, from.id, at) < figureOf(world, from.id, 'feedbackForSpam')) return undefined;
    return isWindowOpen(world, from.id, to, at) ? undefined : contentError(131048, details);
  },
};
