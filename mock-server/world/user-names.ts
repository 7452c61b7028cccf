/**
 * Usernames of users (2026), and when the business sees the number of somebody who has one: when the number and the
 * business's number had to do with one another in the last 30 days, or when the portfolio's contact book has it. Source:
 * Meta, "Business-scoped user IDs". Messages that are addressed by the user's id do not count, nor do messages that come
 * without a number (plain reading of the text). Of users without a username the number is always seen.
 */
import { phoneNumberId as asNumberId, type WaId } from '../../core/ids.js';
import { portfolioOf } from './bsuid.js';
import { defineCollection } from './collection.js';
import { features, hasFeature, placeOf } from './features.js';
import type { World } from './world.js';

export interface UserName {
  /** Digits of the user's number. */
  readonly id: string;
  /** Without `@`; empty: none, whatever the share of users with one is. */
  readonly name: string;
}

/** The number of a user with a username was used. */
export interface NumberUse {
  /** `<number>/<user>` for the 30 days, `<portfolio>/<user>` for the contact book. */
  readonly id: string;
  /** Wall time in milliseconds. */
  readonly at: number;
}

export const userNames = defineCollection<UserName>({ name: 'userNames', limit: 100_000 });
export const numberUses = defineCollection<NumberUse>({ name: 'numberUses', limit: 200_000 });

const REMEMBERED_MS = 30 * 24 * 3_600_000;

/** Whether anybody may have a username: asked before anything else, since usually nobody has. */
export const areThereNames = (world: World): boolean => world.of(userNames).size > 0 || world.of(features).size > 0;

export function userNameOf(world: World, user: WaId): string | undefined {
  const given = world.of(userNames).get(user)?.name;
  if (given !== undefined) return given === '' ? undefined : given;
  return hasFeature(world, 'usersWithoutNumber', user)
    ? `user.${Math.floor(placeOf(user, 'name') * 36 ** 6).toString(36)}`
    : undefined;
}

/** Where a user and a business meet. */
export interface Meeting {
  readonly phoneNumberId: string;
  readonly portfolio: string;
  readonly user: WaId;
}

const useKey = (place: string, user: WaId) => `${place}/${user}`;

/** Whether webhooks to this number show the number of this user. */
export function showsNumber(world: World, { phoneNumberId, portfolio, user }: Meeting): boolean {
  if (!areThereNames(world) || userNameOf(world, user) === undefined) return true;
  const uses = world.of(numberUses);
  if (uses.get(useKey(portfolio, user))) return true;
  const used = uses.get(useKey(phoneNumberId, user));
  return used !== undefined && world.now() - used.at <= REMEMBERED_MS;
}

/** So many of the first are forgotten at once when there is no room: rarely, since it takes a look at all of them. */
const FORGOTTEN_AT_ONCE = 20_000;

/** The user's number was written to, or written from so that it is seen. */
export function useNumber(world: World, { phoneNumberId, portfolio, user }: Meeting): void {
  if (!areThereNames(world) || userNameOf(world, user) === undefined) return;
  const uses = world.of(numberUses);
  for (const place of [phoneNumberId, portfolio]) {
    const id = useKey(place, user);
    if (uses.isFull() && !uses.get(id)) for (const old of uses.all().slice(0, FORGOTTEN_AT_ONCE)) uses.remove(old.id);
    uses.put({ id, at: world.now() });
  }
}

/** Gives a user a username, or takes it away. @returns false when no more users can have one. */
export function nameUser(world: World, user: WaId, name: string): boolean {
  const all = world.of(userNames);
  if (all.isFull() && !all.get(user)) return false;
  all.put({ id: user, name });
  return true;
}

/** A message to the user's number. */
export function noteAddressed(world: World, phoneNumberId: string, user: WaId): void {
  if (!areThereNames(world)) return;
  useNumber(world, { phoneNumberId, portfolio: portfolioOf(world, asNumberId(phoneNumberId)), user });
}

/** A message from the user: it counts when the number can be seen. */
export function noteHeard(world: World, phoneNumberId: string, user: WaId): void {
  if (!areThereNames(world)) return;
  const meeting = { phoneNumberId, portfolio: portfolioOf(world, asNumberId(phoneNumberId)), user };
  if (showsNumber(world, meeting)) useNumber(world, meeting);
}

/** The contact book of a portfolio forgets a user. */
export const forgetUse = (world: World, portfolio: string, user: WaId): boolean =>
  world.of(numberUses).remove(useKey(portfolio, user));
