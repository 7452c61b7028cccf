import { describe, expect, test } from 'vitest';
import { stepAbove, stepBelow } from '../../../../mock-server/policy/tiers.js';
import { businesses, numbers } from '../../../../mock-server/world/accounts.js';
import { defaultCredentials } from '../../../../mock-server/world/world.js';
import { createReachingWorld, DAY, HOUR, type ReachingWorld, UTILITY } from './reaching-world.js';
import { NUMBER, user } from './ruled-world.js';

const FULL = 'failed 131048';
const { businessId } = defaultCredentials;

/** How many of so many users are reached, each by one template. */
function reach({ fate }: ReachingWorld, count: number, from = 0): number {
  let reached = 0;
  for (let index = 0; index < count; index++) if (fate({ ...UTILITY, to: user(from + index) }) === 'ok') reached++;
  return reached;
}

describe.each([
  ['TIER_250', 250],
  ['TIER_2K', 2_000],
  ['TIER_10K', 10_000],
])('%s', (messagingLimit, limit) => {
  test(`reaches ${limit} users in 24 hours, and not one more`, async () => {
    const reaching = createReachingWorld();
    const { change, clock, fate, objector, world } = reaching;
    // Nothing raises it while the quality is not high.
    change({ messagingLimit, qualityRating: 'YELLOW' });
    expect(reach(reaching, limit)).toBe(limit);
    expect(fate({ ...UTILITY, to: user(limit) })).toBe(FULL);
    expect(objector({ ...UTILITY, to: user(limit) })).toBe('messaging-limit');
    await clock.advance(DAY - 1);
    expect(fate({ ...UTILITY, to: user(limit) })).toBe(FULL);
    await clock.advance(1);
    expect(fate({ ...UTILITY, to: user(limit) })).toBe('ok');
    expect(world.of(numbers).get(NUMBER)?.messagingLimit).toBe(messagingLimit);
  });
});

test('who was reached already, has written, or is in a group does not count; failed messages neither', () => {
  const reaching = createReachingWorld();
  const { change, fate, set, wrote } = reaching;
  change({ qualityRating: 'YELLOW' });
  set({ reachPerDay: 2 });
  expect(reach(reaching, 1)).toBe(1);
  expect(reach(reaching, 1)).toBe(1);
  wrote(user(7));
  expect(fate({ to: user(7) })).toBe('ok');
  expect(fate({ ...UTILITY, to: user(7) })).toBe('ok');
  expect(fate({ ...UTILITY, to: user(8), group: 'G' })).toBe('ok');
  expect(fate({ to: user(9) })).toBe('failed 131047');
  expect(reach(reaching, 2, 1)).toBe(1);
  expect(fate({ ...UTILITY, to: user(0) })).toBe('ok');
});

test('all numbers of a portfolio share it; an unlimited portfolio has none', () => {
  const reaching = createReachingWorld();
  const { addNumber, fate, set } = reaching;
  const number = addNumber();
  expect(reach(reaching, 1_000)).toBe(1_000);
  set({ reachPerDay: 2 });
  expect(fate({ ...UTILITY, to: user(0) })).toBe('ok');
  expect(fate({ ...UTILITY, to: user(1), number })).toBe('ok');
  expect(fate({ ...UTILITY, to: user(2), number })).toBe(FULL);
  expect(fate({ ...UTILITY, to: user(2) })).toBe(FULL);
});

describe('a raise', () => {
  const limitIn = ({ world }: ReachingWorld) => world.of(numbers).get(NUMBER)?.messagingLimit;

  test('comes 6 hours after half of the limit was used, one step, and is told to the accounts', async () => {
    const reaching = createReachingWorld();
    const { change, clock, told } = reaching;
    change({ messagingLimit: 'TIER_2K' });
    reach(reaching, 999);
    await clock.advance(HOUR);
    told();
    reach(reaching, 1, 999);
    await clock.advance(6 * HOUR - 1);
    expect(limitIn(reaching)).toBe('TIER_2K');
    expect(told()).toEqual([]);
    await clock.advance(1);
    expect(limitIn(reaching)).toBe('TIER_10K');
    expect(told()).toEqual([
      {
        field: 'business_capability_update',
        wabaId: defaultCredentials.wabaId,
        value: { max_daily_conversations_per_business: 10_000, max_phone_numbers_per_waba: 25 },
      },
    ]);
    await clock.advance(30 * DAY);
    expect(limitIn(reaching)).toBe('TIER_10K');
  });

  test('does not come while less than half is used', async () => {
    const reaching = createReachingWorld();
    reaching.change({ messagingLimit: 'TIER_2K' });
    reach(reaching, 999);
    await reaching.clock.advance(DAY);
    expect(limitIn(reaching)).toBe('TIER_2K');
  });

  test.each(['YELLOW', 'RED'] as const)('does not come while a number is %s', async (qualityRating) => {
    const reaching = createReachingWorld();
    reaching.change({ messagingLimit: 'TIER_2K' });
    reaching.change({ messagingLimit: 'TIER_2K', qualityRating }, reaching.addNumber());
    reach(reaching, 1_500);
    await reaching.clock.advance(DAY);
    expect(limitIn(reaching)).toBe('TIER_2K');
  });

  test('does not come when the quality falls meanwhile', async () => {
    const reaching = createReachingWorld();
    reaching.change({ messagingLimit: 'TIER_2K' });
    reach(reaching, 1_500);
    await reaching.clock.advance(HOUR);
    reaching.change({ qualityRating: 'RED' });
    await reaching.clock.advance(DAY);
    expect(limitIn(reaching)).toBe('TIER_2K');
  });

  test('from 250 takes a verified portfolio, or 2,000 users in 30 days', async () => {
    const reaching = createReachingWorld();
    const { change, clock, world } = reaching;
    change({ messagingLimit: 'TIER_250' });
    world.of(businesses).update(businessId, { verificationStatus: 'not_verified' });
    for (let day = 0; day < 7; day++) {
      expect(reach(reaching, 250, day * 250)).toBe(250);
      await clock.advance(DAY);
    }
    expect(limitIn(reaching)).toBe('TIER_250');
    reach(reaching, 250, 1_750);
    await clock.advance(6 * HOUR);
    expect(limitIn(reaching)).toBe('TIER_2K');

    const verified = createReachingWorld();
    verified.change({ messagingLimit: 'TIER_250' });
    reach(verified, 125);
    await verified.clock.advance(6 * HOUR);
    expect(limitIn(verified)).toBe('TIER_2K');
  });
});

test('steps', () => {
  expect(
    ['TIER_50', 'TIER_250', 'TIER_1K', 'TIER_2K', 'TIER_10K', 'TIER_100K'].map((it) => stepAbove(it)?.name),
  ).toEqual(['TIER_250', 'TIER_2K', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED']);
  expect(stepAbove('TIER_UNLIMITED')).toBeUndefined();
  expect(['TIER_UNLIMITED', 'TIER_100K', 'TIER_2K', 'TIER_250'].map((it) => stepBelow(it)?.name)).toEqual([
    'TIER_100K',
    'TIER_10K',
    'TIER_250',
    undefined,
  ]);
});
