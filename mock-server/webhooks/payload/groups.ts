/**
 * Webhooks about groups: they come and go, users come and go, settings change, Meta suspends one. Changes that were asked
 * for name the request. Not modelled: changes that fail.
 */
import type { WaId } from '../../../core/ids.js';
import { numbers } from '../../world/accounts.js';
import { portfolioOf } from '../../world/bsuid.js';
import { type Group, numberOf, requestIdOf } from '../../world/groups.js';
import type { PlatformEvent } from '../../world/outbox.js';
import type { WebhookField } from '../../world/webhook-fields.js';
import type { World } from '../../world/world.js';
import { listedPerson, personOf } from './people.js';
import { NOTHING, secondsText, type Tells } from './told.js';

type Value = PlatformEvent['value'];

function eventOf(group: Group, field: WebhookField, change: Value, world: World): PlatformEvent {
  const wabaId = world.of(numbers).get(group.phoneNumberId)?.wabaId ?? '';
  const told = { timestamp: secondsText(world.now()), group_id: group.id, ...change };
  return { field, wabaId, phoneNumberId: group.phoneNumberId, value: { groups: [told] } };
}

function lifecycle(group: Group, isNew: boolean): Value {
  const request_id = requestIdOf(group);
  if (!isNew) return { type: 'group_delete', request_id };
  return {
    type: 'group_create',
    request_id,
    subject: group.subject,
    ...(group.description !== '' && { description: group.description }),
    ...(group.inviteLink !== undefined && { invite_link: group.inviteLink }),
    join_approval_mode: group.joinApprovalMode,
  };
}

/** Who came, went, asked to come and asked no more. */
function participantChanges(before: Group, after: Group, world: World): Value[] {
  const portfolio = portfolioOf(world, numberOf(after));
  const listed = (user: WaId) => listedPerson(personOf(world, { phoneNumberId: after.phoneNumberId, portfolio, user }));
  const isAskedFor = after.requests !== before.requests;
  const request = isAskedFor ? { request_id: requestIdOf(after) } : {};
  const come = after.participants.filter((user) => !before.participants.includes(user));
  const gone = before.participants.filter((user) => !after.participants.includes(user));
  const asked = after.joinRequests.filter(({ id }) => !before.joinRequests.some((known) => known.id === id));
  const changes: Value[] = asked.map(({ id, user }) => ({
    type: 'group_join_request_created',
    join_request_id: id,
    ...listed(user),
  }));
  if (come.length > 0)
    changes.push({
      type: 'group_participants_add',
      ...request,
      ...(!isAskedFor && { reason: 'invite_link' }),
      added_participants: come.map(listed),
    });
  if (gone.length > 0)
    changes.push({
      type: 'group_participants_remove',
      ...request,
      // Of somebody whom the business removed only what it called the user by is told; of one who left, who it was.
      removed_participants: isAskedFor ? gone.map((user) => ({ input: user })) : gone.map(listed),
      initiated_by: isAskedFor ? 'business' : 'participant',
    });
  return changes;
}

function settingsChange(before: Group, after: Group): Value | undefined {
  const changed = {
    ...(before.subject !== after.subject && {
      group_subject: { text: after.subject, update_successful: true },
    }),
    ...(before.description !== after.description && {
      group_description: { text: after.description, update_successful: true },
    }),
    ...(before.picture !== after.picture && {
      profile_picture: { mime_type: 'image/jpeg', update_successful: true },
    }),
  };
  return Object.keys(changed).length === 0
    ? undefined
    : { type: 'group_settings_update', request_id: requestIdOf(after), ...changed };
}

export const groupEvents: Tells<Group> = (before, after, world) => {
  if (!before || !after) {
    const group = after ?? before;
    return group ? [eventOf(group, 'group_lifecycle_update', lifecycle(group, after !== undefined), world)] : NOTHING;
  }
  const events = participantChanges(before, after, world).map((change) =>
    eventOf(after, 'group_participants_update', change, world),
  );
  const settings = settingsChange(before, after);
  if (settings) events.push(eventOf(after, 'group_settings_update', settings, world));
  if (before.isSuspended !== after.isSuspended) {
    const type = after.isSuspended ? 'group_suspend' : 'group_suspend_cleared';
    events.push(eventOf(after, 'group_status_update', { type }, world));
  }
  return events;
};
