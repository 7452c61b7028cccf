/**
 * What an operation of the Graph API is here: a pure decision over a call and the world, and an effect to be applied
 * once nothing stands in the way. An operation never touches a socket, a clock or a queue.
 */
import type { PhoneNumberId, WaId, Wamid } from '../../core/ids.js';
import type { GraphCall } from '../../core/observations.js';
import type { GraphError } from '../errors/graph-error.js';
import type { World } from '../world/world.js';

export interface GraphRequest {
  readonly phoneNumberId: string;
  /** Query and body parameters together; the body wins. */
  readonly parameters: Readonly<Record<string, unknown>>;
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

export type Effect = SendEffect | MarkReadEffect;

export type Decision =
  | { readonly refusal: GraphError; readonly facts: CallFacts }
  | { readonly effect: Effect; readonly facts: CallFacts };

export interface Operation {
  /** As the catalogue writes it: `POST /{phone-number-id}/messages`. */
  readonly route: string;
  readonly decide: (request: GraphRequest, world: World) => Decision;
}
