/**
 * The history file: newline-delimited JSON, first a header that says how the run was planned, then observations.
 * A header carries all that a check needs, so that a file can be judged anywhere, later, with other checks.
 */
import type { FaultId, Observation } from './observations.js';

export interface PlannedPhase {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly faults: readonly PlannedFault[];
}

export interface PlannedFault {
  readonly id: FaultId;
  /** `graph.error`, … */
  readonly name: string;
  /** With every default filled in; durations in milliseconds. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A check to be judged, with the parameters that the scenario states; the check fills in its defaults. */
export interface CheckRequest {
  readonly check: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface PlannedLoad {
  readonly users: number;
  readonly process: string;
  /** Users arriving per second (for a ramp: at its end). */
  readonly ratePerSecond: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly says: string;
}

export interface HistoryHeader {
  readonly waproof: 1;
  readonly scenario: string;
  readonly title: string;
  readonly seed: number;
  /** Version of waproof. */
  readonly version: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly load: readonly PlannedLoad[];
  readonly phases: readonly PlannedPhase[];
  /** How long stragglers were waited for after the load. */
  readonly settleMs: number;
  /** After this time a delivery counts as not answered. */
  readonly webhookTimeoutMs: number;
  readonly checks: readonly CheckRequest[];
  /** What the scenario states instead of learning it from the calm opening. */
  readonly expects: { readonly replies?: number };
  /** Command that repeats this run. */
  readonly command: string;
}

export interface History {
  readonly header: HistoryHeader;
  readonly observations: readonly Observation[];
  /** What was wrong with the file: a broken last line, a missing end. */
  readonly warnings: readonly string[];
}
