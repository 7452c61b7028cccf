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
  /** Users arriving per second (for a ramp: at its end; for a spike and a day: where it is lowest). */
  readonly ratePerSecond: number;
  /** With a spike or a day: where it is highest. */
  readonly peakPerSecond?: number | undefined;
  readonly fromMs: number;
  readonly toMs: number;
  readonly says: string;
  /** Share of the users whose phone number the business does not see. */
  readonly withoutPhone?: number | undefined;
  /** What is written in it was written so long before it is delivered. */
  readonly agedByMs?: number | undefined;
}

/** The subject is told, over its own HTTP API, to send a template to many users. */
export interface PlannedCampaign {
  /** `campaign#1`. */
  readonly id: string;
  readonly template: string;
  readonly language: string;
  /** How many users get it. */
  readonly recipients: number;
  /** When it is triggered, and until when it is given time. */
  readonly fromMs: number;
  readonly toMs: number;
  /** When the same trigger is posted again, since the load began. */
  readonly againMs: readonly number[];
}

/** What is normal for the subject, stated instead of learned. */
export interface Expectations {
  /** Answers to a message. */
  readonly replies?: number | undefined;
  /** How long an answer usually takes. */
  readonly thinkingMs?: number | undefined;
  /** The wording is made anew each time, as by a language model: the same message is not answered by the same text. */
  readonly varied?: boolean | undefined;
  /** False: it has no HTTP API that campaigns could be started over; none are triggered. */
  readonly campaign?: boolean | undefined;
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
  /** Absent: none. */
  readonly campaigns?: readonly PlannedCampaign[] | undefined;
  readonly phases: readonly PlannedPhase[];
  /** How long stragglers were waited for after the load. */
  readonly settleMs: number;
  /** After this time a delivery counts as not answered. */
  readonly webhookTimeoutMs: number;
  readonly checks: readonly CheckRequest[];
  /** What the scenario states instead of learning it from the calm opening. */
  readonly expects: Expectations;
  /** Command that repeats this run. */
  readonly command: string;
}

export interface History {
  readonly header: HistoryHeader;
  readonly observations: readonly Observation[];
  /** What was wrong with the file: a broken last line, a missing end. */
  readonly warnings: readonly string[];
}
