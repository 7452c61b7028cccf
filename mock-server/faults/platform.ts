/**
 * What faults of the platform can reach: plain functions, handed over by whoever puts the mock together. Each undoes what
 * it did when it is told to, as far as real life does, and undoing twice does nothing more.
 */
import type { Cancel } from '../../core/clock.js';
import type { FaultId } from '../../core/observations.js';

export const LOST_STATES = ['paused', 'disabled', 'flagged', 'rejected'] as const;
export const LOCKS = ['locked', 'restricted', 'banned'] as const;
export const RATINGS = ['GREEN', 'YELLOW', 'RED'] as const;

export interface Limits {
  /** Messages a second of a number. */
  readonly perSecond?: number | undefined;
  /** Messages from a number to a user: so many at once, and then one in so many ms. */
  readonly pair?: { readonly burst: number; readonly everyMs: number } | undefined;
}

export interface Platform {
  /** The business's newest token is good no more (190, 463). False: it was not good anyway. */
  expireToken(): boolean;
  /** The business gets a new token; whoever listens is told. */
  issueToken(): void;
  /**
   * A version of the API, and all before it, is served by the next living one.
   * @param version default: the one called last, or if there was no call, the one called first.
   * @param expired told when that has happened, with the version; never, if it is the newest.
   */
  expireVersion(version: string | undefined, expired: (version: string) => void): Cancel;
  /** Lower limits of every number. */
  lowerLimits(limits: Limits): Cancel;
  /** Takes approved templates away, and tells of it. @param name default: all of them. Gives their names. */
  takeTemplates(as: (typeof LOST_STATES)[number], name: string | undefined): { names: readonly string[]; undo: Cancel };
  /** Locks the account of the business, and tells of it. */
  lockAccount(as: (typeof LOCKS)[number]): Cancel;
  /** Rates the number of the business, and tells of it. */
  rateNumber(rating: (typeof RATINGS)[number]): Cancel;
  /**
   * No TLS handshake of the mock succeeds, and connections that Graph was called over are closed.
   * @param failed told of every attempt. Nothing where it serves plain HTTP.
   */
  refuseHandshakes?(failed: () => void): Cancel | undefined;
  /** Tells a status of a message that another app sent to a stranger: there is nothing to do about it. */
  tellIdleStatus(stranger: number, fault: FaultId): void;
}
