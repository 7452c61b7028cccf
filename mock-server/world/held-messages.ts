/**
 * Messages that pacing holds back, how far each template has come with its pacing, and what users said of templates: plain
 * data. The rules are in `policy/template-pacing.ts` and `policy/template-quality.ts`.
 */
import { defineCollection } from './collection.js';
import type { Pricing } from './pricing.js';

export interface HeldMessage {
  /** The message's own id: `wamid.…`. */
  readonly id: string;
  readonly templateId: string;
  readonly phoneNumberId: string;
  /** Digits of the user's number, or what a group is to the phones in it. */
  readonly to: string;
  /** The user was addressed by a business-scoped id. */
  readonly isByUserId: boolean;
  readonly type: string;
  readonly callbackData?: string | undefined;
  /** Id of the group that it goes to. */
  readonly group?: string | undefined;
  /** Id of its entry in the log of messages. */
  readonly entry: string;
  /** What it costs when it goes out. */
  readonly pricing?: Pricing | undefined;
  /** It goes out as a failure when it leaves. */
  readonly isDropped?: boolean;
}

/** What leaves here goes out: whoever brings messages to users follows it. More are not held, and the send says so. */
export const heldMessages = defineCollection<HeldMessage>({ name: 'heldMessages', limit: 100_000 });

/** Where a template stands; the id is the template's. */
export interface TemplatePacing {
  readonly id: string;
  /** Messages that were sent since pacing began. */
  readonly sent: number;
  /** The first ones did well: no more are held. */
  readonly isReleased?: boolean;
  /** While messages are held: when it is decided what becomes of them (wall time). */
  readonly decideAt?: number | undefined;
  /** What is decided then, if that was said already. */
  readonly verdict?: 'released' | 'dropped' | undefined;
}

export const templatePacings = defineCollection<TemplatePacing>({ name: 'templatePacings', limit: 100_000 });

/** When a utility template of an account was paused last (wall time); the id is the account's. */
export interface UtilityPause {
  readonly id: string;
  readonly at: number;
}

export const utilityPauses = defineCollection<UtilityPause>({ name: 'utilityPauses', limit: 10_000 });

/** Blocks and reports that a template got, the oldest first; the id is the template's. */
export interface TemplateFeedback {
  readonly id: string;
  readonly given: readonly { readonly at: number; readonly count: number }[];
}

export const templateFeedback = defineCollection<TemplateFeedback>({ name: 'templateFeedback', limit: 100_000 });
