/**
 * The faults that are active now, and their strikes. Chance is drawn from a stream named by the fault and by the
 * thing it meets, so the same seed decides the same way about the same call, in whatever order calls arrive.
 */
import type { FaultId } from '../../core/observations.js';
import type { Random } from '../../core/random.js';
import type {
  ChanceKey,
  FaultInPlay,
  GraphDisturbance,
  GraphFault,
  StruckCall,
  StruckDelivery,
  WebhookFault,
} from './fault.js';

/** All that the active faults do to one call. */
export interface GraphStrikes {
  readonly delayMs: number;
  /** The faults behind the delay. */
  readonly delayedBy: readonly FaultId[];
  /** What decides the answer; the first such fault on the board wins. */
  readonly decisive?: Exclude<GraphDisturbance, { kind: 'delay' }> & { readonly fault: FaultId };
}

/** One further copy of a delivery. */
export interface Duplicate {
  readonly afterMs: number;
  readonly fault: FaultId;
}

export interface FaultBoard {
  /** Makes exactly these faults active. */
  activate(faults: readonly FaultInPlay[]): void;
  active(): readonly FaultInPlay[];
  strikeCall(call: StruckCall, key: ChanceKey): GraphStrikes;
  strikeDelivery(delivery: StruckDelivery, key: ChanceKey): readonly Duplicate[];
}

/** What an untroubled call meets. */
export const UNDISTURBED: GraphStrikes = { delayMs: 0, delayedBy: [] };
const NO_DUPLICATES: readonly Duplicate[] = [];

interface Active<Fault> {
  readonly id: FaultId;
  readonly fault: Fault;
}

export function createFaultBoard(random: Random): FaultBoard {
  const chance = random.fork('faults');
  let active: readonly FaultInPlay[] = [];
  let graph: Active<GraphFault>[] = [];
  let webhook: Active<WebhookFault>[] = [];

  return {
    active: () => active,
    activate(next) {
      active = next;
      graph = [];
      webhook = [];
      for (const { planned, fault } of next) {
        if (fault.side === 'graph') graph.push({ id: planned.id, fault });
        else webhook.push({ id: planned.id, fault });
      }
    },
    strikeCall(call, key) {
      if (graph.length === 0) return UNDISTURBED;
      let delayMs = 0;
      let decisive: GraphStrikes['decisive'];
      const delayedBy: FaultId[] = [];
      for (const { id, fault } of graph) {
        const disturbance = fault.strike(call, chance.fork(`${id}/${key}`));
        if (disturbance?.kind === 'delay') {
          delayMs += disturbance.ms;
          delayedBy.push(id);
        } else if (disturbance) decisive ??= { ...disturbance, fault: id };
      }
      return { delayMs, delayedBy, ...(decisive && { decisive }) };
    },
    strikeDelivery(delivery, key) {
      if (webhook.length === 0) return NO_DUPLICATES;
      return webhook.flatMap(({ id, fault }) =>
        (fault.strike(delivery, chance.fork(`${id}/${key}`))?.afterMs ?? []).map((afterMs) => ({ afterMs, fault: id })),
      );
    },
  };
}
