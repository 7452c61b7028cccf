/**
 * `user_preferences`: a user wants no more marketing messages, or wants them again. The wish is about the portfolio; its
 * first number tells of it (assumed: the page does not say which one does). Not modelled: `signup`.
 */
import { waId } from '../../../core/ids.js';
import { numbers, wabas } from '../../world/accounts.js';
import type { UserPreference } from '../../world/user-preferences.js';
import { contactOf, personOf } from './people.js';
import { NOTHING, secondsOf, type Tells } from './told.js';

export const preferenceEvents: Tells<UserPreference> = (before, after, world) => {
  const [portfolio = '', user = ''] = (after ?? before)?.id.split('/') ?? [];
  const owned = new Set<string>();
  for (const { id, businessId } of world.of(wabas).all()) if (businessId === portfolio) owned.add(id);
  const number = world
    .of(numbers)
    .all()
    .find(({ wabaId }) => owned.has(wabaId));
  if (!number || (before && after)) return NOTHING;
  const person = personOf(world, { phoneNumberId: number.id, portfolio, user: waId(user) });
  const isStop = after !== undefined;
  const preference = {
    ...(person.waId !== undefined && { wa_id: person.waId }),
    user_id: person.userId,
    ...(person.parentUserId !== undefined && { parent_user_id: person.parentUserId }),
    detail: `User requested to ${isStop ? 'stop' : 'resume'} marketing messages`,
    category: 'marketing_messages',
    value: isStop ? 'stop' : 'resume',
    timestamp: secondsOf(world.now()),
  };
  const name = world.knownUser(waId(user))?.name ?? '';
  const value = { contacts: [contactOf(person, name || user)], user_preferences: [preference] };
  return [{ field: 'user_preferences', wabaId: number.wabaId, phoneNumberId: number.id, value }];
};
