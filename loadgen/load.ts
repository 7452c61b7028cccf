/** One stretch of load: how many users take part, when they arrive, and what they have come to say. */
import type { Peak } from './arrivals/arrivals.js';
import type { ArrivalProcess } from './arrivals/index.js';

export interface Load {
  /** How many users take turns; each is in one conversation at a time. */
  readonly users: number;
  readonly process: ArrivalProcess;
  /** Arrivals per second at the beginning and at the end; equal unless the process is a ramp. Outside of a peak. */
  readonly fromPerSecond: number;
  readonly toPerSecond: number;
  /** Of a spike and a day. */
  readonly peak?: Peak | undefined;
  /** Span in ms since the load as a whole began. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Name of a conversation script. */
  readonly says: string;
  /** Share of the users (0 to 1) whose phone number the business does not see. Default: 0. */
  readonly withoutPhone?: number | undefined;
  /** Messages were written so long before they are delivered, in ms. Default: 0. */
  readonly agedByMs?: number | undefined;
}
