/** A sample of every webhook, for what nothing here causes: which there are, and one of them, ready to be sent. */
import { phoneNumberId as asNumberId, waId } from '../../../core/ids.js';
import { numbers, wabas } from '../../world/accounts.js';
import { portfolioOf, userIdOf } from '../../world/bsuid.js';
import type { PlatformEvent } from '../../world/outbox.js';
import type { WebhookField } from '../../world/webhook-fields.js';
import type { World } from '../../world/world.js';
import { accountSamples } from './account-samples.js';
import { conversationSamples } from './conversation-samples.js';
import type { Variants } from './sample.js';
import { digitsOf } from './told.js';

export const samples: Readonly<Record<WebhookField, Variants>> = { ...accountSamples, ...conversationSamples };

/** Whom samples are about. */
const SOMEBODY = waId('16315551181');

/** Fields that Meta sends to a business under its own id. */
const toBusiness = (field: WebhookField, name: string): boolean =>
  field === 'partner_solutions' || (field === 'account_update' && name.startsWith('PARTNER_'));

/** @param name of the variant; `undefined` for the usual one. Gives nothing when there is no such variant. */
export function sampleEvent(
  world: World,
  field: WebhookField,
  place: { readonly wabaId: string; readonly phoneNumberId: string },
  name: string = Object.keys(samples[field])[0] ?? '',
): PlatformEvent | undefined {
  const make = Object.hasOwn(samples[field], name) ? samples[field][name] : undefined;
  if (!make) return undefined;
  const { wabaId, phoneNumberId } = place;
  const businessId = world.of(wabas).get(wabaId)?.businessId ?? world.credentials.businessId;
  const value = make({
    ...place,
    businessId,
    appId: world.credentials.appId,
    number: digitsOf(world.of(numbers).get(phoneNumberId)?.displayPhoneNumber ?? ''),
    waId: SOMEBODY,
    userId: userIdOf(portfolioOf(world, asNumberId(phoneNumberId)), SOMEBODY),
    now: Math.floor(world.now() / 1_000),
  });
  return { field, wabaId, phoneNumberId, value, ...(toBusiness(field, name) && { entryId: businessId }) };
}
