import { describe, expect, test } from 'vitest';
import { beginUpgrade, isUpgrading } from '../../../../mock-server/policy/throughput-upgrade.js';
import { createRuledWorld, NUMBER, passing, type RuledWorld, user } from './ruled-world.js';

const template = { id: '1', name: 'shipped', language: 'en', category: 'UTILITY' } as const;

/** Writes first to as many users, each once. */
function reach(ruled: RuledWorld, count: number, from = 0): void {
  for (let index = from; index < from + count; index++)
    ruled.send({ to: user(index), type: 'template', template: { ...template } });
}

const impatient = () => {
  const ruled = createRuledWorld();
  ruled.rule({ usersForUpgrade: 50 });
  return ruled;
};

test('a number that reaches enough users in a day is upgraded within a minute, and it is told', async () => {
  const ruled = impatient();
  reach(ruled, 49);
  expect(isUpgrading(NUMBER, ruled.world)).toBe(false);
  reach(ruled, 1, 49);
  expect(isUpgrading(NUMBER, ruled.world)).toBe(true);
  expect(ruled.numberOf(NUMBER).throughputLevel).toBe('STANDARD');
  expect(ruled.send({ to: user(60) })).toBe(131057);
  await ruled.clock.advance(59_999);
  expect(ruled.send({ to: user(60) })).toBe(131057);
  expect(ruled.world.outbox.drain()).toEqual([]);
  await ruled.clock.advance(1);
  expect(ruled.send({ to: user(60) })).toBeUndefined();
  expect(ruled.numberOf(NUMBER).throughputLevel).toBe('HIGH');
  expect(ruled.world.outbox.drain()).toEqual([
    {
      field: 'phone_number_quality_update',
      wabaId: '200000000000001',
      phoneNumberId: NUMBER,
      value: {
        display_phone_number: '15550100001',
        event: 'THROUGHPUT_UPGRADE',
        current_limit: 'TIER_UNLIMITED',
        max_daily_conversations_per_business: 'TIER_UNLIMITED',
      },
    },
  ]);
});

test('an upgraded number sends 1,000 messages a second', async () => {
  const ruled = createRuledWorld();
  beginUpgrade(NUMBER, ruled.world);
  await ruled.clock.advance(60_000);
  expect(passing(1_100, (index) => ruled.send({ to: user(index) }))).toBe(1_000);
});

const notUpgraded: readonly [why: string, arrange: (ruled: RuledWorld) => void][] = [
  ['the portfolio has a limit', ({ change }) => change({ messagingLimit: 'TIER_100K' })],
  ['its quality is low', ({ change }) => change({ qualityRating: 'RED' })],
  ['its quality is not known', ({ change }) => change({ qualityRating: 'UNKNOWN' })],
  [
    'it is used with the app as well',
    ({ change, rule }) => {
      rule({ usersForUpgrade: 50, coexistenceThroughputPerSecond: 1_000 });
      change({ isCoexistence: true });
    },
  ],
  ['it is upgraded already', ({ change }) => change({ throughputLevel: 'HIGH' })],
  ['the rule is off', ({ rule }) => rule({ usersForUpgrade: 50 }, ['throughput-upgrade'])],
  [
    'the users had written first',
    ({ hear }) => {
      for (let index = 0; index < 20; index++) hear(user(index));
    },
  ],
];

describe('a number is not upgraded when', () => {
  test.each(notUpgraded)('%s', (_why, arrange) => {
    const ruled = impatient();
    arrange(ruled);
    reach(ruled, 60);
    expect(isUpgrading(NUMBER, ruled.world)).toBe(false);
  });

  test('it reached the users on different days', async () => {
    const ruled = impatient();
    reach(ruled, 30);
    await ruled.clock.advance(24 * 3_600_000);
    reach(ruled, 30, 30);
    expect(isUpgrading(NUMBER, ruled.world)).toBe(false);
    reach(ruled, 20, 60);
    expect(isUpgrading(NUMBER, ruled.world)).toBe(true);
  });

  test('it only wrote often to the same users', async () => {
    const ruled = impatient();
    for (let round = 0; round < 5; round++) {
      reach(ruled, 30);
      await ruled.clock.advance(10_000);
    }
    expect(isUpgrading(NUMBER, ruled.world)).toBe(false);
  });
});

test('in good quality is YELLOW as well', () => {
  const ruled = impatient();
  ruled.change({ qualityRating: 'YELLOW' });
  reach(ruled, 50);
  expect(isUpgrading(NUMBER, ruled.world)).toBe(true);
});

test('a world that was reset meanwhile is left alone', async () => {
  const ruled = createRuledWorld();
  beginUpgrade(NUMBER, ruled.world);
  ruled.world.reset();
  await ruled.clock.advance(60_000);
  expect(ruled.numberOf(NUMBER).throughputLevel).toBe('STANDARD');
});
