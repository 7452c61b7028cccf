/** Which change of an object becomes which event, without any call: what causes it does not matter. */
import { expect, test } from 'vitest';
import { createRandom } from '../../../../core/random.js';
import { tellChanges } from '../../../../mock-server/webhooks/tell-changes.js';
import { numbers, wabas } from '../../../../mock-server/world/accounts.js';
import { groups } from '../../../../mock-server/world/groups.js';
import { onboardingRequests } from '../../../../mock-server/world/intents.js';
import { paymentConfigurations } from '../../../../mock-server/world/payment-configurations.js';
import { solutions } from '../../../../mock-server/world/solutions.js';
import { userPreferences } from '../../../../mock-server/world/user-preferences.js';
import { createWorld, defaultCredentials, type World } from '../../../../mock-server/world/world.js';

const NUMBER = '100000000000001';
const WABA = '200000000000001';
const NOW = Date.UTC(2026, 10, 22);

function told(cause: (world: World) => void) {
  const world = createWorld(defaultCredentials, createRandom(1), () => NOW);
  tellChanges(world);
  cause(world);
  return world.outbox.drain().map(({ field, entryId, value }) => ({ field, value, ...(entryId && { entryId }) }));
}

function fail(): never {
  throw new Error('the number is gone');
}

const group = {
  id: 'g',
  chat: '120363100000000001',
  phoneNumberId: NUMBER,
  subject: 'Club',
  description: '',
  joinApprovalMode: 'auto_approve',
  isSuspended: false,
  createdAt: NOW,
  participants: [],
  joinRequests: [],
  links: 1,
  requests: 1,
} as never;

test.each<[string, (world: World) => void, readonly object[]]>([
  ['nothing', () => {}, []],
  ['a reset', (world) => world.reset(), []],
  ['an account that is renamed', (world) => world.of(wabas).update(WABA, { name: 'New' }), []],
  [
    'an account that is shared',
    (world) => world.of(wabas).update(WABA, { sharedWith: ['77'] }),
    [{ field: 'account_update', entryId: '77', value: { event: 'PARTNER_ADDED' } }],
  ],
  [
    'an account that is banned',
    (world) => world.of(wabas).update(WABA, { restriction: { state: 'banned' } }),
    [
      {
        field: 'account_update',
        value: {
          event: 'DISABLED_UPDATE',
          ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: 'November 22, 2026' },
        },
      },
    ],
  ],
  [
    'an account that is restricted for a time, and free again',
    (world) => {
      world.of(wabas).update(WABA, { restriction: { state: 'restricted', until: NOW + 60_000 } });
      world.of(wabas).update(WABA, { restriction: undefined });
    },
    [
      {
        field: 'account_update',
        value: { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ expiration: NOW / 1_000 + 60 }] },
      },
    ],
  ],
  [
    'terms that are signed',
    (world) => void world.of(onboardingRequests).add((id) => ({ id, businessId: '400000000000001', appId: '1' })),
    [{ field: 'account_update', value: { event: 'MM_LITE_TERMS_SIGNED' } }],
  ],
  [
    'a name that is approved',
    (world) => {
      world.of(numbers).update(NUMBER, { newDisplayName: 'Depot' });
      const { newDisplayName: _asked, ...rest } = world.of(numbers).get(NUMBER) ?? fail();
      world.of(numbers).put({ ...rest, verifiedName: 'Depot' });
    },
    [
      { field: 'phone_number_name_update', value: { decision: 'PENDING' } },
      { field: 'phone_number_name_update', value: { decision: 'APPROVED', requested_verified_name: 'Depot' } },
    ],
  ],
  [
    'a number that begins its work',
    (world) => {
      world.of(numbers).update(NUMBER, { status: 'PENDING' });
      world.of(numbers).update(NUMBER, { status: 'CONNECTED' });
    },
    [{ field: 'phone_number_quality_update', value: { event: 'ONBOARDING', current_limit: 'TIER_UNLIMITED' } }],
  ],
  [
    'a way to be paid that is connected',
    (world) => {
      const entry = { id: 'a', wabaId: WABA, name: 'pay1', providerName: 'razorpay', links: 1, createdAt: NOW };
      world.of(paymentConfigurations).put({ ...entry, status: 'Needs_Testing', updatedAt: NOW });
      world.of(paymentConfigurations).update('a', { status: 'Active' });
    },
    [
      { field: 'payment_configuration_update', value: { status: 'Needs Testing', created_timestamp: NOW / 1_000 } },
      { field: 'payment_configuration_update', value: { status: 'Active' } },
    ],
  ],
  [
    'a solution that is to end: both businesses hear it',
    (world) => world.of(solutions).update('740000000000001', { pending: 'PENDING_DEACTIVATION' }),
    [
      { field: 'partner_solutions', entryId: '400000000000001', value: { solution_status: 'PENDING_DEACTIVATION' } },
      { field: 'partner_solutions', entryId: '410000000000001', value: { event: 'SOLUTION_UPDATED' } },
    ],
  ],
  [
    'a group that is suspended, and used again',
    (world) => {
      world.of(groups).put(group);
      world.outbox.drain();
      world.of(groups).update('g', { isSuspended: true });
      world.of(groups).update('g', { isSuspended: false });
    },
    [
      { field: 'group_status_update', value: { groups: [{ type: 'group_suspend', group_id: 'g' }] } },
      { field: 'group_status_update', value: { groups: [{ type: 'group_suspend_cleared' }] } },
    ],
  ],
  [
    'a user who wants no more marketing, and wants it again',
    (world) => {
      const id = '400000000000001/15557770001';
      world.of(userPreferences).put({ id, stoppedAt: NOW });
      world.of(userPreferences).remove(id);
    },
    [
      { field: 'user_preferences', value: { user_preferences: [{ wa_id: '15557770001', value: 'stop' }] } },
      { field: 'user_preferences', value: { user_preferences: [{ value: 'resume', timestamp: NOW / 1_000 }] } },
    ],
  ],
])('%s', (_what, cause, events) => {
  const come = told(cause);
  expect(come).toHaveLength(events.length);
  expect(come).toMatchObject(events);
});
