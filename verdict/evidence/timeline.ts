/**
 * When was it calm, when was there trouble, and did the run reach its end? Spans come from the phases as they were
 * played (`phase.started`, `phase.ended`) and, where those are missing, from the plan.
 */
import type { History, HistoryHeader, PlannedFault, PlannedPhase } from '../../core/history.js';
import type { Observation, Observed } from '../../core/observations.js';

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Timeline {
  /** The opening without faults other than latency; absent when the run begins with trouble. */
  readonly calm?: Span;
  /** Stretches of consecutive phases with faults. */
  readonly troubles: readonly Span[];
  /** Every phase as it was played. */
  readonly phases: readonly PlayedPhase[];
  /** What was open so shortly before the end of a run that did not end properly may have been under way. */
  readonly youngMs: number;
  /** Instant of the last observation. */
  readonly endMs: number;
  /** Played to its end, nothing was pending any more: whatever did not happen by then never would. */
  readonly complete: boolean;
  readonly cutShort?: string;
}

const YOUNG_MS = 10_000;
/** Subjects that think for seconds are given so many times their usual time. */
const PATIENCE = 3;

/** @param replyMs how long an answer usually takes. */
export const withPatience = (timeline: Timeline, replyMs: number): Timeline => ({
  ...timeline,
  youngMs: Math.max(timeline.youngMs, PATIENCE * replyMs),
});

/** May something that was open at `since` still have been under way when the history stopped? */
export function wasYoung(timeline: Timeline, since: number): boolean {
  return !timeline.complete && isRecent(timeline, since);
}

/** Within the last seconds of the history. */
export const isRecent = ({ endMs, youngMs }: Timeline, time: number) => time > endMs - youngMs;

/** Latency as at the beginning is Meta's everyday manner; every other fault is trouble. */
function isCalm({ faults }: PlannedPhase, first: PlannedPhase): boolean {
  return faults.every((fault) => fault.name === 'graph.latency' && isEveryday(fault, first));
}

/** Was it there in the first phase already, as the same fault or as one with the same parameters? */
export function isEveryday({ id, name, parameters }: PlannedFault, first: Pick<PlannedPhase, 'faults'>): boolean {
  return first.faults.some(
    (fault) =>
      fault.id === id || (fault.name === name && JSON.stringify(fault.parameters) === JSON.stringify(parameters)),
  );
}

export function buildTimeline(history: History): Timeline {
  let endMs = 0;
  let ended: Observed<'run.ended'> | undefined;
  const marks: (Observed<'phase.started'> | Observed<'phase.ended'>)[] = [];
  for (const observation of history.observations) {
    endMs = Math.max(endMs, observation.at);
    if (observation.kind === 'run.ended') ended = observation;
    else if (isMark(observation)) marks.push(observation);
  }
  const spans = playedSpans(history.header, marks);
  const cutShort = ended ? ended.cutShort : 'unfinished';
  return {
    ...opening(spans),
    troubles: merge(spans.filter((phase) => !phase.calm)),
    phases: spans,
    youngMs: Math.max(YOUNG_MS, PATIENCE * (history.header.expects.thinkingMs ?? 0)),
    endMs,
    complete: ended !== undefined && ended.cutShort === undefined && ended.settled,
    ...(cutShort === undefined ? {} : { cutShort }),
  };
}

function isMark(observation: Observation): observation is Observed<'phase.started'> | Observed<'phase.ended'> {
  return observation.kind === 'phase.started' || observation.kind === 'phase.ended';
}

export interface PlayedPhase extends Span {
  readonly calm: boolean;
  readonly faults: readonly PlannedFault[];
}

function playedSpans(
  header: HistoryHeader,
  marks: readonly (Observed<'phase.started'> | Observed<'phase.ended'>)[],
): PlayedPhase[] {
  const started = new Map<number, number>();
  const ended = new Map<number, number>();
  for (const mark of marks) (mark.kind === 'phase.started' ? started : ended).set(mark.phase, mark.at);
  return header.phases.map((phase, index) => ({
    calm: isCalm(phase, header.phases[0] ?? phase),
    faults: phase.faults,
    fromMs: started.get(index) ?? phase.fromMs,
    toMs: ended.get(index) ?? started.get(index + 1) ?? phase.toMs,
  }));
}

function opening(phases: readonly PlayedPhase[]): { calm?: Span } {
  const first = phases[0];
  if (!first?.calm) return {};
  const end = phases.findIndex((phase) => !phase.calm);
  const last = phases.at(end === -1 ? -1 : end - 1);
  return last ? { calm: { fromMs: first.fromMs, toMs: last.toMs } } : {};
}

function merge(phases: readonly PlayedPhase[]): Span[] {
  const merged: Span[] = [];
  for (const { fromMs, toMs } of phases) {
    const last = merged.at(-1);
    if (last && fromMs <= last.toMs) merged[merged.length - 1] = { fromMs: last.fromMs, toMs };
    else merged.push({ fromMs, toMs });
  }
  return merged;
}
