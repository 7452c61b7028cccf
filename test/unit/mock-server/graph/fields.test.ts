import { describe, expect, test } from 'vitest';
import { parseFields, selectNode } from '../../../../mock-server/graph/fields.js';

const node = {
  all: { id: '7', name: 'Ana', owner: { id: '8', name: 'Bo', age: 3 }, unset: undefined },
  defaults: ['name'],
};

describe('a selection', () => {
  test.each([
    ['name', [{ name: 'name', modifiers: [], nested: [] }]],
    [
      'a,b{c,d}',
      [
        { name: 'a', modifiers: [], nested: [] },
        {
          name: 'b',
          modifiers: [],
          nested: [
            { name: 'c', modifiers: [], nested: [] },
            { name: 'd', modifiers: [], nested: [] },
          ],
        },
      ],
    ],
    [
      'edge.limit(5).after(x){y}',
      [
        {
          name: 'edge',
          modifiers: [
            ['limit', '5'],
            ['after', 'x'],
          ],
          nested: [{ name: 'y', modifiers: [], nested: [] }],
        },
      ],
    ],
  ])('%s is understood', (text, selections) => {
    expect(parseFields(text)).toEqual(selections);
  });

  test.each(['a,', 'a{b', 'a}', 'a b', '{', 'a..b', '"', 'a{'.repeat(2_000)])(
    '%j is a syntax error of Graph',
    (text) => {
      expect(parseFields(text)).toMatchObject({ code: 2500, status: 400 });
    },
  );
});

describe('a node', () => {
  test('gives its defaults and its id when nothing is asked for', () => {
    expect(selectNode(node, undefined)).toEqual({ node: { name: 'Ana', id: '7' } });
  });

  test('gives exactly what is asked for, nested too, and its id', () => {
    expect(selectNode(node, 'owner{name}')).toEqual({ node: { owner: { name: 'Bo' }, id: '7' } });
  });

  test('leaves out what it knows but has not, and names what it does not know', () => {
    expect(selectNode(node, 'unset')).toEqual({ node: { id: '7' } });
    expect(selectNode(node, 'name,toString')).toEqual({ unknown: 'toString' });
  });
});
