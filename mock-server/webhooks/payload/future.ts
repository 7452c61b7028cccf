/**
 * What no documentation has, for users who have a feature early: members, a type of message, a status and a field that an
 * integration cannot know. The names are ours; an integration has to pass over them.
 */
import type { PhoneNumberId, WaId } from '../../../core/ids.js';
import { numbers } from '../../world/accounts.js';
import { portfolioOf } from '../../world/bsuid.js';
import { type FeatureName, features, hasFeature } from '../../world/features.js';
import type { PlatformEvent } from '../../world/outbox.js';
import type { World } from '../../world/world.js';
import { contactOf, partyOf, personOf } from './people.js';
import { secondsText } from './told.js';

/** Something that happened between a number and a user. */
export interface Occasion {
  readonly phoneNumberId: PhoneNumberId;
  readonly user: WaId;
  readonly name: string;
}

/** Members that messages, statuses and values have beside the documented ones. */
const UNKNOWN = { x_rollout: { cohort: 'b', since: 1_795_000_000, traits: ['early'] } };

export const unknownMembers = (world: World, user: WaId): object =>
  hasFeature(world, 'unknownFields', user) ? UNKNOWN : {};

function tell(world: World, { phoneNumberId }: Occasion, value: PlatformEvent['value'], shownField?: string): void {
  world.outbox.push({
    field: 'messages',
    wabaId: world.of(numbers).get(phoneNumberId)?.wabaId ?? '',
    phoneNumberId,
    value,
    ...(shownField !== undefined && { shownField }),
  });
}

const meets = (world: World, name: FeatureName, { user }: Occasion): boolean =>
  world.of(features).size > 0 && hasFeature(world, name, user);

/** After a message of a user. */
export function followMessage(world: World, occasion: Occasion): void {
  const { phoneNumberId, user, name } = occasion;
  const person = () => personOf(world, { phoneNumberId, portfolio: portfolioOf(world, phoneNumberId), user });
  if (meets(world, 'unknownTypes', occasion)) {
    const { message } = world.writeMessage(user);
    const told = { ...partyOf('from', person()), id: message, timestamp: secondsText(world.now()) };
    tell(world, occasion, {
      contacts: [contactOf(person(), name)],
      messages: [{ ...told, type: 'x_hologram', x_hologram: { id: '7', depth_mm: 40 } }],
    });
  }
  if (meets(world, 'unknownWebhooks', occasion))
    tell(world, occasion, { x_presence: [{ user_id: person().userId, state: 'nearby' }] }, 'x_presence_update');
}

/** After a status of a message to a user. @param isKnown the message went to the number. */
export function followStatus(world: World, occasion: Occasion, message: string, isKnown: boolean): void {
  if (!meets(world, 'unknownStatuses', occasion)) return;
  const { phoneNumberId, user } = occasion;
  const portfolio = portfolioOf(world, phoneNumberId);
  const { waId, userId } = personOf(world, { phoneNumberId, portfolio, user }, isKnown);
  const recipient = { ...(waId !== undefined && { recipient_id: waId }), recipient_user_id: userId };
  tell(world, occasion, {
    statuses: [{ id: message, status: 'x_glanced', timestamp: secondsText(world.now()), ...recipient }],
  });
}
