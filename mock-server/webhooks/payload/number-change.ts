/**
 * A user's new number: a `system` message without contacts. The user has another business-scoped id from then on; the
 * type says whether the new number may be seen (Meta, "Business-scoped user IDs", as of August 2026). That the message is
 * from the old id is assumed.
 */
import { phoneNumberId as asNumberId, type WaId } from '../../../core/ids.js';
import { numbers } from '../../world/accounts.js';
import { portfolioOf } from '../../world/bsuid.js';
import type { PlatformEvent } from '../../world/outbox.js';
import { nameUser, userNameOf } from '../../world/user-names.js';
import type { World } from '../../world/world.js';
import { partyOf, personOf } from './people.js';
import { secondsText } from './told.js';

export interface NumberChange {
  /** The business's number that is told. */
  readonly phoneNumberId: string;
  readonly from: WaId;
  readonly to: WaId;
}

/** Takes the user's username and name along, and tells of it. */
export function numberChange(world: World, { phoneNumberId, from, to }: NumberChange): PlatformEvent {
  const portfolio = portfolioOf(world, asNumberId(phoneNumberId));
  const old = personOf(world, { phoneNumberId, portfolio, user: from });
  const username = userNameOf(world, from);
  if (username !== undefined) nameUser(world, to, username);
  const name = world.knownUser(from)?.name || (username ?? from);
  const isShown = username === undefined;
  const person = personOf(world, { phoneNumberId, portfolio, user: to }, isShown);
  const { message } = world.writeMessage(to, name);
  const change = isShown ? `from ${from} to ${to}` : `from ${old.userId} to ${person.userId}`;
  const system = {
    body: `User ${name} changed ${change}`,
    ...(isShown && { wa_id: to }),
    user_id: person.userId,
    ...(person.parentUserId !== undefined && { parent_user_id: person.parentUserId }),
    previous_user_id: old.userId,
    ...(old.parentUserId !== undefined && { previous_parent_user_id: old.parentUserId }),
    type: isShown ? 'user_changed_number' : 'user_changed_user_id',
  };
  const party = partyOf('from', isShown ? old : { ...old, waId: undefined });
  const told = { ...party, id: message, timestamp: secondsText(world.now()), type: 'system', system };
  return {
    field: 'messages',
    wabaId: world.of(numbers).get(phoneNumberId)?.wabaId ?? '',
    phoneNumberId,
    value: { messages: [told] },
  };
}
