/**
 * Plays the phases of a plan: at each instant exactly the planned faults are active, and the history says which. At its
 * moments the platform's time is moved forward; one that coincides with the beginning of a phase comes after it.
 */
import type { Cancel, Clock } from '../core/clock.js';
import type { PlannedPhase } from '../core/history.js';
import type { Recorder } from '../core/recorder.js';
import type { FaultBoard } from '../mock-server/faults/board.js';
import { bringIntoPlay } from '../mock-server/faults/catalogue.js';
import type { PlannedAdvance } from './scenario/advances.js';

export interface Timeline {
  /** The phase that is being played. */
  current(): PlannedPhase | undefined;
  /** Ends the phase under way and all faults. */
  stop(): void;
}

export interface TimelineOptions {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly faults: FaultBoard;
  readonly phases: readonly PlannedPhase[];
  /** In the order of their moments, all before the last phase ends. */
  readonly advances?: readonly PlannedAdvance[];
  /** Moves the platform's time. */
  readonly advance?: (ms: number) => void;
}

export function playTimeline(options: TimelineOptions): Timeline {
  const { clock, recorder, faults, phases, advances = [], advance = () => {} } = options;
  let current = -1;
  const cancels: Cancel[] = [];
  const startedAt = clock.now();

  function at(ms: number, action: () => void): void {
    cancels.push(clock.schedule(startedAt + ms - clock.now(), action));
  }

  function endCurrent(): void {
    const phase = phases[current];
    if (phase) recorder.record({ kind: 'phase.ended', phase: current, name: phase.name });
  }

  function enter(index: number): void {
    endCurrent();
    current = index;
    const phase = phases[index];
    // The phase before its faults: one that strikes at once strikes within it.
    if (phase) {
      const ids = phase.faults.map((fault) => fault.id);
      recorder.record({ kind: 'phase.started', phase: index, name: phase.name, faults: ids });
    }
    faults.activate(bringIntoPlay(phase?.faults ?? []));
    if (!phase) return;
    for (const { atMs, byMs } of advances) {
      if (atMs < phase.fromMs || atMs >= phase.toMs) continue;
      if (atMs === phase.fromMs) advance(byMs);
      else at(atMs, () => advance(byMs));
    }
    at(phase.toMs, () => enter(index + 1));
  }

  enter(0);
  return {
    current: () => phases[current],
    stop() {
      for (const cancel of cancels) cancel();
      if (current < phases.length) endCurrent();
      current = phases.length;
      faults.activate([]);
    },
  };
}
