/**
 * The faults that are active now, and their strikes. Chance is drawn from a stream named by the fault and by the
 * thing it meets, so the same seed decides the same way about the same call, in whatever order calls arrive. A fault
 * that acts begins when it becomes active and ends when it no longer is; one that stays active is left alone.
 */
import type { Cancel, Clock } from '../../core/clock.js';
import type { PlannedFault } from '../../core/history.js';
import type { FaultId } from '../../core/observations.js';
import type { Random } from '../../core/random.js';
import {
  type ActScene,
  type ChanceKey,
  type FaultInPlay,
  type FaultSide,
  type GraphDisturbance,
  type GraphFault,
  MOMENTS,
  type Moment,
  type PlatformFault,
  type StruckCall,
  type StruckDelivery,
  type SubjectFault,
  type WebhookDisturbance,
  type WebhookFault,
} from './fault.js';
import { createSelector, type Selection, type Selector, selectionOf } from './selection.js';

/** What decides a call's answer, and whose doing it was. */
export type Decisive = StruckBy<'end'>;

const isEarlier = (moment: Moment, than: Decisive | undefined): boolean =>
  than === undefined || MOMENTS.indexOf(moment) < MOMENTS.indexOf(than.moment);

/** All that the active faults do to one call. */
export interface GraphStrikes {
  readonly delayMs: number;
  /** The faults behind the delay. */
  readonly delayedBy: readonly FaultId[];
  /** What decides the answer: the fault that strikes earliest, of several the first on the board. */
  readonly decisive?: Decisive;
  /** What becomes of a message that is accepted. */
  readonly failure?: StruckBy<'fail-later'>;
  readonly early?: StruckBy<'status-first'>;
}

type StruckBy<Kind extends GraphDisturbance['kind']> = Extract<GraphDisturbance, { kind: Kind }> & {
  readonly fault: FaultId;
};

/** Every fault that did anything to a call. */
export function strikersOf({ delayedBy, failure, early, decisive }: GraphStrikes): FaultId[] {
  const others = [failure, early, decisive];
  return [...delayedBy, ...others.flatMap((strike) => (strike ? [strike.fault] : []))];
}

/** One thing that an active fault does to a delivery. */
export type DeliveryStrike = WebhookDisturbance & { readonly fault: FaultId };

/** What faults that act have to act on; one that finds nothing to act on does not strike. */
export interface ActTargets {
  /** Handed to every fault of the platform. */
  readonly platform?: unknown;
  readonly subject?: Parameters<SubjectFault['begin']>[0] | undefined;
}

/** How an active fault fares. */
export interface FaultState {
  readonly planned: PlannedFault;
  /** How often it struck so far. */
  readonly strikes: number;
  /** When it begins, in ms from now; 0: it has begun. */
  readonly beginsInMs: number;
  /** When it ends, in ms from now; 0: it is over. Absent: when it is switched off. */
  readonly endsInMs?: number;
}

export interface FaultBoard {
  /** Makes exactly these faults active. Those that are active already, by their ids, stay as they are. */
  activate(faults: readonly FaultInPlay[]): void;
  active(): readonly FaultInPlay[];
  /** How each of these fares. */
  states(): readonly FaultState[];
  /** Whether any fault of calls is active. */
  strikesCalls(): boolean;
  strikeCall(call: StruckCall, key: ChanceKey): GraphStrikes;
  /** Whether any fault of deliveries is active. */
  strikesDeliveries(): boolean;
  strikeDelivery(delivery: StruckDelivery, key: ChanceKey): readonly DeliveryStrike[];
  /** Names what faults act on. Before that they do nothing. */
  act(targets: ActTargets): void;
  /** Whether there is something for faults of this side to strike. */
  reaches(side: FaultSide): boolean;
}

export interface BoardDeps {
  readonly random: Random;
  /** Real time. */
  readonly clock: Clock;
  /** Told what a fault that acts did. */
  readonly fired?: (fault: FaultId, what: string) => void;
}

/** What an untroubled call meets. */
export const UNDISTURBED: GraphStrikes = { delayMs: 0, delayedBy: [] };
const NO_STRIKES: readonly DeliveryStrike[] = [];

interface Active<Fault> {
  readonly id: FaultId;
  readonly fault: Fault;
  readonly selector: Selector;
  /** Clock time in ms at which it was switched on. */
  readonly since: number;
  /** How long after that it begins. */
  readonly afterMs: number;
  readonly chance: Random;
}

interface Count {
  strikes: number;
  /** Clock time in ms at which it was switched on. */
  readonly since: number;
}

/** A fault that has begun, or will. */
interface Acting {
  readonly end: Cancel;
}

