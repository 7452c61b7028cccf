/** What the process says to whoever started it; stable from the first release. */
export const EXIT = {
  /** Every check passed. */
  passed: 0,
  /** A check failed. */
  failed: 1,
  /** Wrong usage or an invalid scenario; nothing was started. */
  usage: 2,
  /** The subject did not start, verify or answer. */
  subject: 3,
  /** Too little evidence, a run cut short, or a harness that was itself too slow. */
  inconclusive: 4,
} as const;
