import { describe, expect, test } from 'vitest';
import { waId } from '../../../core/ids.js';
import { createRandom } from '../../../core/random.js';
import { scripts } from '../../../loadgen/scripts/index.js';
import { composeLine } from '../../../loadgen/scripts/script.js';
import { createToken } from '../../../loadgen/token.js';

const lines = Object.entries(scripts).flatMap(([name, script]) =>
  script.lines.map((line, index) => ({ name, line, index })),
);
const user = { waId: waId('15552345678'), name: 'Ana' };

test.each(lines)('$line.step is named after its script and place, and every variant carries the token', (entry) => {
  expect(entry.line.step).toBe(`${entry.name}/${entry.index + 1}`);
  expect(entry.line.bodies.filter((body) => body.split('{token}').length !== 2)).toEqual([]);
  expect(entry.line.bodies.filter((body) => body.split('{name}').length > 2)).toEqual([]);
});

test('the variants of the scripts together hold what breaks signatures', () => {
  const all = lines.flatMap(({ line }) => line.bodies).join('');
  for (const character of ['/', '<', '&', '@', '%', '"', '\\', '\n', '🙂', 'é', 'ß']) expect(all).toContain(character);
  for (const script of ['Arabic', 'Hebrew', 'Han', 'Hangul', 'Cyrillic', 'Devanagari', 'Thai']) {
    expect(all).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
  }
});

test('a line is filled in with the name as it is and the token', () => {
  const [line] = scripts.greeting.lines;
  const only = { ...line, bodies: ['{name}: {token}'] };
  expect(composeLine(only, { user: { ...user, name: '$& </b>' }, random: createRandom(1), token: '#X' })).toEqual({
    type: 'text',
    text: { body: '$& </b>: #X' },
  });
});

describe('tokens', () => {
  test('look like an order number and say which conversation and line they belong to', () => {
    expect(createToken(0, 0, createRandom(1))).toMatch(/^#[0-9A-Z]{3}0-000000$/);
    expect(createToken(123, 2, createRandom(1))).toMatch(/^#[0-9A-Z]{3}2-00003V$/);
  });

  test('none is a part of another, whatever chance says', () => {
    const tokens = [0, 1, 31, 32, 1_000, 1_000_000, 32_000_000].flatMap((number) =>
      [0, 1, 2].map((line) => createToken(number, line, createRandom(5))),
    );
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(new Set(tokens.map((token) => token.length))).toEqual(new Set([12]));
  });
});
