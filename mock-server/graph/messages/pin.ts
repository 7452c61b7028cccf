/**
 * `type: "pin"`: pins a message of a group for some days, or takes the pin away (Meta, "Group messaging"). Three are
 * pinned at most; one more unpins the one that was pinned longest. Only messages of the same group (131009, assumed); that
 * a pin outside groups is refused with 131051, and that a pin must say for how long, is assumed.
 */
import { contentError } from '../../errors/graph-error.js';
import { type Group, groups } from '../../world/groups.js';
import { decodeWamid } from '../../world/wamid.js';
import type { World } from '../../world/world.js';
import { number, object, string } from '../parameters.js';
import { type Content, type Conversation, firstRefusal, invalid, type MessageType, missing } from './message-type.js';

const MOST_PINS = 3;
const MOST_DAYS = 30;
const DAY_MS = 24 * 3_600_000;

const groupOf = (world: World, { to }: Conversation): Group | undefined =>
  world
    .of(groups)
    .all()
    .find(({ chat }) => chat === to);

const isUnpin = ({ type }: Content): boolean => String(type).toLowerCase() === 'unpin';

function refuseDays({ expiration_days: days }: Content) {
  if (days === undefined) return missing('pin: expiration_days is missing');
  return Number.isInteger(days) && Number(days) >= 1 && Number(days) <= MOST_DAYS
    ? undefined
    : invalid(`pin: expiration_days must be between 1 and ${MOST_DAYS}`);
}

export const pin: MessageType = {
  shape: object(
    {
      type: string({ required: true, oneOf: ['pin', 'unpin'] }),
      message_id: string({ required: true }),
      expiration_days: number(),
    },
    { required: true },
  ),
  refuse: (content, world, conversation) =>
    firstRefusal(
      () => (groupOf(world, conversation) ? undefined : contentError(131051, 'Messages can be pinned in groups only.')),
      () =>
        decodeWamid(String(content.message_id))?.user === conversation.to
          ? undefined
          : invalid('Parameter value is not valid: message_id is not a message of this group.'),
      () => (isUnpin(content) ? undefined : refuseDays(content)),
    ),
  sent(content, world, conversation) {
    const group = groupOf(world, conversation);
    if (!group) return;
    const message = String(content.message_id);
    const now = world.now();
    const others = (group.pins ?? []).filter((pinned) => pinned.message !== message && pinned.until > now);
    const added = isUnpin(content) ? [] : [{ message, until: now + Number(content.expiration_days) * DAY_MS }];
    world.of(groups).update(group.id, { pins: [...others, ...added].slice(-MOST_PINS) });
  },
  preview: (content) => (isUnpin(content) ? 'unpinned' : 'pinned'),
};
