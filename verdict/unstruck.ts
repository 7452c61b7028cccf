/**
 * Planned faults that never struck: chance never chose them, nothing came that they could meet, or there was no process to
 * kill. A check that needs such a fault has seen nothing that could prove it wrong, and must not pass.
 */
import type { History, PlannedFault } from '../core/history.js';
import type { FaultId } from '../core/observations.js';

/** Each once, in the order of the plan. A fault struck if it is named by a call, a delivery, a killed process, or by itself. */
export function findUnstruck({ header, observations }: History): PlannedFault[] {
  const planned = new Map(header.phases.flatMap(({ faults }) => faults.map((fault) => [fault.id, fault])));
  const strike = (fault: FaultId | undefined) => fault !== undefined && planned.delete(fault);
  for (const observation of observations) {
    if (planned.size === 0) break;
    if (observation.kind === 'graph.call') observation.faults.forEach(strike);
    else if (observation.kind === 'webhook.sent') strike(observation.fault);
    else if (observation.kind === 'fault.fired' || observation.kind === 'subject.exited') strike(observation.fault);
  }
  return [...planned.values()];
}
