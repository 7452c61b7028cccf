import { expect, test } from 'vitest';
import { waId } from '../../../../core/ids.js';
import { createRandom } from '../../../../core/random.js';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import { keepAgenda } from '../../../../mock-server/policy/upkeep.js';
import { blockNumber, reportNumber, unblockNumber } from '../../../../mock-server/policy/user-opinions.js';
import { numbers } from '../../../../mock-server/world/accounts.js';
import { createWorld, defaultCredentials } from '../../../../mock-server/world/world.js';
import { createReachingWorld, DAY, type ReachingWorld, UTILITY } from './reaching-world.js';
import { NUMBER, USER, user } from './ruled-world.js';

const qualityIn = ({ world }: Pick<ReachingWorld, 'world'>) => world.of(numbers).get(NUMBER)?.qualityRating;

test('blocks weigh one, reports two: YELLOW at five, RED at ten; the events tell of RED', () => {
  const reaching = createReachingWorld();
  const { numberOf, told, world } = reaching;
  const ratings = Array.from({ length: 8 }, (_, index) => {
    if (index % 2 === 0) reportNumber(world, numberOf(NUMBER), waId(user(index)));
    else blockNumber(world, numberOf(NUMBER), waId(user(index)));
    return qualityIn(reaching);
  });
  expect(ratings).toEqual(['GREEN', 'GREEN', 'YELLOW', 'YELLOW', 'YELLOW', 'YELLOW', 'RED', 'RED']);
  expect(told()).toEqual([
    {
      field: 'phone_number_quality_update',
      wabaId: defaultCredentials.wabaId,
      phoneNumberId: NUMBER,
      value: {
        display_phone_number: '15550100001',
        event: 'FLAGGED',
        current_limit: 'TIER_UNLIMITED',
        max_daily_conversations_per_business: 'TIER_UNLIMITED',
      },
    },
  ]);
});

test('one user counts once for each kind, and the quality comes back as the days pass', async () => {
  const reaching = createReachingWorld();
  const { clock, numberOf, told, world } = reaching;
  for (let index = 0; index < 20; index++) blockNumber(world, numberOf(NUMBER), waId(USER));
  expect(qualityIn(reaching)).toBe('GREEN');
  for (let index = 0; index < 11; index++) blockNumber(world, numberOf(NUMBER), waId(user(index)));
  expect(qualityIn(reaching)).toBe('RED');
  const days: unknown[] = [];
  for (let day = 1; day <= 7; day++) {
    await clock.advance(DAY);
    days.push(qualityIn(reaching));
  }
  expect(days).toEqual(['RED', 'YELLOW', 'YELLOW', 'YELLOW', 'GREEN', 'GREEN', 'GREEN']);
  expect(told().map(({ value }) => value.event)).toEqual(['FLAGGED', 'UNFLAGGED']);
  expect(clock.pending()).toBe(0);
  expect(world.of(numbers).get(NUMBER)?.status).toBe('CONNECTED');
});

test('who blocked the number is not reached by it, and may take that back', () => {
  const { addNumber, fate, numberOf, objector, world, wrote } = createReachingWorld();
  wrote();
  const other = addNumber();
  blockNumber(world, numberOf(NUMBER), waId(USER));
  expect([fate(), objector(), fate(UTILITY)]).toEqual(['failed 131026', 'user-block', 'failed 131026']);
  expect([fate({ ...UTILITY, number: other }), fate({ ...UTILITY, to: user(1) })]).toEqual(['ok', 'ok']);
  expect(unblockNumber(world, numberOf(NUMBER), waId(USER))).toBe(true);
  expect(unblockNumber(world, numberOf(NUMBER), waId(USER))).toBe(false);
  expect(fate()).toBe('ok');
});

test('a number that very many reported reaches nobody outside of windows until that ages', async () => {
  const { clock, fate, numberOf, objector, world, wrote } = createReachingWorld();
  for (let index = 0; index < 9; index++) reportNumber(world, numberOf(NUMBER), waId(user(index)));
  expect(fate(UTILITY)).toBe('ok');
  reportNumber(world, numberOf(NUMBER), waId(user(9)));
  expect([fate(UTILITY), objector(UTILITY)]).toEqual(['failed 131048', 'spam']);
  wrote();
  expect([fate(), fate(UTILITY), fate({ ...UTILITY, to: user(50) })]).toEqual(['ok', 'ok', 'failed 131048']);
  await clock.advance(DAY);
  expect(fate({ ...UTILITY, to: user(50) })).toBe('ok');
});

test('before October 2025 a RED number is flagged, and a week of it costs a step of its limit', async () => {
  const clock = createVirtualClock(Date.UTC(2025, 0, 10));
  const world = createWorld(defaultCredentials, createRandom(1), clock.wallTime);
  keepAgenda(clock, world);
  const number = () => {
    const found = world.of(numbers).get(NUMBER);
    if (!found) throw new Error('the number is there');
    return found;
  };
  const block = (day: number) => {
    for (let index = 0; index < 10; index++) blockNumber(world, number(), waId(user(day * 100 + index)));
  };
  block(0);
  expect(number()).toMatchObject({ status: 'FLAGGED', messagingLimit: 'TIER_UNLIMITED' });
  for (let day = 1; day <= 7; day++) {
    block(day);
    await clock.advance(DAY);
  }
  expect(number()).toMatchObject({ status: 'CONNECTED', messagingLimit: 'TIER_100K' });
  expect(world.outbox.drain().map(({ field, value }) => value.event ?? field)).toEqual([
    'FLAGGED',
    'business_capability_update',
    'DOWNGRADE',
  ]);
});
