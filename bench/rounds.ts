/**
 * Paired rounds: the thing and its bound in turn, so that what else the machine does hits both alike. Only ratios
 * within a pair are compared, and their median is the result.
 */
export interface Pair {
  readonly bound: number;
  readonly measured: number;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? high)) / 2;
};

export interface Ratio {
  readonly ratio: number;
  readonly lowest: number;
  readonly highest: number;
  readonly bound: number;
  readonly measured: number;
}

/** Higher is better in both; the ratio is measured / bound. */
export function summarise(pairs: readonly Pair[]): Ratio {
  const ratios = pairs.map(({ bound, measured }) => measured / bound);
  return {
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    bound: median(pairs.map(({ bound }) => bound)),
    measured: median(pairs.map(({ measured }) => measured)),
  };
}
