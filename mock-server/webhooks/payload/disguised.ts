/**
 * Messages and statuses while users have usernames, or features that not everybody has: whom they name depends on who sees
 * whose number, and there may be members that nobody knows. Source: Meta, "Business-scoped user IDs", table of
 * identifiers.
 */
import type { World } from '../../world/world.js';
import type { InboundMessage, StatusUpdate } from '../payloads.js';
import { unknownMembers } from './future.js';
import { contactOf, partyOf, personOf } from './people.js';
import { secondsText } from './told.js';

/** Members of the value of an inbound message. */
export function messageOf(world: World, inbound: InboundMessage, portfolio: string): object {
  const { phoneNumberId, user, name, message, content, writtenAt } = inbound;
  const person = personOf(world, { phoneNumberId, portfolio, user });
  const unknown = unknownMembers(world, user);
  return {
    ...(content.type !== 'system' && { contacts: [contactOf(person, name)] }),
    messages: [{ ...partyOf('from', person), id: message, timestamp: secondsText(writtenAt), ...content, ...unknown }],
    ...unknown,
  };
}

/** What a status says in any case, and whom it names. */
interface Plain {
  readonly statuses: readonly object[];
}

/** Members of the value of a status, with another naming of the user. Of a group nobody is named. */
export function disguise(world: World, update: StatusUpdate, plain: Plain, portfolio: string): object {
  const { phoneNumberId, user, status, group, isByUserId = false } = update;
  const unknown = unknownMembers(world, user);
  const [first = {}] = plain.statuses;
  if (group !== undefined) return { ...plain, statuses: [{ ...first, ...unknown }], ...unknown };
  const person = personOf(world, { phoneNumberId, portfolio, user }, !isByUserId);
  const { recipient_id: _id, recipient_user_id: _userId, ...rest } = first as Readonly<Record<string, unknown>>;
  const isFailed = status === 'failed';
  // A failed one names nobody by the id unless it was addressed so; the username comes with delivered and read only.
  const named = status === 'sent' ? { ...person, username: undefined } : person;
  return {
    ...(!isFailed && { contacts: [contactOf(named)] }),
    statuses: [
      {
        ...rest,
        ...(person.waId !== undefined && { recipient_id: person.waId }),
        ...((!isFailed || isByUserId) && { recipient_user_id: person.userId }),
        ...(!isFailed && person.parentUserId !== undefined && { recipient_parent_user_id: person.parentUserId }),
        ...unknown,
      },
    ],
    ...unknown,
  };
}
