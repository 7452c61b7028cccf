/**
 * The contract of a check: a pure function from evidence to a judgement. It sees nothing else, so that an old history
 * judged again gives the same answer.
 */
import type { z } from 'zod';
import type { Evidence } from './evidence/evidence.js';
import type { Area, CheckVerdict } from './verdict.js';

export type Judgement = Omit<CheckVerdict, 'check'>;

export interface Check<P = unknown> {
  readonly name: string;
  /** One line: what holds when it passes. */
  readonly summary: string;
  readonly area: Area;
  /** Faults that give it its evidence: when one of them was planned and never struck, there is no pass. */
  readonly provokedBy?: readonly string[];
  /** Takes what a scenario states (`{}` at least) and fills in the defaults. */
  readonly parameters: z.ZodType<P>;
  judge(evidence: Evidence, parameters: P): Judgement;
}
