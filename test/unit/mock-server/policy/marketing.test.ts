import { describe, expect, test } from 'vitest';
import { waId } from '../../../../core/ids.js';
import { preferMarketing } from '../../../../mock-server/policy/user-opinions.js';
import { createReachingWorld, DAY, MARKETING, UTILITY } from './reaching-world.js';
import { NUMBER, USER, user } from './ruled-world.js';

describe('the cap of a user', () => {
  test('is two marketing templates in 24 hours; the third fails, others go', async () => {
    const { clock, fate, objector } = createReachingWorld();
    expect([fate(MARKETING), fate(MARKETING), fate(MARKETING)]).toEqual(['ok', 'ok', 'failed 131049']);
    expect(objector(MARKETING)).toBe('marketing-cap');
    expect([fate(UTILITY), fate({ ...MARKETING, to: user(1) })]).toEqual(['ok', 'ok']);
    await clock.advance(DAY - 1);
    expect(fate(MARKETING)).toBe('failed 131049');
    await clock.advance(1);
    expect(fate(MARKETING)).toBe('ok');
  });

  test('counts over all numbers, not inside an open window, and can be set', () => {
    const { addNumber, fate, set, wrote } = createReachingWorld();
    const number = addNumber();
    set({ marketingPerUserPerDay: 1 });
    expect([fate(MARKETING), fate({ ...MARKETING, number })]).toEqual(['ok', 'failed 131049']);
    wrote();
    expect(fate(MARKETING)).toBe('ok');
  });

  test('is full for a share of users, always the same, and closed for countries that are left out', () => {
    const full = () => {
      const { fate, set } = createReachingWorld();
      set({ marketingFullShare: 0.25 });
      return Array.from({ length: 1_000 }, (_, index) => fate({ ...MARKETING, to: user(index) }) !== 'ok');
    };
    const one = full();
    expect(full()).toEqual(one);
    expect(one.filter(Boolean).length).toBeGreaterThan(200);
    expect(one.filter(Boolean).length).toBeLessThan(300);
    const { fate, set } = createReachingWorld();
    set({ marketingPausedIn: ['US'] });
    expect([fate(MARKETING), fate({ ...MARKETING, to: '4915112345678' })]).toEqual(['failed 131049', 'ok']);
  });
});

test('nobody is part of an experiment unless a share is set; then always the same users', () => {
  const { fate, objector, set } = createReachingWorld();
  const inIt = () =>
    Array.from({ length: 1_000 }, (_, index) => fate({ ...MARKETING, to: user(index) })).filter(
      (it) => it === 'failed 130472',
    ).length;
  expect(inIt()).toBe(0);
  set({ experimentShare: 0.1, marketingPerUserPerDay: 1_000 });
  const share = inIt();
  expect(share).toBeGreaterThan(70);
  expect(share).toBeLessThan(130);
  expect(inIt()).toBe(share);
  set({ experimentShare: 1 });
  expect([fate(MARKETING), objector(MARKETING), fate(UTILITY)]).toEqual(['failed 130472', 'experiment', 'ok']);
});

test('a user who stops marketing messages gets none of the portfolio, until the wish is taken back', () => {
  const { addNumber, fate, numberOf, world } = createReachingWorld();
  const number = addNumber();
  const prefer = (value: 'stop' | 'resume') => preferMarketing(world, numberOf(NUMBER), waId(USER), value);
  expect(prefer('stop')).toBe(true);
  expect([fate(MARKETING), fate({ ...MARKETING, number }), fate(UTILITY), fate({ ...MARKETING, to: user(1) })]).toEqual(
    ['failed 131050', 'failed 131050', 'ok', 'ok'],
  );
  prefer('resume');
  expect(fate(MARKETING)).toBe('ok');
});
