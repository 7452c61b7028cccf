/** Plays the phases of a plan: at each instant exactly the planned faults are active, and the history says which. */
import type { Clock } from '../core/clock.js';
import type { PlannedPhase } from '../core/history.js';
import type { Recorder } from '../core/recorder.js';
import type { FaultBoard } from '../mock-server/faults/board.js';
import { bringIntoPlay } from '../mock-server/faults/catalogue.js';

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
}

export function playTimeline({ clock, recorder, faults, phases }: TimelineOptions): Timeline {
  let current = -1;
  let cancel = () => {};
  const startedAt = clock.now();

  function endCurrent(): void {
    const phase = phases[current];
    if (phase) recorder.record({ kind: 'phase.ended', phase: current, name: phase.name });
  }

  function enter(index: number): void {
    endCurrent();
    current = index;
    const phase = phases[index];
    faults.activate(bringIntoPlay(phase?.faults ?? []));
    if (!phase) return;
    const ids = phase.faults.map((fault) => fault.id);
    recorder.record({ kind: 'phase.started', phase: index, name: phase.name, faults: ids });
    cancel = clock.schedule(startedAt + phase.toMs - clock.now(), () => enter(index + 1));
  }

  enter(0);
  return {
    current: () => phases[current],
    stop() {
      cancel();
      if (current < phases.length) endCurrent();
      current = phases.length;
      faults.activate([]);
    },
  };
}
