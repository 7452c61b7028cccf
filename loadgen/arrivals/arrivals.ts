/**
 * The contract of arrival processes: when do users show up? A process is a pure generator of instants; it does not
 * know who arrives, what is said, or whether anybody keeps up. Instants are drawn lazily, so that a day of load costs
 * no memory.
 */
import type { Random } from '../../core/random.js';

/** What a process may need; each takes what it understands. */
export interface ArrivalSpan {
  /** Length of the span in ms. */
  readonly durationMs: number;
  /** Arrivals per second at the beginning of the span. */
  readonly fromPerSecond: number;
  /** Arrivals per second at its end; the same unless the process is a ramp. */
  readonly toPerSecond: number;
  /** Where the rate is highest; only of a process that has a peak. */
  readonly peak?: Peak | undefined;
}

export interface Peak {
  readonly perSecond: number;
  /** A spike: when it begins and how long it lasts, in ms since the span began. */
  readonly atMs: number;
  readonly forMs: number;
  /** A day: its length in ms. */
  readonly periodMs: number;
}

/** Yields the instants of arrivals in ms since the span began: in order, from 0 to below `durationMs`. */
export type Arrivals = (span: ArrivalSpan, random: Random) => Generator<number, void, undefined>;
