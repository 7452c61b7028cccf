/**
 * What a message costs, decided when it is accepted. By message since July 2025: free are messages to users whom an
 * advertisement brought, service messages, and utility inside the window. Since October 2026 a number has 1,000 free
 * service messages a month, and utility is always paid. Reactions are never charged. Not modelled: amounts, rates by
 * country (`authentication-international`), `paid_exempt`. Before July 2025 conversations were paid: here each template
 * message is, and a service message is not. A message counts when it is accepted (Meta counts deliveries). Source: Meta,
 * "Pricing" (2025-07 … 2026-10).
 */
import type { Pricing } from '../world/pricing.js';
import { figureOf } from '../world/rule-settings.js';
import { isEntryPointFree, isWindowOpen } from '../world/threads.js';
import type { World } from '../world/world.js';
import type { Send } from './send-rule.js';

export const BY_MESSAGE_FROM = Date.UTC(2025, 6, 1);
export const SERVICE_PAID_FROM = Date.UTC(2026, 9, 1);

/** Category of the message in the words of `pricing`. */
function categoryIn({ template, category, group }: Send): string {
  const plain = (category ?? template?.category ?? 'SERVICE').toLowerCase();
  return group === undefined ? plain : `group_${plain}`;
}

const paid = (category: string): Pricing => ({ billable: true, model: 'PMP', category, type: 'regular' });

function free(category: string, { group, at }: Send): Pricing {
  const isGroups = group !== undefined && at >= SERVICE_PAID_FROM;
  const type = isGroups ? 'free_group_customer_service' : 'free_customer_service';
  return { billable: false, model: 'PMP', category, type };
}

export function priceOf(send: Send, world: World): Pricing {
  const { from, to, at, type, group } = send;
  const category = categoryIn(send);
  const isService = category === 'service' || category === 'group_service';
  if (at < BY_MESSAGE_FROM) return { billable: !isService, model: 'CBP', category };
  if (group === undefined && isEntryPointFree(world, from.id, to, at))
    return { billable: false, model: 'PMP', category: 'referral_conversion', type: 'free_entry_point' };
  if (isService) {
    const isFree =
      at < SERVICE_PAID_FROM ||
      type === 'reaction' ||
      world.freeServices.take(from.id, figureOf(world, from.id, 'freeServicesPerMonth'), at);
    return isFree ? free(category, send) : paid(category);
  }
  const isUtility = category === 'utility' || category === 'group_utility';
  const isInside = group !== undefined || isWindowOpen(world, from.id, to, at);
  return isUtility && at < SERVICE_PAID_FROM && isInside ? free(category, send) : paid(category);
}
