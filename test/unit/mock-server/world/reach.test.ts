import { describe, expect, test } from 'vitest';
import { createAgenda } from '../../../../mock-server/world/agenda.js';
import type { Store } from '../../../../mock-server/world/changes.js';
import { createFreeServices } from '../../../../mock-server/world/free-services.js';
import { createMovingSet } from '../../../../mock-server/world/moving-set.js';
import { createReach } from '../../../../mock-server/world/reach.js';

const DAY = 86_400_000;

/** Puts everything of one store into another, through text. */
function copy(from: Store, to: Store): void {
  for (const [id, value] of from.entries()) {
    const read: unknown = JSON.parse(JSON.stringify(value));
    expect(to.fits(id, read)).toBe(true);
    to.restore(id, read);
  }
}

describe('a moving set', () => {
  test('counts each once, by the last time, and forgets what is as old as its span', () => {
    const set = createMovingSet(10);
    set.add('a', 0);
    set.add('b', 5);
    set.add('a', 7);
    expect([set.size(9), set.size(14), set.size(15), set.size(17)]).toEqual([2, 2, 1, 0]);
    expect([set.has('a', 16), set.at('a')]).toEqual([false, undefined]);
  });

  test('keeps no more than its limit, the newest', () => {
    const set = createMovingSet(1_000, 2);
    for (const [index, key] of ['a', 'b', 'c'].entries()) set.add(key, index);
    expect([...set.entries()].map(([key]) => key)).toEqual(['b', 'c']);
  });
});

test('whom portfolios reached is kept apart, and can be put back', () => {
  const reach = createReach();
  reach.add('1', 'ann', 0);
  reach.add('1', 'bob', DAY);
  reach.add('2', 'ann', DAY);
  const again = createReach();
  copy(reach.store, again.store);
  for (const it of [reach, again]) {
    expect([it.inDay('1', DAY), it.inMonth('1', DAY), it.inDay('2', DAY), it.inDay('3', DAY)]).toEqual([1, 2, 1, 0]);
    expect([it.has('1', 'bob', DAY), it.has('2', 'bob', DAY)]).toEqual([true, false]);
  }
  reach.reset();
  expect(reach.inMonth('1', DAY)).toBe(0);
});

test('the agenda tells of each entry, also of one that is put back; the newest of a kind holds', () => {
  const agenda = createAgenda();
  agenda.add({ chore: 'raise-limit', id: '1', at: 5 });
  agenda.add({ chore: 'raise-limit', id: '1', at: 7 });
  agenda.add({ chore: 'judge-quality', id: '1', at: 9 });
  const again = createAgenda();
  const heard: number[] = [];
  again.listen(({ at }) => void heard.push(at));
  copy(agenda.store, again.store);
  expect(heard).toEqual([7, 9]);
  const [first] = again.all();
  if (!first) throw new Error('two entries were put back');
  expect(again.take({ ...first })).toBe(false);
  expect([again.take(first), again.take(first), again.all().length]).toEqual([true, false, 1]);
});

test('free messages are taken by number and month, and what was taken can be put back', () => {
  const services = createFreeServices();
  const november = Date.UTC(2026, 10, 30);
  expect([services.take('1', 2, november), services.take('1', 2, november)]).toEqual([true, true]);
  const again = createFreeServices();
  copy(services.store, again.store);
  for (const it of [services, again]) {
    expect([it.take('1', 2, november), it.take('2', 2, november)]).toEqual([false, true]);
    expect(it.take('1', 2, Date.UTC(2026, 11, 1))).toBe(true);
  }
});
