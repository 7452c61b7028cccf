/**
 * Users whom a number has blocked: what they write does not reach the business. Blocked by one number, a user still
 * reaches the others.
 */
import { defineCollection } from './collection.js';
import type { World } from './world.js';

export interface BlockedUser {
  /** `<number>/<user>` */
  readonly id: string;
  readonly phoneNumberId: string;
  readonly user: string;
}

export const blockedUsers = defineCollection<BlockedUser>({ name: 'blockedUsers', limit: 200_000 });

export const blockKey = (phoneNumberId: string, user: string): string => `${phoneNumberId}/${user}`;

/** Asked for every message that a user writes. */
export function isBlocked(world: World, phoneNumberId: string, user: string): boolean {
  const blocked = world.of(blockedUsers);
  return blocked.size > 0 && blocked.get(blockKey(phoneNumberId, user)) !== undefined;
}
