/**
 * How a webhook names a user: the business-scoped id always, the number only when the business may see it, the username
 * when there is one (Meta, "Business-scoped user IDs"). What is not known is left out, never empty or null.
 */
import type { WaId } from '../../../core/ids.js';
import { parentUserIdOf, userIdOf } from '../../world/bsuid.js';
import { hasFeature } from '../../world/features.js';
import { areThereNames, type Meeting, showsNumber, userNameOf } from '../../world/user-names.js';
import type { World } from '../../world/world.js';

/** Who somebody is to a business; absent members are not told. */
export interface Person {
  /** Digits of the number. */
  readonly waId: WaId | undefined;
  readonly userId: string;
  readonly parentUserId: string | undefined;
  /** With `@`, as in Meta's samples. */
  readonly username: string | undefined;
}

/** @param isNumberKnown the message was addressed to the number, which is shown then in any case. */
export function personOf(world: World, meeting: Meeting, isNumberKnown = false): Person {
  const { portfolio, user } = meeting;
  const userId = userIdOf(portfolio, user);
  if (!areThereNames(world)) return { waId: user, userId, parentUserId: undefined, username: undefined };
  const name = userNameOf(world, user);
  return {
    waId: isNumberKnown || showsNumber(world, meeting) ? user : undefined,
    userId,
    parentUserId: hasFeature(world, 'parentUserIds', user) ? parentUserIdOf(portfolio, user) : undefined,
    username: name === undefined ? undefined : `@${name}`,
  };
}

/** An entry of `contacts`. @param name of the profile; absent: the profile says the username only. */
export function contactOf({ waId, userId, parentUserId, username }: Person, name?: string) {
  // Who gave no name goes by the number, unless that is not to be seen.
  const shown = waId === undefined && name !== undefined && /^\d+$/.test(name) ? username?.slice(1) : name;
  const profile = { ...(shown !== undefined && { name: shown }), ...(username !== undefined && { username }) };
  return {
    ...(Object.keys(profile).length > 0 && { profile }),
    ...(waId !== undefined && { wa_id: waId }),
    user_id: userId,
    ...(parentUserId !== undefined && { parent_user_id: parentUserId }),
  };
}

/** Members that say who: `from`, `from_user_id`, `from_parent_user_id`. */
export function partyOf(role: 'from' | 'to', { waId, userId, parentUserId }: Person) {
  return {
    ...(waId !== undefined && { [role]: waId }),
    [`${role}_user_id`]: userId,
    ...(parentUserId !== undefined && { [`${role}_parent_user_id`]: parentUserId }),
  };
}

/** A user in a list: of a group, of join requests. */
export function listedPerson({ waId, userId, parentUserId, username }: Person) {
  return {
    ...(waId !== undefined && { wa_id: waId }),
    user_id: userId,
    ...(parentUserId !== undefined && { parent_user_id: parentUserId }),
    ...(username !== undefined && { username }),
  };
}
