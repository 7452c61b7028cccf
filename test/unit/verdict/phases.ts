/** Timelines for stories whose trouble is of a certain kind. */
import type { PlannedFault, PlannedPhase } from '../../../core/history.js';

const EVERYDAY: PlannedFault = { id: 'graph.latency#1', name: 'graph.latency', parameters: {} };

/** A phase with these faults on top of Meta's everyday latency; ids are `name#2`. */
export function phase(
  fromMs: number,
  toMs: number,
  faults: Record<string, Record<string, unknown>> = {},
): PlannedPhase {
  const planned = Object.entries(faults).map(([name, parameters]) => ({ id: `${name}#2`, name, parameters }));
  return { name: planned.map(({ name }) => name).join(' + ') || 'calm', fromMs, toMs, faults: [EVERYDAY, ...planned] };
}

/** A load that goes on until `toMs`. */
export const loadUntil = (toMs: number) => [
  { users: 50, process: 'poisson', ratePerSecond: 8, fromMs: 0, toMs, says: 'greeting' },
];
