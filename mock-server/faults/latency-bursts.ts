/**
 * Slow spells: for a while every call is slower, so that neighbouring calls suffer together, as they do when a machine
 * or a link behind an API is in trouble. One spell falls into every stretch of so many milliseconds since the fault
 * began, at an instant that depends on the seed and the stretch alone.
 */
import { z } from 'zod';
import type { StrikeTime } from './fault.js';
import { span } from './parameters.js';

const HOUR_MS = 3_600_000;

export const bursts = z
  .strictObject({
    every: span(HOUR_MS).describe('one spell in each such stretch of time'),
    lasting: span(HOUR_MS).describe('how long a spell is'),
    factor: z.number().min(1).max(1_000).describe('what is drawn is multiplied by it'),
  })
  .refine(({ every, lasting }) => lasting <= every, { error: 'lasting must not be above every' });

export type Bursts = z.output<typeof bursts>;

/** What a latency is multiplied by at this time. */
export function burstFactor({ every, lasting, factor }: Bursts, { elapsedMs, chance }: StrikeTime): number {
  const stretch = Math.floor(elapsedMs / every);
  const begins = stretch * every + chance.fork(`burst/${stretch}`).next() * (every - lasting);
  return elapsedMs >= begins && elapsedMs < begins + lasting ? factor : 1;
}
