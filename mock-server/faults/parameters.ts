/** Parameters that several faults share. */
import { z } from 'zod';

export const probability = z.number().min(0).max(1);

/** Which calls a fault strikes. */
export const on = z.array(z.enum(['send', 'mark-read', 'other'])).min(1);
export const EVERY_CALL = ['send', 'mark-read', 'other'] as const;

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
    });
