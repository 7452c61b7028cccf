/** Who shows a number when, on a wall that is moved by hand. */
import { expect, test } from 'vitest';
import { phoneNumberId, waId } from '../../../../core/ids.js';
import { createRandom } from '../../../../core/random.js';
import { FEATURE_NAMES, features, hasFeature, NO_FEATURES } from '../../../../mock-server/world/features.js';
import {
  forgetUse,
  noteAddressed,
  noteHeard,
  showsNumber,
  userNameOf,
  userNames,
} from '../../../../mock-server/world/user-names.js';
import { createWorld, defaultCredentials, type World } from '../../../../mock-server/world/world.js';

const DAY_MS = 24 * 3_600_000;
const NUMBER = '100000000000001';
const PORTFOLIO = '400000000000001';
const ann = waId('15557770001');
const meeting = { phoneNumberId: NUMBER, portfolio: PORTFOLIO, user: ann };

function open() {
  let now = Date.UTC(2026, 10, 22);
  const world = createWorld(defaultCredentials, createRandom(1), () => now);
  const pass = (ms: number) => {
    now += ms;
  };
  return { world, pass };
}

const name = (world: World) => world.of(userNames).put({ id: ann, name: 'ana.vale' });

test('a user without a username is always seen', () => {
  const { world } = open();
  expect(showsNumber(world, meeting)).toBe(true);
});

test('one with a username is seen once the business wrote to the number', () => {
  const { world } = open();
  name(world);
  expect(showsNumber(world, meeting)).toBe(false);
  noteAddressed(world, NUMBER, ann);
  expect(showsNumber(world, meeting)).toBe(true);
  expect(showsNumber(world, { ...meeting, phoneNumberId: 'another', portfolio: 'another' })).toBe(false);
});

test('a message that comes without a number does not make it known', () => {
  const { world } = open();
  name(world);
  noteHeard(world, NUMBER, ann);
  expect(showsNumber(world, meeting)).toBe(false);
});

test('once the contact book has forgotten the user, the number is seen for 30 days and no instant longer', () => {
  const { world, pass } = open();
  name(world);
  noteAddressed(world, NUMBER, ann);
  forgetUse(world, PORTFOLIO, ann);
  pass(30 * DAY_MS);
  expect(showsNumber(world, meeting)).toBe(true);
  pass(1);
  expect(showsNumber(world, meeting)).toBe(false);
});

test('a username given up by hand counts, whatever the share of users with one', () => {
  const { world } = open();
  world.of(features).put({ ...NO_FEATURES, usersWithoutNumber: 1 });
  expect(userNameOf(world, ann)).toMatch(/^user\.[a-z0-9]+$/);
  world.of(userNames).put({ id: ann, name: '' });
  expect(userNameOf(world, ann)).toBeUndefined();
});

test.each([0, 0.2, 0.5, 1])('a share of %f of the users has a feature, always the same ones', (share) => {
  const { world } = open();
  for (const feature of FEATURE_NAMES) {
    world.of(features).put({ ...NO_FEATURES, [feature]: share });
    const users = Array.from({ length: 2_000 }, (_, n) => String(15_557_000_000 + n));
    const having = users.filter((user) => hasFeature(world, feature, user));
    expect(Math.abs(having.length / users.length - share)).toBeLessThan(0.05);
    expect(users.filter((user) => hasFeature(world, feature, user))).toEqual(having);
  }
});

test('numbers of the platform are ids of the portfolio they belong to', () => {
  const { world } = open();
  name(world);
  noteAddressed(world, phoneNumberId('no such number'), ann);
  expect(showsNumber(world, meeting)).toBe(false);
});
