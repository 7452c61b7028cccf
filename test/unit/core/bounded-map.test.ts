import { expect, test } from 'vitest';
import { createBoundedMap } from '../../../core/bounded-map.js';

/** A map of three entries, and what it had to forget. */
function filled() {
  const forgotten: [string, number][] = [];
  const map = createBoundedMap<string, number>(3, (key, value) => void forgotten.push([key, value]));
  for (const [key, value] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ] as const)
    map.set(key, value);
  return { map, forgotten };
}

test('up to its limit it keeps everything, in the order of writing', () => {
  const { map, forgotten } = filled();
  expect([...map.values()]).toEqual([1, 2, 3]);
  expect(map.size).toBe(3);
  expect(forgotten).toEqual([]);
});

test('beyond the limit the entry written longest ago makes room, and is told', () => {
  const { map, forgotten } = filled();
  map.set('d', 4);
  map.set('e', 5);
  expect([...map.values()]).toEqual([3, 4, 5]);
  expect(map.get('a')).toBeUndefined();
  expect(forgotten).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
});

test('writing an entry again makes it the newest and forgets nothing; reading does not', () => {
  const { map, forgotten } = filled();
  map.get('b');
  map.set('a', 10);
  expect(map.size).toBe(3);
  expect(forgotten).toEqual([]);
  map.set('d', 4);
  expect(forgotten).toEqual([['b', 2]]);
  expect(map.get('a')).toBe(10);
});

test('what is deleted makes room and is not told', () => {
  const { map, forgotten } = filled();
  expect(map.delete('a')).toBe(true);
  expect(map.delete('a')).toBe(false);
  map.set('d', 4);
  expect([...map.values()]).toEqual([2, 3, 4]);
  expect(forgotten).toEqual([]);
});
