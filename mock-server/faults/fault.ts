/**
 * What a fault is: a name, parameters, and a strike, a pure answer to one call or delivery and the chance drawn for
 * it. When faults are active, and which of them met a call, is the board's business; so is recording it.
 */
import type { z } from 'zod';
import type { PlannedFault } from '../../core/history.js';
import type { WaId, Wamid } from '../../core/ids.js';
import type { Carried, GraphCall } from '../../core/observations.js';
import type { Random } from '../../core/random.js';
import type { GraphError } from '../errors/graph-error.js';

export type CallAction = GraphCall['action'];

/** A Graph call as faults see it: decided on, not yet applied. */
export interface StruckCall {
  readonly action: CallAction;
}

/** A delivery as faults see it: about to be queued. */
export interface StruckDelivery {
  readonly carries: Carried;
}

/**
 * What happens to a call. `delay` comes before the effect; `refuse` and `cut` replace the effect (the caller gets an
 * error, or nothing); `lose` lets the effect happen and loses the answer.
 */
export type GraphDisturbance =
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'refuse'; readonly error: GraphError }
  | { readonly kind: 'cut' }
  | { readonly kind: 'lose'; readonly how: 'reset' | 'hang' };

/** Further copies of a delivery, each so many ms after it. */
export type WebhookDisturbance = { readonly kind: 'duplicate'; readonly afterMs: readonly number[] };

export interface GraphFault {
  readonly side: 'graph';
  strike(call: StruckCall, random: Random): GraphDisturbance | undefined;
}

export interface WebhookFault {
  readonly side: 'webhook';
  strike(delivery: StruckDelivery, random: Random): WebhookDisturbance | undefined;
}

/** A planned fault with what it does. */
export interface FaultInPlay {
  readonly planned: PlannedFault;
  readonly fault: GraphFault | WebhookFault;
}

/** An entry of the catalogue of faults. */
export interface FaultKind<Parameters> {
  readonly name: string;
  readonly side: 'graph' | 'webhook';
  /** One line for `waproof faults`. */
  readonly summary: string;
  /** Validates what a scenario says and fills in defaults; durations become milliseconds. */
  readonly parameters: z.ZodType<Parameters>;
  create(parameters: Parameters): GraphFault | WebhookFault;
}

/** Where a delivery or call is keyed for chance: always the same for the same thing, whatever the order of arrival. */
export type ChanceKey = WaId | Wamid | string;
