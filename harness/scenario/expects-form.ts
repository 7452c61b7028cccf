/** `expects:` of a scenario and of `waproof.yml`: what is normal for a subject, stated instead of learned. */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import type { Expectations } from '../../core/history.js';

const LONGEST_THOUGHT_MS = 600_000;

export const expectsForm = z.strictObject({
  /** Answers to a message. */
  replies: z.int().min(0).max(20).optional(),
  /** How long an answer usually takes. */
  thinking: duration.refine((ms) => ms <= LONGEST_THOUGHT_MS, { error: 'expected at most 10m' }).optional(),
  /** The wording is made anew each time, as by a language model. */
  varied: z.boolean().optional(),
  /** Whether campaigns can be started over an HTTP API of the subject. */
  campaign: z.boolean().optional(),
});

export function planExpectations({ replies, thinking, varied, campaign }: z.output<typeof expectsForm>): Expectations {
  return {
    ...(replies !== undefined && { replies }),
    ...(thinking !== undefined && { thinkingMs: thinking }),
    ...(varied !== undefined && { varied }),
    ...(campaign !== undefined && { campaign }),
  };
}
