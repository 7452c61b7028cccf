/**
 * What a rule over sends is: asked when everything else about a send is right, at the instant at which it takes effect,
 * so that of two calls at once only one gets the last place. It refuses at once, lets the message fail later, or lets
 * it pass; what passed is counted. Its state lives in the world, as plain data.
 */
import type { WaId } from '../../core/ids.js';
import type { GraphError } from '../errors/graph-error.js';
import { type PhoneNumber, wabas } from '../world/accounts.js';
import type { SentTemplate } from '../world/message-log.js';
import type { Referral } from '../world/threads.js';
import type { World } from '../world/world.js';

/** A send as rules see it. */
export interface Send {
  readonly from: PhoneNumber;
  readonly to: WaId;
  readonly type: string;
  readonly template?: SentTemplate | undefined;
  /** Of a message that needs no template and is none the less begun by the business: `UTILITY`. */
  readonly category?: string | undefined;
  /** Id of the group that it goes to. */
  readonly group?: string | undefined;
  /** Wall time in milliseconds. */
  readonly at: number;
}

/** A message of a user, or another sign of life, as rules see it. */
export interface Heard {
  readonly number: PhoneNumber;
  readonly user: WaId;
  readonly type: string;
  /** What brought the user, when this message says so. */
  readonly referral?: Referral | undefined;
  readonly at: number;
}

/** Category of what the business may begin with, in capitals; `undefined`: a free-form message. */
export const categoryOf = ({ template, category }: Send): string | undefined => template?.category ?? category;

export const isMarketing = ({ template }: Send): boolean => template?.category === 'MARKETING';

/** The business portfolio that the sending number belongs to. */
export const portfolioOfSender = ({ from }: Pick<Send, 'from'>, world: World): string =>
  world.of(wabas).get(from.wabaId)?.businessId ?? '';

export interface SendRule {
  /** As settings and observations name it: `pair-rate`. */
  readonly name: string;
  /** One line for the documentation, with the source. */
  readonly summary: string;
  /** Refuses at once: the message was not accepted. */
  readonly refuse?: (send: Send, world: World) => GraphError | undefined;
  /** Accepts, and has the message fail by a status. */
  readonly fail?: (send: Send, world: World) => GraphError | undefined;
  /** Accepts, and holds the message back until it is decided what becomes of it. */
  readonly hold?: (send: Send, world: World) => boolean;
  /** A send that was accepted; also one that will fail. */
  readonly count?: (send: Send, world: World, failure: GraphError | undefined) => void;
  /** A user wrote to the number. */
  readonly hear?: (heard: Heard, world: World) => void;
}
