/**
 * When could the subject not act, through no doing of its own? From a kill by a fault until it was ready again, and while a
 * fault held it stopped. What it left undone then shows nothing. Not modelled: a subject that dies by itself.
 */
import type { HistoryHeader } from '../../core/history.js';
import type { FaultId } from '../../core/observations.js';
import type { Incidents } from './incidents.js';
import type { Span } from './timeline.js';

/** A kill by a fault. */
export interface Crash {
  readonly at: number;
  /** Id of the `subject.exited` observation. */
  readonly id: number;
  readonly fault: FaultId | undefined;
  /** When it was started again; undefined: never. */
  readonly restartedAt: number | undefined;
}

/** A process that was just started or woken still opens files and sockets. */
const WAKING_MS = 2_000;

export function findCrashes({ exits, starts }: Incidents): Crash[] {
  return exits
    .filter(({ fault }) => fault !== undefined)
    .map(({ id, at, fault }) => ({ id, at, fault, restartedAt: starts.find((start) => start.id > id)?.at }));
}

/** In order of time. @param readyAt instants at which the subject was seen to answer. */
export function findDowntimes(
  header: HistoryHeader,
  incidents: Incidents,
  { readyAt, endMs }: { readonly readyAt: readonly number[]; readonly endMs: number },
): Span[] {
  const killed = findCrashes(incidents).map(({ id, at, fault, restartedAt }) => {
    const ready = restartedAt === undefined ? undefined : readyAt.find((time) => time >= restartedAt);
    // Sockets break before the death of their process is noticed.
    const struck = incidents.fired.findLast((strike) => strike.fault === fault && strike.id < id);
    return { fromMs: struck?.at ?? at, toMs: (ready ?? restartedAt ?? endMs) + WAKING_MS };
  });
  const faults = new Map(header.phases.flatMap((phase) => phase.faults.map((fault) => [fault.id, fault])));
  const paused = incidents.fired.flatMap(({ fault, at }) => {
    const planned = faults.get(fault);
    const lasting = planned?.name === 'subject.pause' ? planned.parameters.for : undefined;
    return typeof lasting === 'number' ? [{ fromMs: at, toMs: at + lasting + WAKING_MS }] : [];
  });
  return [...killed, ...paused].sort((a, b) => a.fromMs - b.fromMs);
}

/** Do the two spans touch? */
export function isDuring(downtimes: readonly Span[], fromMs: number, toMs: number): boolean {
  for (const down of downtimes) if (down.fromMs <= toMs && fromMs <= down.toMs) return true;
  return false;
}

/**
 * A caller needs a moment to note that a send was accepted. A call that ended so shortly before a kill, or was still open
 * at it, may not be noted: no local memory can tell afterwards whether it happened. A busy machine stretches the moment.
 */
export const NOTING_MS = 1_000;

/** Was the caller killed before it could note how this call ended? */
export function isCrashAmbiguous(
  call: { readonly receivedAt: number; readonly at: number },
  crashes: readonly Crash[],
) {
  return crashes.some(({ at }) => call.receivedAt <= at && call.at > at - NOTING_MS);
}
