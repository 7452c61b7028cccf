import { describe, expect, test } from 'vitest';
import { createRuledWorld, NUMBER, passing, type RuledWorld, user } from './ruled-world.js';

const levels: readonly [name: string, limit: number, arrange: (ruled: RuledWorld) => void][] = [
  ['a usual number', 80, () => {}],
  ['an upgraded number', 1_000, ({ change }) => change({ throughputLevel: 'HIGH' })],
  ['a number that is used with the app as well', 20, ({ change }) => change({ isCoexistence: true })],
  [
    'an upgraded number that is used with the app as well',
    20,
    ({ change }) => change({ isCoexistence: true, throughputLevel: 'HIGH' }),
  ],
  ['a number with a figure of its own', 3, ({ rule }) => rule({ throughputPerSecond: 3 }, [], NUMBER)],
  ['any number with a figure for all', 5, ({ rule }) => rule({ throughputPerSecond: 5 })],
];

describe.each(levels)('%s', (_name, limit, arrange) => {
  test(`sends ${limit} messages a second, and not one more`, () => {
    const ruled = createRuledWorld();
    arrange(ruled);
    expect(passing(limit, (index) => ruled.send({ to: user(index) }))).toBe(limit);
    expect(ruled.send({ to: user(limit) })).toBe(130429);
  });

  test('sends as many again a second later', async () => {
    const ruled = createRuledWorld();
    arrange(ruled);
    passing(limit, (index) => ruled.send({ to: user(index) }));
    await ruled.clock.advance(989);
    expect(ruled.send({ to: user(limit) })).toBe(130429);
    await ruled.clock.advance(11);
    expect(passing(limit + 5, (index) => ruled.send({ to: user(limit + index) }))).toBe(limit);
  });
});

test('what users write leaves less for the business, and is never refused', () => {
  const ruled = createRuledWorld();
  for (let index = 0; index < 79; index++) ruled.hear(user(index));
  expect(ruled.send({ to: user(100) })).toBeUndefined();
  expect(ruled.send({ to: user(101) })).toBe(130429);
  ruled.hear(user(102));
  expect(ruled.world.rates.messages(NUMBER).at(ruled.world.now())).toBe(81);
});

test('refused sends do not count: 100 messages a second offered for ten seconds, 80 pass in each', async () => {
  const ruled = createRuledWorld();
  let passed = 0;
  for (let index = 0; index < 1_000; index++) {
    if (ruled.send({ to: user(index) }) === undefined) passed++;
    await ruled.clock.advance(10);
  }
  expect(passed).toBe(800);
});

test('numbers do not share it', () => {
  const ruled = createRuledWorld();
  const other = ruled.addNumber();
  passing(80, (index) => ruled.send({ to: user(index) }));
  expect(ruled.send({ to: user(80), number: other })).toBeUndefined();
});

test('is switched off for a number, and for all', () => {
  const ruled = createRuledWorld();
  const other = ruled.addNumber();
  ruled.rule({}, ['throughput'], NUMBER);
  expect(passing(200, (index) => ruled.send({ to: user(index) }))).toBe(200);
  expect(passing(200, (index) => ruled.send({ to: user(index), number: other }))).toBe(80);
  ruled.rule({}, ['throughput']);
  expect(passing(200, (index) => ruled.send({ to: user(500 + index), number: other }))).toBe(200);
});
