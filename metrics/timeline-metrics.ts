/** Which phase and which faults are active, and how often a fault struck. */
import type { HistoryHeader } from '../core/history.js';
import type { FaultId, Observed } from '../core/observations.js';
import type { Instruments } from './instruments.js';

/** Counts that a fault struck. */
export type CountFault = (fault: FaultId) => void;

/** `graph.error#2` → `graph.error`: the label must not grow with the plan. */
function faultName(fault: FaultId): string {
  const hash = fault.indexOf('#');
  return hash < 0 ? fault : fault.slice(0, hash);
}

export function createTimelineMetrics(instruments: Instruments) {
  let current: number | undefined;
  const phases = instruments.gauge('phaseActive');
  const active = instruments.gauge('faultActive');
  const fired = instruments.counter('faultsFired');

  const phaseCell = (phase: number, name: string) => {
    const key = `${phase}|${name}`;
    return phases.get(key) ?? phases.make(key, { phase: String(phase), name });
  };
  const activeCell = (fault: string) => active.get(fault) ?? active.make(fault, { fault });
  const firedCell = (fault: string) => fired.get(fault) ?? fired.make(fault, { fault });
  const calm = () => {
    for (const cell of active.all()) cell.value = 0;
  };
  const ended = () => {
    current = undefined;
    for (const cell of phases.all()) cell.value = 0;
    calm();
  };

  return {
    countFault(fault: FaultId) {
      firedCell(faultName(fault)).value += 1;
    },
    plan(header: HistoryHeader) {
      ended();
      for (const [index, { name, faults }] of header.phases.entries()) {
        phaseCell(index, name).value = 0;
        for (const fault of faults) {
          activeCell(fault.name).value = 0;
          // Made now, so that the first strike is already an increase.
          firedCell(fault.name);
        }
      }
    },
    phaseStarted({ phase, name, faults }: Observed<'phase.started'>) {
      ended();
      current = phase;
      phaseCell(phase, name).value = 1;
      for (const fault of faults) activeCell(faultName(fault)).value = 1;
    },
    phaseEnded({ phase, name }: Observed<'phase.ended'>) {
      phaseCell(phase, name).value = 0;
      if (phase === current) ended();
    },
    ended,
  };
}
