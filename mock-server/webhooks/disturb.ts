/** What the active faults make of one thing that one app is told. Decides; `addressing.ts` carries it out. */
import type { FaultId } from '../../core/observations.js';
import type { FaultBoard } from '../faults/board.js';
import type { ChanceKey, StruckDelivery } from '../faults/fault.js';
import type { Beside } from './beside.js';
import type { Delivery, Update } from './delivery.js';
import type { BatchRules } from './delivery-rules.js';
import type { Route } from './routes.js';

export interface Disturbed {
  /** With the fault that struck it, and how it differs. */
  readonly update: Update;
  readonly body: Buffer;
  readonly holdMs: number;
  /** It lets a later one go first. */
  readonly yields: { readonly withinMs: number; readonly gapMs: number } | undefined;
  readonly batch: BatchRules | undefined;
  /** An element of the same post that is no message at all, should it be the post's first. */
  readonly poison: { readonly body: Buffer; readonly update: Update } | undefined;
  /** So many first attempts are lost. */
  readonly lost: number;
  readonly copies: readonly { readonly fault: FaultId; readonly afterMs: readonly number[] }[];
  /** What goes out with it. */
  readonly beside: readonly Delivery[];
}

interface Told {
  readonly faults: Pick<FaultBoard, 'strikeDelivery'>;
  readonly beside: Beside;
  readonly route: Route;
  readonly update: Update;
  readonly body: Buffer;
}

const struckOf = ({ carries, user, phoneNumberId, status, field }: Update): StruckDelivery => ({
  carries,
  user,
  phoneNumberId,
  status,
  field,
});

/** Gives `undefined` when nothing strikes it. */
export function disturb({ faults, beside, route, update, body }: Told, chanceKey: ChanceKey): Disturbed | undefined {
  const strikes = faults.strikeDelivery(struckOf(update), chanceKey);
  if (strikes.length === 0) return undefined;
  const copies: { fault: FaultId; afterMs: readonly number[] }[] = [];
  const extras: Delivery[] = [];
  const found = { update, body, holdMs: 0, lost: 0, yields: undefined, batch: undefined, poison: undefined };
  const disturbed: { -readonly [Name in keyof Disturbed]: Disturbed[Name] } = { ...found, copies, beside: extras };
  /** Of several that strike the delivery itself the first is named; one that changes the body always is. */
  const mark = (fault: FaultId, variant?: string) => {
    const marked = disturbed.update;
    if (marked.fault === undefined || variant !== undefined)
      disturbed.update = { ...marked, fault, variant: variant ?? marked.variant };
  };
  for (const strike of strikes) {
    const { fault } = strike;
    switch (strike.kind) {
      case 'copies':
        copies.push({ fault, afterMs: strike.afterMs });
        break;
      case 'hold':
        disturbed.holdMs += strike.ms;
        mark(fault);
        break;
      case 'yield':
        disturbed.yields ??= strike;
        mark(fault);
        break;
      case 'lose':
        disturbed.lost = Math.max(disturbed.lost, strike.attempts);
        mark(fault);
        break;
      case 'batch': {
        disturbed.batch ??= strike;
        const poisonUpdate = { carries: 'event', field: 'messages', fault, variant: 'poison' } as const;
        if (strike.poison) disturbed.poison ??= { body: strike.poison(body), update: poisonUpdate };
        mark(fault);
        break;
      }
      case 'rewrite':
        disturbed.body = strike.rewrite(disturbed.body);
        mark(fault, strike.variant);
        break;
      case 'strangers':
        for (const message of strike.messages) extras.push(beside.message(route, update, message, fault));
        break;
      case 'event':
        extras.push(beside.event(route, update, strike, fault));
        break;
      default:
        strike satisfies never;
    }
  }
  return disturbed;
}
