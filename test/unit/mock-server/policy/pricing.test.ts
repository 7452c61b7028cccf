import { describe, expect, test } from 'vitest';
import { createReachingWorld, DAY, MARKETING, templateOf, UTILITY } from './reaching-world.js';
import { USER } from './ruled-world.js';

const AUTHENTICATION = { type: 'template', template: templateOf('AUTHENTICATION') } as const;

type Row = readonly [what: string, parts: object, isOpen: boolean, expected: readonly unknown[]];
const inGroup = { group: 'G' };

const JULY_2025: readonly Row[] = [
  ['service', {}, true, [false, 'PMP', 'service', 'free_customer_service']],
  ['service in a group', inGroup, false, [false, 'PMP', 'group_service', 'free_customer_service']],
  ['utility inside the window', UTILITY, true, [false, 'PMP', 'utility', 'free_customer_service']],
  ['utility outside', UTILITY, false, [true, 'PMP', 'utility', 'regular']],
  ['marketing inside', MARKETING, true, [true, 'PMP', 'marketing', 'regular']],
  ['authentication', AUTHENTICATION, false, [true, 'PMP', 'authentication', 'regular']],
];

const OCTOBER_2026: readonly Row[] = [
  ['service', {}, true, [false, 'PMP', 'service', 'free_customer_service']],
  ['service in a group', inGroup, false, [false, 'PMP', 'group_service', 'free_group_customer_service']],
  ['utility inside the window', UTILITY, true, [true, 'PMP', 'utility', 'regular']],
  ['utility in a group', { ...UTILITY, ...inGroup }, false, [true, 'PMP', 'group_utility', 'regular']],
  ['marketing', MARKETING, false, [true, 'PMP', 'marketing', 'regular']],
  [
    'the Marketing Messages API',
    { ...MARKETING, category: 'MARKETING_LITE' },
    false,
    [true, 'PMP', 'marketing_lite', 'regular'],
  ],
  ['Direct Send', { category: 'UTILITY' }, false, [true, 'PMP', 'utility', 'regular']],
];

const BEFORE: readonly Row[] = [
  ['service', {}, true, [false, 'CBP', 'service', undefined]],
  ['utility', UTILITY, true, [true, 'CBP', 'utility', undefined]],
];

describe.each([
  ['June 2025', Date.UTC(2025, 5, 30, 23, 59), BEFORE],
  ['July 2025', Date.UTC(2025, 6, 1), JULY_2025],
  ['September 2026', Date.UTC(2026, 8, 30, 23, 59), JULY_2025],
  ['October 2026', Date.UTC(2026, 9, 1), OCTOBER_2026],
])('prices of %s', (_month, at, rows) => {
  test.each(rows)('%s', (_what, parts, isOpen, expected) => {
    const { price, world, wrote } = createReachingWorld();
    wrote();
    for (const { threads } of world.users())
      for (const it of Object.values(threads ?? {})) it.heardAt = isOpen ? at : at - 2 * DAY;
    const { billable, model, category, type } = price({ ...parts, at });
    expect([billable, model, category, type]).toEqual(expected);
  });
});

test('a number has 1,000 free service messages a month; reactions do not count, and a new month brings new ones', async () => {
  const { addNumber, clock, price, wrote } = createReachingWorld();
  wrote();
  const types = new Set<unknown>();
  for (let count = 0; count < 1_000; count++) types.add(price().type);
  expect([...types]).toEqual(['free_customer_service']);
  expect(price()).toEqual({ billable: true, model: 'PMP', category: 'service', type: 'regular' });
  expect(price({ type: 'reaction' }).type).toBe('free_customer_service');
  expect(price({ group: 'G' })).toMatchObject({ category: 'group_service', type: 'regular' });
  expect(price({ number: addNumber() }).type).toBe('free_customer_service');
  await clock.advance(8 * DAY + DAY - 1);
  expect(price().type).toBe('regular');
  await clock.advance(1);
  expect(price().type).toBe('free_customer_service');
});

test('in the free entry point everything is free', () => {
  const { fate, price, set, wrote } = createReachingWorld();
  set({ freeServicesPerMonth: 0 });
  wrote(USER, 'ad');
  expect(price().type).toBe('regular');
  expect(fate()).toBe('ok');
  for (const parts of [{}, UTILITY, MARKETING])
    expect(price(parts)).toEqual({
      billable: false,
      model: 'PMP',
      category: 'referral_conversion',
      type: 'free_entry_point',
    });
});
