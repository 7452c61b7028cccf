/** Values that several faults take. Which things a fault meets is in `selection.ts`. */
import { z } from 'zod';
import { duration, parseDuration } from '../../core/durations.js';
import { MOMENTS, type Moment } from './fault.js';
import { ofCalls } from './selection.js';

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** `3` or `1..3`: a number of things, at most `limit`. */
export const range = (limit: number) =>
  z
    .union([z.number(), z.string()], { error: 'expected a whole number or a range such as 1..3' })
    .transform((value, context): Range => {
      const [, low, high] = /^(\d+)(?:\.\.(\d+))?$/.exec(String(value).trim()) ?? [];
      const min = Number(low);
      const max = Number(high ?? low);
      if (low !== undefined && min >= 1 && min <= max && max <= limit) return { min, max };
      context.addIssue({
        code: 'custom',
        message: `expected a whole number or a range such as 1..3, from 1 to ${limit}`,
      });
      return z.NEVER;
    })
    .meta({ title: 'number or range' });

/** `5s` or `1s..10s`: a span of durations up to `limitMs`, in ms. */
export const durationRange = (limitMs: number) =>
  z
    .string({ error: 'expected a duration or a range such as 1s..10s' })
    .transform((value, context): Range => {
      const [low = '', high = low, more] = value.split('..');
      const [min, max] = [parseDuration(low), parseDuration(high)];
      if (more === undefined && min !== undefined && max !== undefined && min <= max && max <= limitMs)
        return { min, max };
      const message = `expected a duration or a range such as 1s..10s, of at most ${limitMs} ms`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    })
    .meta({ title: 'duration or range' });

/** Members of a fault that only sends can meet. */
export const ofSends = (share = 1) => ({
  ...ofCalls(['send'], share),
  on: z
    .tuple([z.literal('send')])
    .default(['send'])
    .describe('sends only'),
});

/** When a fault of calls strikes. @param usual unless told otherwise. */
export const moment = (usual: Moment) =>
  z
    .enum(MOMENTS)
    .default(usual)
    .describe(
      'arrival: before the call is looked at; before-effect: it was in order; after-effect: it was done, the answer suffers',
    );

/** A duration above zero, of at most `limitMs`. */
export const span = (limitMs: number) =>
  duration.refine((ms) => ms > 0 && ms <= limitMs, { error: `expected a duration above 0, of at most ${limitMs} ms` });
