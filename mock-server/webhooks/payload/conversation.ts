/**
 * `conversation` of a status. Up to v23.0 every priced status has one, and since prices are by message its id is another
 * one for each message; from v24.0 on only messages of a free entry point have it, all with the same id. The end stands
 * on `sent` only. Source: Meta, "Webhooks: statuses". That ids are hashes, and that a conversation ends 24 hours after
 * the status outside of free entry points, is assumed.
 */
import { createHash } from 'node:crypto';
import type { PhoneNumberId, WaId, Wamid } from '../../../core/ids.js';
import type { MessageStatus } from '../../../core/observations.js';
import type { Pricing } from '../../world/pricing.js';
import type { World } from '../../world/world.js';

const DAY_MS = 86_400_000;
/** The last version whose webhooks have a conversation on every priced status. */
const LAST_WITH_CONVERSATIONS = 23;

/** @param version of the subscription to the field: `v23.0`. */
export const hasConversations = (version: string): boolean =>
  Number.parseFloat(version.slice(1)) < LAST_WITH_CONVERSATIONS + 1;

export interface PricedStatus {
  readonly phoneNumberId: PhoneNumberId;
  readonly user: WaId;
  readonly message: Wamid;
  readonly status: MessageStatus;
  readonly reachedAt: number;
}

const idOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** @param isOld whoever is told has subscribed to a version before v24.0. */
export function conversationOf(
  update: PricedStatus,
  pricing: Pricing,
  isOld: boolean,
  world: World,
): object | undefined {
  const isFree = pricing.type === 'free_entry_point';
  if (!isFree && !isOld) return undefined;
  const { phoneNumberId, user, message, status, reachedAt } = update;
  const freeUntil = world.knownUser(user)?.threads?.[phoneNumberId]?.freeUntil ?? 0;
  const end = isFree ? freeUntil : reachedAt + DAY_MS;
  return {
    id: idOf(isFree ? `${phoneNumberId}/${user}/${freeUntil}` : message),
    ...(status === 'sent' && { expiration_timestamp: String(Math.floor(end / 1_000)) }),
    origin: { type: pricing.category.replace('group_', '') },
  };
}
