/** Messages that pacing held back begin their life when they leave the world's list of them: sent, or failed with 132015. */
import { phoneNumberId, waId, wamid } from '../../core/ids.js';
import { contentError } from '../errors/graph-error.js';
import { heldMessages } from '../world/held-messages.js';
import type { World } from '../world/world.js';
import type { MessageLife } from './message-life.js';

/** From now on. */
export function letHeldMessagesGo(world: World, life: Pick<MessageLife, 'begin'>): void {
  world.of(heldMessages).follow((before, after) => {
    if (!before || after) return;
    const { id, phoneNumberId: from, to, isByUserId, type, callbackData, group, entry, isDropped } = before;
    const dropped = { ...contentError(132015, 'The template was paused while it was paced.'), rule: 'template-pacing' };
    life.begin({
      phoneNumberId: phoneNumberId(from),
      message: wamid(id),
      user: waId(to),
      isByUserId,
      type,
      callbackData,
      group,
      entry,
      pricing: isDropped ? undefined : before.pricing,
      failure: isDropped ? dropped : undefined,
    });
  });
}
