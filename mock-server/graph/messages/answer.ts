/** The answer to a send, in Meta's order and escapes. Written by hand: it is the most frequent answer of all. */
import type { Wamid } from '../../../core/ids.js';
import { stringifyForGraph } from '../../errors/json-escapes.js';
import type { SendEffect } from '../operation.js';

/** The number that was read from `to`, or the id that was given; nothing of a group. */
function identityOf({ to, userId, group }: SendEffect): string {
  if (group !== undefined) return '';
  return userId === undefined ? `,"wa_id":"${to}"` : `,"user_id":"${userId}"`;
}

/** Only templates carry a `message_status`, and only messages to groups a `group_id`. @param isHeld by pacing. */
export function renderSendAnswer(effect: SendEffect, message: Wamid, isHeld = false): string {
  const id = message.replaceAll('/', '\\/');
  const group = effect.group === undefined ? '' : `,"group_id":${stringifyForGraph(effect.group)}`;
  const status =
    effect.type === 'template' ? `,"message_status":"${isHeld ? 'held_for_quality_assessment' : 'accepted'}"` : '';
  return (
    `{"messaging_product":"whatsapp","contacts":[{"input":${stringifyForGraph(effect.input)}${identityOf(effect)}}],` +
    `"messages":[{"id":"${id}"${group}${status}}]}`
  );
}
