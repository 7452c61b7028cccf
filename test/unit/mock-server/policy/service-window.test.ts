import { describe, expect, test } from 'vitest';
import { waId } from '../../../../core/ids.js';
import { hearIn, isEntryPointFree } from '../../../../mock-server/world/threads.js';
import { createReachingWorld, DAY, HOUR, MARKETING, UTILITY } from './reaching-world.js';
import { NUMBER, USER } from './ruled-world.js';

const TOO_LATE = 'failed 131047';

test('a user who never wrote gets no free-form message; a template goes', () => {
  const { fate, objector } = createReachingWorld();
  expect(fate()).toBe(TOO_LATE);
  expect(fate({ type: 'reaction' })).toBe(TOO_LATE);
  expect(objector()).toBe('service-window');
  expect(fate(UTILITY)).toBe('ok');
  expect(fate({ category: 'UTILITY' })).toBe('ok');
  expect(fate({ group: 'G' })).toBe('ok');
});

test('the window closes 24 hours after the last message, the last instant included', async () => {
  const { clock, fate, wrote } = createReachingWorld();
  wrote();
  await clock.advance(DAY);
  expect(fate()).toBe('ok');
  await clock.advance(1);
  expect(fate()).toBe(TOO_LATE);
});

test('each message of the user opens it anew; those of the business do not', async () => {
  const { clock, fate, wrote } = createReachingWorld();
  wrote();
  await clock.advance(20 * HOUR);
  wrote();
  await clock.advance(20 * HOUR);
  expect(fate()).toBe('ok');
  expect(fate(UTILITY)).toBe('ok');
  await clock.advance(4 * HOUR + 1);
  expect(fate()).toBe(TOO_LATE);
});

test('a call opens it as a message does', () => {
  const { fate, world } = createReachingWorld();
  hearIn(world, NUMBER, waId(USER), world.now());
  expect(fate()).toBe('ok');
});

test('numbers and users do not share it, and a number may have another one, or none', async () => {
  const { clock, fate, wrote, addNumber, rule } = createReachingWorld();
  const other = addNumber();
  wrote();
  expect([fate(), fate({ number: other }), fate({ to: '15557770002' })]).toEqual(['ok', TOO_LATE, TOO_LATE]);
  rule({ serviceWindowMs: HOUR }, ['pair-rate'], NUMBER);
  await clock.advance(HOUR + 1);
  expect(fate()).toBe(TOO_LATE);
  rule({}, ['service-window'], NUMBER);
  expect(fate()).toBe('ok');
});

describe('the free entry point', () => {
  const openings: readonly [name: string, source: 'ad' | 'post', hours: number][] = [
    ['an advertisement since September 2026: 7 days', 'ad', 168],
    ['a button on a page: 72 hours', 'post', 72],
  ];

  test.each(openings)('%s after the answer', async (_name, source, hours) => {
    const { clock, fate, wrote, world } = createReachingWorld();
    const isFree = () => isEntryPointFree(world, NUMBER, waId(USER), world.now());
    wrote(USER, source);
    expect(isFree()).toBe(false);
    await clock.advance(10 * HOUR);
    expect(fate()).toBe('ok');
    expect(isFree()).toBe(true);
    await clock.advance(HOUR);
    // A second answer does not make it longer.
    expect(fate()).toBe('ok');
    await clock.advance((hours - 1) * HOUR);
    expect(isFree()).toBe(true);
    await clock.advance(1);
    expect(isFree()).toBe(false);
  });

  test('is 72 hours for an advertisement before September 2026', () => {
    const { fate, wrote, world } = createReachingWorld();
    wrote(USER, 'ad');
    const thread = world.user(waId(USER)).threads?.[NUMBER];
    if (!thread) throw new Error('the user has written');
    const at = Date.UTC(2026, 7, 1);
    Object.assign(thread, { heardAt: at, referredAt: at });
    fate({ at });
    expect(thread.freeUntil).toBe(at + 72 * HOUR);
  });

  test('does not open when the answer comes after 24 hours, and does not stand in for the window', async () => {
    const { clock, fate, wrote, world } = createReachingWorld();
    const isFree = () => isEntryPointFree(world, NUMBER, waId(USER), world.now());
    wrote(USER, 'ad');
    await clock.advance(DAY + 1);
    expect(fate(UTILITY)).toBe('ok');
    expect(isFree()).toBe(false);
    wrote(USER, 'ad');
    fate(MARKETING);
    await clock.advance(DAY + 1);
    expect(isFree()).toBe(true);
    expect(fate()).toBe(TOO_LATE);
  });
});
