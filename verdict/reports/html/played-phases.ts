/** The phases as they were played; where the history says nothing about one, as they were planned. */
import type { History, PlannedFault } from '../../../core/history.js';

export interface PlayedPhase {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly faults: readonly PlannedFault[];
  /** Some fault is active beside latency, which every API has. */
  readonly trouble: boolean;
}

export function playedPhases({ header, observations }: History): PlayedPhase[] {
  const began = new Map<number, number>();
  const ended = new Map<number, number>();
  for (const observation of observations) {
    if (observation.kind === 'phase.started') began.set(observation.phase, observation.at);
    else if (observation.kind === 'phase.ended') ended.set(observation.phase, observation.at);
  }
  // Planned phases count from the beginning of the load, observations from the beginning of the run.
  const first = began.keys().next().value;
  const offsetMs = first === undefined ? 0 : (began.get(first) ?? 0) - (header.phases[first]?.fromMs ?? 0);
  return header.phases.map((phase, index) => ({
    name: phase.name,
    fromMs: began.get(index) ?? phase.fromMs + offsetMs,
    toMs: ended.get(index) ?? began.get(index + 1) ?? phase.toMs + offsetMs,
    faults: phase.faults,
    trouble: phase.faults.some(({ name }) => name !== 'graph.latency'),
  }));
}
