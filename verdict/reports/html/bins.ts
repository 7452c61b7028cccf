/** Cuts a run into equal stretches of time, a second each, or longer ones when the run is long. */

/** A chart is about a thousand pixels wide; more points than that only cost. */
const MOST_BINS = 1_200;
const WIDTHS_MS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000];

export interface Bins {
  readonly widthMs: number;
  readonly count: number;
  /** Index of the bin that holds this instant; instants outside the run fall into its first or last bin. */
  indexOf(ms: number): number;
}

export function createBins(endMs: number): Bins {
  const widthMs = WIDTHS_MS.find((width) => endMs / width <= MOST_BINS) ?? Math.ceil(endMs / MOST_BINS);
  const count = Math.max(1, Math.ceil(endMs / widthMs));
  return { widthMs, count, indexOf: (ms) => Math.min(Math.max(Math.floor(ms / widthMs), 0), count - 1) };
}

/** Counts events; read as events per second. */
export function createCounter(bins: Bins) {
  const counts = new Array<number>(bins.count).fill(0);
  let total = 0;
  return {
    add(ms: number) {
      const index = bins.indexOf(ms);
      counts[index] = (counts[index] ?? 0) + 1;
      total++;
    },
    total: () => total,
    perSecond: () => counts.map((count) => round((count * 1_000) / bins.widthMs)),
  };
}

/** Gathers values; read as percentiles of each bin, null where there were none. */
export function createDistribution(bins: Bins) {
  const values: number[][] = Array.from({ length: bins.count }, () => []);
  return {
    add: (ms: number, value: number) => values[bins.indexOf(ms)]?.push(value),
    percentile: (share: number) => values.map((list) => percentile(list, share) ?? null),
  };
}

export const round = (value: number) => Math.round(value * 100) / 100;

/** Nearest rank: a value that occurred. */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  return value === undefined ? undefined : round(value);
}
