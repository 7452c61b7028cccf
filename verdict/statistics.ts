/** The little statistics that the checks need, exact and over arrays that fit in memory. */

/** Nearest rank: the smallest value that at least `share` (0 to 1) of all values do not exceed. NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

/** 95 % two-sided, 97.5 % one-sided. */
const Z = 1.96;

/** One-sided 99 %: how sure the checks want to be of what they say of a share or a rank. */
export const SURE = 2.326;

/** Wilson's interval for a share seen as `successes` of `trials`: all of 0 to 1 when nothing was tried. */
export function wilson(successes: number, trials: number, z: number = Z): { lower: number; upper: number } {
  if (trials === 0) return { lower: 0, upper: 1 };
  const share = successes / trials;
  const square = z * z;
  const centre = share + square / (2 * trials);
  const margin = z * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials));
  const scale = 1 + square / trials;
  return { lower: Math.max(0, (centre - margin) / scale), upper: Math.min(1, (centre + margin) / scale) };
}

/** Lower end of Wilson's 95 % interval; 0 when nothing was tried. */
export const wilsonLower = (successes: number, trials: number) => 1 - wilsonUpper(trials - successes, trials);

/**
 * Is the first share larger than the second beyond doubt? Their 95 % intervals do not overlap. Of two equal shares that is said
 * in 2.1 % of cases at the worst (with two hits at least), in less than 0.8 % when they are a hundredth; never when they are nought.
 */
export const isClearlyMore = (some: Share, others: Share) =>
  wilsonLower(some.hits, some.of) > wilsonUpper(others.hits, others.of);

/** So many of so many. */
export interface Share {
  readonly hits: number;
  readonly of: number;
}

/** Of something that happens in a share of all trials at most: the fewest times that chance brings about with less than `risk`. */
export function fewestBeyondChance(trials: number, share: number, risk: number): number {
  // Poisson, which is above the binomial where it matters: rare things, many trials.
  const mean = trials * share;
  let term = Math.exp(-mean);
  let below = 0;
  let times = 0;
  while (1 - below >= risk) {
    below += term;
    times++;
    term *= mean / times;
  }
  return times;
}

/** Upper end of Wilson's 95 % interval. */
export const wilsonUpper = (successes: number, trials: number) => wilson(successes, trials).upper;

/**
 * Width of a distribution relative to its median. Timers are late, never early, and a busy machine makes some of them
 * very late: the lower half alone shows whether chance was meant, so the narrower of both views counts.
 */
export function relativeSpread(values: readonly number[]): number {
  const middle = median(values);
  const low = quantile(values, 0.1);
  return Math.min(quantile(values, 0.9) - low, 2 * (middle - low)) / middle;
}
