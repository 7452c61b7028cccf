/**
 * Spans of the run in which Graph was out of order in one way or another, from the plan and the phases as they were
 * played, narrowed by a fault's own `after` and `for`. Faults that somebody switched on by hand are not in the plan and
 * not seen here.
 */
import type { PlannedFault } from '../../core/history.js';
import type { PlayedPhase, Span, Timeline } from './timeline.js';

/** Stretches in which a fault that `isMeant` was active; those that touch are one. */
export function spansOf({ phases }: Timeline, isMeant: (fault: PlannedFault) => boolean): Span[] {
  const spans = phases
    .flatMap((phase, index) =>
      phase.faults
        .filter((fault) => isMeant(fault) && !has(phases[index - 1], fault))
        .map((fault) => ({ fault, index })),
    )
    .map(({ fault, index }) => activeSpan(phases.slice(index), fault))
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .sort((a, b) => a.fromMs - b.fromMs);
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.fromMs <= last.toMs) merged[merged.length - 1] = { ...last, toMs: Math.max(last.toMs, span.toMs) };
    else merged.push(span);
  }
  return merged;
}

const has = (phase: PlayedPhase | undefined, { id }: PlannedFault) => phase?.faults.some((fault) => fault.id === id);

/** @param phases from the first on that has the fault: one that overlaps others is cut into several phases. */
function activeSpan(phases: readonly PlayedPhase[], fault: PlannedFault): Span {
  const { after, for: lasting } = fault.parameters;
  const end = phases.findIndex((phase) => !has(phase, fault));
  const fromMs = (phases[0]?.fromMs ?? 0) + (typeof after === 'number' ? after : 0);
  const toMs = phases.at(end === -1 ? -1 : end - 1)?.toMs ?? 0;
  return { fromMs, toMs: typeof lasting === 'number' ? Math.min(toMs, fromMs + lasting) : toMs };
}

/** Every send fails while it lasts. */
export function isTotalOutage({ name, parameters }: PlannedFault): boolean {
  const { probability, on, every, first, match } = parameters;
  return (
    name === 'graph.outage' &&
    (probability === undefined || probability === 1) &&
    (!Array.isArray(on) || on.includes('send')) &&
    every === undefined &&
    first === undefined &&
    match === undefined
  );
}

export const isWithin = ({ fromMs, toMs }: Span, time: number) => time >= fromMs && time < toMs;

export const lengthOf = ({ fromMs, toMs }: Span) => toMs - fromMs;
