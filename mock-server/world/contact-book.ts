/**
 * The contact book that Meta keeps for a portfolio (2026): a user is in it from the first message to or from the user's
 * number on. Kept here is only who was taken out of it, and how many messages there were by then: the next message puts
 * the user in again.
 */
import type { WaId } from '../../core/ids.js';
import { defineCollection } from './collection.js';
import { forgetUse } from './user-names.js';
import type { World } from './world.js';

export interface ContactRemoval {
  /** `<portfolio>/<user>` */
  readonly id: string;
  /** Messages from and to the user when the entry was deleted. */
  readonly messages: number;
}

export const contactRemovals = defineCollection<ContactRemoval>({ name: 'contactRemovals', limit: 100_000 });

function messagesOf(world: World, user: WaId): number {
  const known = world.knownUser(user);
  return known ? known.written + known.received : 0;
}

const keyOf = (portfolio: string, user: WaId) => `${portfolio}/${user}`;

/** Whether the user is in the contact book of the portfolio. */
export const isContact = (world: World, portfolio: string, user: WaId): boolean =>
  messagesOf(world, user) > (world.of(contactRemovals).get(keyOf(portfolio, user))?.messages ?? 0);

/** Takes the user out. @throws RangeError when too many are remembered: ask `isFull` before. */
export function removeContact(world: World, portfolio: string, user: WaId): void {
  world.of(contactRemovals).put({ id: keyOf(portfolio, user), messages: messagesOf(world, user) });
  forgetUse(world, portfolio, user);
}
