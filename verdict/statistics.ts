/** The little statistics that the checks need, exact and over arrays that fit in memory. */

/** Nearest rank: the smallest value that at least `share` (0 to 1) of all values do not exceed. NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

/** 95 % two-sided. */
const Z = 1.96;

/** Upper end of Wilson's 95 % interval for a share seen as `successes` of `trials`; 1 when nothing was tried. */
export function wilsonUpper(successes: number, trials: number): number {
  if (trials === 0) return 1;
  const share = successes / trials;
  const square = Z * Z;
  const centre = share + square / (2 * trials);
  const margin = Z * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials));
  return (centre + margin) / (1 + square / trials);
}

/**
 * Width of a distribution relative to its median. Timers are late, never early, and a busy machine makes some of them
 * very late: the lower half alone shows whether chance was meant, so the narrower of both views counts.
 */
export function relativeSpread(values: readonly number[]): number {
  const middle = median(values);
  const low = quantile(values, 0.1);
  return Math.min(quantile(values, 0.9) - low, 2 * (middle - low)) / middle;
}
