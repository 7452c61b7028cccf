/**
 * `- advance: 24h` in a timeline: at that moment of the run the platform's time moves forward, and everything that was due
 * in between happens. The run itself, its load and its parts, goes on in real time.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';

/** The platform's time moves. */
export interface PlannedAdvance {
  /** Since the load began, in real ms. */
  readonly atMs: number;
  readonly byMs: number;
}

/** Further than any life on the platform, and still a date. */
const LONGEST_MS = 3_650 * 86_400_000;

export const advanceForm = z.strictObject({
  advance: duration
    .refine((ms) => ms > 0, { error: 'expected a duration above zero' })
    .refine((ms) => ms <= LONGEST_MS, { error: 'expected at most 3650d' }),
  at: duration.optional(),
});

export type AdvanceForm = z.output<typeof advanceForm>;

/** The other kind of step: it lasts. */
interface Lasting {
  readonly to: number;
}

/** Whether a step of a timeline, as written, is meant as an advance. */
export const isAdvance = (step: unknown): boolean => typeof step === 'object' && step !== null && 'advance' in step;

/** The moments of the advances, by their place in the timeline: as stated, or else when what is listed before has ended. */
export function advanceInstants(
  timeline: readonly (Lasting | AdvanceForm | undefined)[],
): ReadonlyMap<number, PlannedAdvance> {
  const instants = new Map<number, PlannedAdvance>();
  let endedMs = 0;
  for (const [index, step] of timeline.entries()) {
    if (step && 'advance' in step) {
      endedMs = step.at ?? endedMs;
      instants.set(index, { atMs: endedMs, byMs: step.advance });
    } else if (step) endedMs = Math.max(endedMs, step.to);
  }
  return instants;
}

/** In the order of their moments. */
export const planAdvances = (timeline: readonly (Lasting | AdvanceForm)[]): PlannedAdvance[] =>
  [...advanceInstants(timeline).values()].sort((a, b) => a.atMs - b.atMs);

/** A step of a timeline: a part, or an advance. What is wrong is said of the one that was meant. */
export function stepForm<Part extends Lasting>(part: z.ZodType<Part>): z.ZodType<Part | AdvanceForm> {
  return z.unknown().transform((value, context): Part | AdvanceForm => {
    const result = isAdvance(value) ? advanceForm.safeParse(value) : part.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues)
      context.issues.push({ ...issue, input: undefined } as (typeof context.issues)[0]);
    return z.NEVER;
  });
}
