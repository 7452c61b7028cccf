/** A post to a webhook, and how far it has come. */

import type { PhoneNumberId, WaId, Wamid } from '../../core/ids.js';
import type { Carried, FaultId, MessageStatus, Signature } from '../../core/observations.js';
import type { Due } from './retry-line.js';
import type { SignatureHeaders } from './signature.js';

/** One thing that an app is told. */
export interface Update {
  readonly carries: Carried;
  /** The message that it carries, or whose status; and the user concerned. */
  readonly message?: Wamid | undefined;
  readonly status?: MessageStatus | undefined;
  readonly user?: WaId | undefined;
  /** The number concerned. */
  readonly phoneNumberId?: PhoneNumberId | undefined;
  /** The field of an event; and what it tells, for the history. */
  readonly field?: string | undefined;
  readonly about?: string | undefined;
  readonly event?: string | undefined;
  /** What struck it, and how its body differs from what is usual. */
  readonly fault?: FaultId | undefined;
  readonly variant?: string | undefined;
}

/** Is told how a delivery fares; absent where nobody needs to know. */
export interface DeliveryWatch {
  /** A further attempt leaves. */
  retried(): void;
  /** It was taken. */
  taken(): void;
}

/** What is to be delivered; the body is signed as it stands. */
export interface Delivery extends Update {
  readonly signature: Signature;
  readonly body: Buffer;
  readonly signatureHeaders: Partial<SignatureHeaders>;
  readonly duplicateOf?: number | undefined;
  /** The app that is told, when it is not the mock's own. */
  readonly app?: string | undefined;
  /** Path and query on the target; default: those of the poster. */
  readonly path?: string | undefined;
  /** What else is in the same post, after the first. */
  readonly others?: readonly Update[] | undefined;
  readonly watch?: DeliveryWatch | undefined;
  /** So many first attempts are lost on the way. Default: none. */
  readonly lost?: number | undefined;
}

export type JobState = 'ready' | 'under-way' | 'waiting' | 'delivered' | 'refused' | 'given-up';

/** A delivery on its way. Of a post with several updates the others have the numbers that follow. */
export interface Job extends Due {
  readonly delivery: Delivery;
  readonly number: number;
  /** Scheme, host and port. */
  readonly target: string;
  /** Clock time in ms. */
  readonly queuedAt: number;
  attempts: number;
  state: JobState;
  /** Under way, and not to be tried again. */
  isDropped: boolean;
  /** Of the newest attempt that has ended: HTTP status, or why none came. */
  status: number | undefined;
  problem: string | undefined;
}

export const updatesIn = ({ others }: Delivery): number => 1 + (others?.length ?? 0);

/** Whether it may still be delivered. */
export const isPending = ({ state }: Job): boolean => state === 'ready' || state === 'under-way' || state === 'waiting';
