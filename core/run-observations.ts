/**
 * What is observed of a run itself: the subject as a process, the phases and faults of the plan, campaigns that were
 * triggered, the harness's look at itself. Everything that users, webhooks and calls are seen to do is in
 * `observations.ts`, which names these as well.
 */
import type { WaId } from './ids.js';

/** Which fault struck: its name and its place in the plan, `graph.error#2`. */
export type FaultId = string;

/** The subject process was started with `--exec`. */
export interface SubjectStarted {
  kind: 'subject.started';
  command: string;
  pid: number;
}

/** The subject answers: from here on it is judged. Once more after each kill: then it takes connections again. */
export interface SubjectReady {
  kind: 'subject.ready';
  afterMs: number;
}

export interface SubjectExited {
  kind: 'subject.exited';
  code: number | null;
  signal: string | null;
  /** True when the harness asked it to stop, or killed it on behalf of a fault. */
  expected: boolean;
  /** The fault that killed it; it is started again. */
  fault?: FaultId | undefined;
}

/** One GET handshake on the webhook URL (`hub.mode=subscribe`). */
export interface HandshakeAnswered {
  kind: 'handshake.answered';
  probe: 'right-token' | 'wrong-token' | 'missing-token';
  /** HTTP status; absent when no answer came. */
  status?: number;
  /** The body was exactly the challenge. */
  echoed: boolean;
  ms: number;
  problem?: string;
}

/** A part of the timeline begins: from now on exactly these faults are active. */
export interface PhaseStarted {
  kind: 'phase.started';
  phase: number;
  name: string;
  faults: FaultId[];
}

export interface PhaseEnded {
  kind: 'phase.ended';
  phase: number;
  name: string;
}

/** A fault that acts struck: it killed the subject, took its token away, lowered a limit. */
export interface FaultFired {
  kind: 'fault.fired';
  fault: FaultId;
  /** What it did, in a few words. */
  what: string;
}

/** Access to the platform was taken away, or given anew to where the subject can find it. */
export interface TokenChanged {
  kind: 'token.changed';
  change: 'expired' | 'issued';
}

/** The subject was told, over its own HTTP API, to send a template to many users. Appended when that was answered, or not. */
export interface CampaignTriggered {
  kind: 'campaign.triggered';
  /** Its number in the plan: `campaign#1`. A restart of the same campaign has the same. */
  campaign: string;
  /** 1 for the first trigger, counted up when the same one is posted again. */
  attempt: number;
  /** When it was posted. */
  triggeredAt: number;
  /** Name and language of the template. */
  template: string;
  language: string;
  /** How many users were named, and who. */
  recipients: number;
  users: readonly WaId[];
  /** HTTP status; absent when no answer came. */
  status?: number | undefined;
  problem?: string | undefined;
  /** From posting to the end of the answer. */
  ms: number;
}

/** An arrival that was due and could not be played: the load was lower than planned. */
export interface ArrivalDropped {
  kind: 'arrival.dropped';
  due: number;
  reason: string;
}

/** A queue, body, buffer or retention limit was reached. */
export interface LimitReached {
  kind: 'limit.reached';
  limit: string;
  value: number;
  detail: string;
}

/** The harness looks at itself, once a second. */
export interface HarnessSample {
  kind: 'harness.sample';
  /** Event loop delay of the last second, 99th percentile, in ms. */
  loopLagMs: number;
  /** How late the arrivals of the last second were, 99th percentile, in ms. */
  latenessMs: number;
  /** Arrivals of the last second: planned and played. */
  arrivalsDue: number;
  arrivalsPlayed: number;
  pendingDeliveries: number;
  heapBytes: number;
}

/** The last line of a complete history. */
export interface RunEnded {
  kind: 'run.ended';
  /** Why the run was not played to its end. */
  cutShort?: 'interrupted' | 'subject-exited' | 'subject-unusable';
  /** Nothing was pending any more when the run ended. */
  settled: boolean;
}