export function createFaultBoard({ random, clock, fired = () => {} }: BoardDeps): FaultBoard {
  const chance = random.fork('faults');
  let active: readonly FaultInPlay[] = [];
  let graph: Active<GraphFault>[] = [];
  let webhook: Active<WebhookFault>[] = [];
  let targets: ActTargets = {};
  const acting = new Map<FaultId, Acting>();
  /** Of the active faults. */
  let counts = new Map<FaultId, Count>();

  function count(id: FaultId): void {
    const known = counts.get(id);
    if (known) known.strikes++;
  }

  function tell(id: FaultId, what: string): void {
    count(id);
    fired(id, what);
  }

  function stateOf({ planned }: FaultInPlay): FaultState {
    const { strikes = 0, since = clock.now() } = counts.get(planned.id) ?? {};
    const { afterMs, forMs } = selectionOf(planned.parameters);
    const elapsedMs = clock.now() - since;
    const until = (ms: number) => Math.max(Math.round(ms - elapsedMs), 0);
    const end = Number.isFinite(forMs) ? { endsInMs: until(afterMs + forMs) } : {};
    return { planned, strikes, beginsInMs: until(afterMs), ...end };
  }

  function begin(id: FaultId, fault: PlatformFault | SubjectFault, { afterMs, forMs }: Selection): Acting {
    const scene: ActScene = { id, clock, random: chance.fork(id), fired: (what) => tell(id, what) };
    let end: Cancel = () => {};
    const start = () => {
      if (fault.side === 'platform' && targets.platform !== undefined) end = fault.begin(targets.platform, scene);
      if (fault.side === 'subject' && targets.subject) end = fault.begin(targets.subject, scene);
      if (!Number.isFinite(forMs)) return;
      const endNow = end;
      const cancel = clock.schedule(forMs, () => {
        end = () => {};
        endNow();
      });
      end = () => {
        cancel();
        endNow();
      };
    };
    if (afterMs === 0) start();
    else end = clock.schedule(afterMs, start);
    return { end: () => end() };
  }

  function endAllBut(kept: ReadonlySet<FaultId>): void {
    for (const [id, { end }] of acting) {
      if (kept.has(id)) continue;
      acting.delete(id);
      end();
    }
  }

  return {
    active: () => active,
    states: () => active.map(stateOf),
    reaches: (side) => (side === 'platform' || side === 'subject' ? targets[side] !== undefined : true),
    act(next) {
      targets = { ...targets, ...next };
    },
    activate(next) {
      const before = new Map([...graph, ...webhook].map((entry) => [entry.id, entry]));
      active = next;
      const known = counts;
      counts = new Map(
        next.map(({ planned: { id } }) => [id, known.get(id) ?? { strikes: 0, since: clock.now() }] as const),
      );
      graph = [];
      webhook = [];
      endAllBut(new Set(next.map(({ planned }) => planned.id)));
      for (const { planned, fault } of next) {
        const { id } = planned;
        const selection = selectionOf(planned.parameters);
        const own = chance.fork(id);
        const fresh = () => ({ selector: createSelector(selection, own), since: clock.now() });
        const { selector, since } = before.get(id) ?? fresh();
        const entry = { id, selector, since, afterMs: selection.afterMs, chance: own };
        if (fault.side === 'graph') graph.push({ ...entry, fault });
        else if (fault.side === 'webhook') webhook.push({ ...entry, fault });
        else if (!acting.has(id)) acting.set(id, begin(id, fault, selection));
      }
    },
    strikesCalls: () => graph.length > 0,
    strikeCall(call, key) {
      if (graph.length === 0) return UNDISTURBED;
      const now = clock.now();
      let delayMs = 0;
      let decisive: Decisive | undefined;
      let failure: GraphStrikes['failure'];
      let early: GraphStrikes['early'];
      const delayedBy: FaultId[] = [];
      for (const { id, fault, selector, since, afterMs, chance: own } of graph) {
        const stream = chance.fork(`${id}/${key}`);
        if (!selector.selectsCall(call, now - since, stream)) continue;
        const disturbance = fault.strike(call, stream, { elapsedMs: now - since - afterMs, chance: own });
        if (disturbance) count(id);
        switch (disturbance?.kind) {
          case 'delay':
            delayMs += disturbance.ms;
            delayedBy.push(id);
            break;
          case 'end':
            if (isEarlier(disturbance.moment, decisive)) decisive = { ...disturbance, fault: id };
            break;
          case 'fail-later':
            failure ??= { ...disturbance, fault: id };
            break;
          case 'status-first':
            early ??= { ...disturbance, fault: id };
            break;
          default:
            disturbance satisfies undefined;
        }
      }
      return {
        delayMs,
        delayedBy,
        ...(decisive && { decisive }),
        ...(failure && { failure }),
        ...(early && { early }),
      };
    },
    strikesDeliveries: () => webhook.length > 0,
    strikeDelivery(delivery, key) {
      if (webhook.length === 0) return NO_STRIKES;
      const now = clock.now();
      const strikes: DeliveryStrike[] = [];
      for (const { id, fault, selector, since } of webhook) {
        const stream = chance.fork(`${id}/${key}`);
        if (!selector.selectsDelivery(delivery, now - since, stream)) continue;
        const disturbance = fault.strike(delivery, stream);
        if (!disturbance) continue;
        count(id);
        strikes.push({ ...disturbance, fault: id });
      }
      return strikes;
    },
  };
}
