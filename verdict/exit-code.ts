/** What the process says about a verdict. Codes 2 (wrong usage) and 3 (unusable subject) are not verdicts. */
import type { Outcome } from './verdict.js';

const EXIT_CODES = { pass: 0, fail: 1, inconclusive: 4 } as const satisfies Record<Outcome, number>;

/** 0 every check passed, 1 a check failed, 4 too little evidence or a limited harness. */
export function exitCodeOf(verdict: Outcome): 0 | 1 | 4 {
  return EXIT_CODES[verdict];
}
