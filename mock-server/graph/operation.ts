/**
 * What an operation of the Graph API is here: a pure decision over a call and the world, and an effect to be applied
 * once nothing stands in the way. An operation never touches a socket, a clock or a queue.
 */
import type { PhoneNumberId, WaId, Wamid } from '../../core/ids.js';
import type { GraphCall } from '../../core/observations.js';
import type { GraphError } from '../errors/graph-error.js';
import type { World } from '../world/world.js';

export interface GraphRequest {
  /** Id of the object that the path begins with, when that is a phone number; empty otherwise. */
  readonly phoneNumberId: string;
  /** What stands in the place of the path's placeholders: `phone-number-id`, `code`, … */
  readonly ids: Readonly<Record<string, string>>;
  /** Query and body parameters together; the body wins. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The address that was called, without its query: links to other pages begin with it. */
  readonly address: () => string;
}

/** What the observation of this call will say about its content. */
export type CallFacts = Pick<GraphCall, 'action'> &
  Partial<Pick<GraphCall, 'to' | 'type' | 'answers' | 'callbackData' | 'digest' | 'text'>>;

/** A message that was decided on and waits for its id. */
export interface SendEffect {
  readonly kind: 'send';
  readonly phoneNumberId: PhoneNumberId;
  readonly to: WaId;
  /** As the caller wrote it. */
  readonly input: string;
  readonly type: string;
  readonly callbackData?: string | undefined;
}

export interface MarkReadEffect {
  readonly kind: 'mark-read';
  readonly message: Wamid;
}

/** Reads or changes the world and gives the answer; runs once, after every fault that may prevent it. */
export interface ReplyEffect {
  readonly kind: 'reply';
  readonly apply: () => object;
}

export type Effect = SendEffect | MarkReadEffect | ReplyEffect;

export type Decision =
  | { readonly refusal: GraphError; readonly facts: CallFacts }
  | { readonly effect: Effect; readonly facts: CallFacts };

export interface Operation {
  /**
   * As the catalogue writes it: `POST /{phone-number-id}/messages`. The first placeholder names the kind of object
   * that its id must belong to; an operation without one stands at the root.
   */
  readonly route: string;
  readonly decide: (request: GraphRequest, world: World) => Decision;
}

/** Facts of a call that is neither a send nor a read mark. */
export const OTHER_CALL: CallFacts = { action: 'other' };

export const refuse = (refusal: GraphError): Decision => ({ refusal, facts: OTHER_CALL });

export const reply = (apply: () => object): Decision => ({ effect: { kind: 'reply', apply }, facts: OTHER_CALL });

/** What most changes answer. */
export const SUCCESS = { success: true } as const;
