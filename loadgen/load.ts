/** One stretch of load: how many users take part, when they arrive, and what they have come to say. */
import type { ArrivalProcess } from './arrivals/index.js';

export interface Load {
  /** How many users take turns; each is in one conversation at a time. */
  readonly users: number;
  readonly process: ArrivalProcess;
  /** Arrivals per second at the beginning and at the end; equal unless the process is a ramp. */
  readonly fromPerSecond: number;
  readonly toPerSecond: number;
  /** Span in ms since the load as a whole began. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Name of a conversation script. */
  readonly says: string;
}
