/** What the samples of webhooks are made of: where they are delivered, and whom they are about. */
import type { PlatformEvent } from '../../world/outbox.js';

/** Who and what a sample names. */
export interface Subject {
  readonly wabaId: string;
  readonly businessId: string;
  readonly appId: string;
  readonly phoneNumberId: string;
  /** The number, digits only. */
  readonly number: string;
  /** A user: number and business-scoped id. */
  readonly waId: string;
  readonly userId: string;
  /** Seconds since the Unix epoch. */
  readonly now: number;
}

export type MakeValue = (subject: Subject) => PlatformEvent['value'];
/** Samples of a field by the word that tells them apart; the first is the usual one. */
export type Variants = Readonly<Record<string, MakeValue>>;
