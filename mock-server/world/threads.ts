/**
 * What lies between a number and a user: when the user was last heard, whether an advertisement brought the user, and
 * until when that makes messages free. Kept with the user, because every send asks. Not modelled: threads of groups,
 * to which the window does not apply here.
 */
import type { WaId } from '../../core/ids.js';
import { figureOf } from './rule-settings.js';
import type { World } from './world.js';

/** What brought a user: an advertisement, or a button on a Facebook page. */
export type Referral = 'ad' | 'post';

/** Wall times in milliseconds; 0: never. */
export interface Thread {
  /** The user's last message or call. */
  heardAt: number;
  /** The last message that came from an advertisement or a button. */
  referredAt: number;
  referredBy: Referral;
  /** End of the free entry point window. */
  freeUntil: number;
}

/** Threads of a user by number. */
export type Threads = { [phoneNumberId: string]: Thread };

const threadOf = (world: World, phoneNumberId: string, user: WaId): Thread | undefined =>
  world.knownUser(user)?.threads?.[phoneNumberId];

/** The user wrote or called: the window opens, or is open for as long again. */
export function hearIn(world: World, phoneNumberId: string, user: WaId, at: number, referral?: Referral): void {
  const known = world.user(user);
  known.threads ??= {};
  let thread = known.threads[phoneNumberId];
  if (!thread) {
    thread = { heardAt: 0, referredAt: 0, referredBy: 'ad', freeUntil: 0 };
    known.threads[phoneNumberId] = thread;
  }
  // What comes late was written before what came meanwhile.
  thread.heardAt = Math.max(thread.heardAt, at);
  if (!referral) return;
  thread.referredAt = at;
  thread.referredBy = referral;
}

/** Whether the customer service window is open: 24 hours since the user was last heard, the last instant included. */
export function isWindowOpen(world: World, phoneNumberId: string, user: WaId, at: number): boolean {
  const thread = threadOf(world, phoneNumberId, user);
  return thread !== undefined && at <= thread.heardAt + figureOf(world, phoneNumberId, 'serviceWindowMs');
}

/** Whether messages are free because an advertisement brought the user. */
export function isEntryPointFree(world: World, phoneNumberId: string, user: WaId, at: number): boolean {
  const thread = threadOf(world, phoneNumberId, user);
  return thread !== undefined && thread.freeUntil !== 0 && at <= thread.freeUntil;
}

/** From then on the window after an advertisement is 7 days and no longer 72 hours (Meta's changelog; the day assumed). */
export const LONG_ENTRY_POINT_FROM = Date.UTC(2026, 8, 1);

/** The business answers: in time, it opens the free entry point window. */
export function answerIn(world: World, phoneNumberId: string, user: WaId, at: number): void {
  const thread = threadOf(world, phoneNumberId, user);
  if (!thread || thread.referredAt === 0) return;
  const isLong = thread.referredBy === 'ad' && at >= LONG_ENTRY_POINT_FROM;
  const spanMs = figureOf(world, phoneNumberId, isLong ? 'adEntryPointMs' : 'entryPointMs');
  // Asked for again, so that whoever keeps the world knows of the change.
  world.user(user);
  if (at <= thread.referredAt + figureOf(world, phoneNumberId, 'serviceWindowMs')) thread.freeUntil = at + spanMs;
  // One answer opens it; the next ones do not make it longer.
  thread.referredAt = 0;
}
