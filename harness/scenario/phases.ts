/**
 * Cuts the timeline into consecutive phases: wherever a part begins or ends, a phase does. A fault keeps its id from
 * phase to phase, so that it is one fault for as long as it is active.
 */
import type { PlannedFault, PlannedPhase } from '../../core/history.js';
import type { PartForm } from './form.js';
import type { NamedEntry } from './named-entry.js';

interface Part {
  readonly fromMs: number;
  readonly toMs: number;
  readonly name: string | undefined;
  readonly faults: readonly PlannedFault[];
}

/** Latency alone is the weather of every API: such a phase still counts as calm. */
const isTrouble = ({ name }: PlannedFault) => name !== 'graph.latency';

function nameOf(parts: readonly Part[], faults: readonly PlannedFault[]): string {
  const given = parts.flatMap(({ name }) => name ?? []);
  const unnamed = parts.filter(({ name }) => name === undefined).flatMap((part) => part.faults);
  const troubles = (given.length > 0 ? unnamed : faults).filter(isTrouble).map(({ name }) => name);
  return [...new Set([...given, ...troubles])].join(' + ') || 'calm';
}

const same = (a: PlannedPhase, b: PlannedPhase) =>
  a.name === b.name && a.faults.length === b.faults.length && a.faults.every(({ id }, i) => id === b.faults[i]?.id);

/** @param durationMs end of the load; the phases cover 0 to there, also where no part is */
export function planPhases(
  always: readonly NamedEntry[],
  timeline: readonly PartForm[],
  durationMs: number,
): PlannedPhase[] {
  let count = 0;
  const plan = ({ name, parameters }: NamedEntry): PlannedFault => ({ id: `${name}#${++count}`, name, parameters });
  const permanent = always.map(plan);
  const parts: Part[] = timeline.map(({ from, to, name, faults }) => ({
    fromMs: from,
    toMs: to,
    name,
    faults: faults.map(plan),
  }));
  const cuts = new Set([0, durationMs, ...parts.flatMap(({ fromMs, toMs }) => [fromMs, toMs])]);
  const instants = [...cuts].sort((a, b) => a - b);

  const phases: PlannedPhase[] = [];
  for (const [index, toMs] of instants.entries()) {
    const fromMs = instants[index - 1];
    if (fromMs === undefined) continue;
    const active = parts.filter((part) => part.fromMs <= fromMs && part.toMs >= toMs);
    const faults = [...permanent, ...active.flatMap((part) => part.faults)];
    const phase = { name: nameOf(active, faults), fromMs, toMs, faults };
    const previous = phases.at(-1);
    if (previous && same(previous, phase)) phases[phases.length - 1] = { ...previous, toMs };
    else phases.push(phase);
  }
  return phases;
}
