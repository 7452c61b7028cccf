import { expect, test } from 'vitest';
import { waId, wamid } from '../../../../core/ids.js';
import { createRandom } from '../../../../core/random.js';
import { conversationOf, hasConversations } from '../../../../mock-server/webhooks/payload/conversation.js';
import type { Pricing } from '../../../../mock-server/world/pricing.js';
import { answerIn, hearIn } from '../../../../mock-server/world/threads.js';
import { createWorld, defaultCredentials } from '../../../../mock-server/world/world.js';

const at = Date.UTC(2026, 10, 22);
const { phoneNumberId } = defaultCredentials;
const user = waId('15557770001');
const world = createWorld(defaultCredentials, createRandom(1), () => at);
const update = (name: string, status: 'sent' | 'delivered' = 'sent') => ({
  phoneNumberId,
  user,
  message: wamid(`wamid.${name}`),
  status,
  reachedAt: at,
});
const priced = (category: string, type: Pricing['type'] = 'regular'): Pricing => ({
  billable: type === 'regular',
  model: 'PMP',
  category,
  ...(type && { type }),
});
const idOf = (conversation: object | undefined) => (conversation as { readonly id: string } | undefined)?.id;

test.each([
  ['v21.0', true],
  ['v23.0', true],
  ['v24.0', false],
  ['v26.0', false],
])('subscriptions of %s have conversations: %s', (version, expected) => {
  expect(hasConversations(version)).toBe(expected);
});

test('an old subscription has one on each priced status, of its own for each message; its end on `sent`', () => {
  const sent = conversationOf(update('a'), priced('group_utility'), true, world);
  expect(sent).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    expiration_timestamp: String(at / 1_000 + 86_400),
    origin: { type: 'utility' },
  });
  const delivered = conversationOf(update('a', 'delivered'), priced('utility'), true, world);
  expect(delivered).toEqual({ id: idOf(sent), origin: { type: 'utility' } });
  expect(idOf(conversationOf(update('b'), priced('utility'), true, world))).not.toBe(idOf(sent));
  expect(conversationOf(update('a'), priced('utility'), false, world)).toBeUndefined();
});

test('in a free entry point all versions have one, the same for all messages, which ends with it', () => {
  hearIn(world, phoneNumberId, user, at, 'ad');
  answerIn(world, phoneNumberId, user, at);
  const free = priced('referral_conversion', 'free_entry_point');
  const first = conversationOf(update('a'), free, false, world);
  expect(first).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    expiration_timestamp: String(at / 1_000 + 7 * 86_400),
    origin: { type: 'referral_conversion' },
  });
  expect(conversationOf(update('b'), free, true, world)).toEqual(first);
});
