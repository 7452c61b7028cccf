/** The charts in numbers: what happened in each phase, and how often each fault struck. */
import type { History, PlannedFault } from '../../../core/history.js';
import { percentile } from './bins.js';
import type { PlayedPhase } from './played-phases.js';
import { tally } from './tally.js';

export interface PhaseFigures {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly trouble: boolean;
  written: number;
  deliveries: number;
  duplicates: number;
  calls: number;
  injected: number;
  lost: number;
  own: number;
  unanswered: number;
  /** Deliveries without a 2xx answer. */
  unacknowledged: number;
  /** Of messages: most answers to statuses come at once and would hide slow ones. */
  readonly acknowledgements: number[];
  readonly replies: number[];
}

export interface FaultFigures extends PlannedFault {
  readonly phases: readonly string[];
  readonly struck: number;
}

export interface RunFigures {
  readonly phases: readonly PhaseFigures[];
  readonly faults: readonly FaultFigures[];
}

const emptyPhase = (name: string, fromMs: number, toMs: number, trouble: boolean): PhaseFigures => ({
  name,
  fromMs,
  toMs,
  trouble,
  written: 0,
  deliveries: 0,
  duplicates: 0,
  calls: 0,
  injected: 0,
  lost: 0,
  own: 0,
  unanswered: 0,
  unacknowledged: 0,
  acknowledgements: [],
  replies: [],
});

/** After the last phase of the plan comes the wait for stragglers. */
export const SETTLING = 'settling';

export function collectFigures(history: History, played: readonly PlayedPhase[], endMs: number): RunFigures {
  const phases = played.map(({ name, fromMs, toMs, trouble }) => emptyPhase(name, fromMs, toMs, trouble));
  phases.push(emptyPhase(SETTLING, played.at(-1)?.toMs ?? 0, endMs, false));
  const struck = new Map<string, number>();
  const at = (ms: number) => phases.find(({ toMs }) => ms < toMs) ?? phases[phases.length - 1];
  const add = (ms: number, change: (phase: PhaseFigures) => void) => {
    const phase = at(ms);
    if (phase) change(phase);
  };
  tally(history.observations, {
    due: () => {},
    written: (ms) => add(ms, (phase) => phase.written++),
    delivery: (ms, kind) =>
      add(ms, (phase) => {
        phase.deliveries++;
        if (kind === 'duplicate') phase.duplicates++;
      }),
    acknowledged: (ms, tookMs, { ok, carries }) =>
      add(ms, (phase) => {
        if (!ok) phase.unacknowledged++;
        else if (carries === 'message') phase.acknowledgements.push(tookMs);
      }),
    call: (ms, kind) =>
      add(ms, (phase) => {
        phase.calls++;
        if (kind === 'injected' || kind === 'lost' || kind === 'own') phase[kind]++;
      }),
    reply: (ms, tookMs) => add(ms, (phase) => phase.replies.push(tookMs)),
    unanswered: (ms) => add(ms, (phase) => phase.unanswered++),
    fault: (id) => struck.set(id, (struck.get(id) ?? 0) + 1),
  });
  const faults = new Map<string, FaultFigures>();
  for (const { name, faults: active } of played) {
    for (const fault of active) {
      const names = new Set([...(faults.get(fault.id)?.phases ?? []), name]);
      faults.set(fault.id, { ...fault, phases: [...names], struck: struck.get(fault.id) ?? 0 });
    }
  }
  return { phases, faults: [...faults.values()] };
}

export const p95 = (values: readonly number[]) => percentile(values, 0.95);
