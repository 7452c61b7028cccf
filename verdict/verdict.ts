/**
 * What a judged run looks like: the shape that the reports, the exit code and `verdict.json` share. It holds words and
 * numbers only; how they came about is the business of the checks.
 */

/** `inconclusive`: the history holds too little evidence to say either. */
export type Outcome = 'pass' | 'fail' | 'inconclusive';

/** `not-applicable`: this kind of subject or scenario gives the check nothing to hold, however long it runs. */
export type CheckOutcome = Outcome | 'not-applicable';

/** What a check is about; reports grade a subject by these. */
export const AREAS = [
  'acknowledgement',
  'idempotency',
  'backoff',
  'security',
  'recovery',
  'throughput',
  'conformance',
] as const;
export type Area = (typeof AREAS)[number];

/** One concrete case, in words, with the ids of the observations that show it. */
export interface Finding {
  readonly sentence: string;
  readonly evidence: readonly number[];
}

export interface CheckVerdict {
  readonly check: string;
  readonly verdict: CheckOutcome;
  /** The number that the verdict rests on: `3 of 412 messages`. */
  readonly figure: string;
  /** What happened and, on a failure, what to do about it. */
  readonly sentence: string;
  /** Observation ids, ascending, at most `MOST_EVIDENCE`. */
  readonly evidence: readonly number[];
  /** The clearest cases first, at most `MOST_FINDINGS`. */
  readonly findings: readonly Finding[];
}

/** How well the harness kept its own promises; a limited harness must not blame the subject for being slow. */
export interface HarnessHealth {
  readonly limited: boolean;
  readonly sentence: string;
  readonly loopLagP99Ms: number;
  readonly latenessP99Ms: number;
  readonly arrivalsDropped: number;
  readonly arrivalsPlayed: number;
}

export interface RunVerdict {
  readonly verdict: Outcome;
  readonly scenario: string;
  readonly seed: number;
  /** Why the run did not reach its end: `interrupted`, `subject-exited`, `subject-unusable`, or `unfinished` when the history just stops. */
  readonly cutShort?: string;
  readonly checks: readonly CheckVerdict[];
  readonly harness: HarnessHealth;
  readonly warnings: readonly string[];
  /** Command that repeats the run. */
  readonly command: string;
}

export const MOST_FINDINGS = 50;
export const MOST_EVIDENCE = 200;

/** One failure fails the whole; else one doubt leaves it in doubt; nothing judged is a doubt too. */
export function worstOf(outcomes: readonly CheckOutcome[]): Outcome {
  if (outcomes.includes('fail')) return 'fail';
  return outcomes.includes('pass') && !outcomes.includes('inconclusive') ? 'pass' : 'inconclusive';
}
