import { expect, test } from 'vitest';
import { createRandom } from '../../../core/random.js';
import { createDecoys, createUsers } from '../../../loadgen/users/create-users.js';

const users = createUsers(2_000, createRandom(1));

test('every user has a number of its own, of 11 to 13 digits', () => {
  expect(new Set(users.map((user) => user.waId)).size).toBe(2_000);
  expect(users.filter((user) => !/^\d{11,13}$/.test(user.waId))).toEqual([]);
});

test('numbers come from many countries', () => {
  const prefixes = new Set(users.map((user) => user.waId.slice(0, 3)));
  for (const prefix of ['155', '491', '552', '919', '234', '201']) expect(prefixes).toContain(prefix);
});

test('the same seed gives the same users, another seed others, a larger crowd begins with the smaller', () => {
  expect(createUsers(50, createRandom(1))).toEqual(users.slice(0, 50));
  expect(createUsers(50, createRandom(2))).not.toEqual(users.slice(0, 50));
});

test.each([
  ['quotes', '"'],
  ['backslashes', '\\'],
  ['slashes', '/'],
  ['markup', '<'],
  ['at signs', '@'],
  ['percent signs', '%'],
  ['emoji beyond the basic plane', '🌻'],
  ['combining accents', '\u0301'],
  ['right-to-left marks', '\u202b'],
])('a crowd of 80 has names with %s', (_, character) => {
  expect(createUsers(80, createRandom(3)).some((user) => user.name.includes(character))).toBe(true);
});

test.each([
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Chinese or Japanese', /\p{Script=Han}/u],
  ['Korean', /\p{Script=Hangul}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
  ['Thai', /\p{Script=Thai}/u],
])('names are written in %s', (_, script) => {
  expect(users.some((user) => script.test(user.name))).toBe(true);
});

test('every name has something visible in it', () => {
  expect(users.filter((user) => user.name.trim() === '')).toEqual([]);
});

test('decoys share no number with users or with the business', () => {
  const decoys = createDecoys(1_000, createRandom(1)).map((decoy) => decoy.waId);
  expect(new Set(decoys).size).toBe(1_000);
  expect(decoys.every((number) => number.startsWith('15550199'))).toBe(true);
  expect(users.filter((user) => user.waId.startsWith('15550'))).toEqual([]);
});

test('more decoys than there are numbers are refused', () => {
  expect(() => createDecoys(1_001, createRandom(1))).toThrow('at most 1000 decoys');
});
