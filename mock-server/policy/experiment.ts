/**
 * Experiments: users of Meta's control group get no marketing templates (130472; about one in a hundred, and not always).
 * None take part unless a share is set. The same seed picks the same users. Source: Meta, "Experiments".
 */
import { contentError } from '../errors/graph-error.js';
import { figureOf } from '../world/rule-settings.js';
import { isMarketing, type SendRule } from './send-rule.js';

const details = "Failed to send message because this user's phone number is part of an experiment.";

export const experiment: SendRule = {
  name: 'experiment',
  summary: 'Users of a control group get no marketing templates: 130472. Default: nobody takes part.',
  fail(send, world) {
    if (!isMarketing(send)) return undefined;
    const share = figureOf(world, send.from.id, 'experimentShare');
    return world.isAmong(`experiment/${send.to}`, share) ? contentError(130472, details) : undefined;
  },
};
