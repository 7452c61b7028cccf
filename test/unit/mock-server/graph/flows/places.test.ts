/** Where things stand in a JSON text: lines and columns from 1, ends included. */
import { expect, test } from 'vitest';
import { findPlaces } from '../../../../../mock-server/graph/flows/json/places.js';
import type { Path } from '../../../../../mock-server/graph/flows/json/problem.js';

const TEXT = ['{', '  "a": [1, {"b \\" ]": "x"}, true],', '  "c": {"d": [', '    "}"', '  ]}, "a2":"é"', '}'].join(
  '\n',
);

test.each<[string, Path, boolean, [number, number, number, number]]>([
  ['the whole text', [], false, [1, 6, 1, 1]],
  ['a list', ['a'], false, [2, 2, 8, 33]],
  ['a name', ['a'], true, [2, 2, 3, 5]],
  ['a number', ['a', 0], false, [2, 2, 9, 9]],
  ['a text under a name with marks in it', ['a', 1, 'b " ]'], false, [2, 2, 23, 25]],
  ['a word', ['a', 2], false, [2, 2, 29, 32]],
  ['what spans lines', ['c', 'd'], false, [3, 5, 14, 3]],
  ['a text that is a bracket', ['c', 'd', 0], false, [4, 4, 5, 7]],
  ['what comes after', ['a2'], false, [5, 5, 12, 14]],
  ['what is not there: what holds it', ['c', 'e'], false, [3, 5, 8, 4]],
  ['what is not there in a text: the text', ['a2', 'x', 'y'], true, [5, 5, 12, 14]],
])('%s', (_, path, atKey, [lineStart, lineEnd, columnStart, columnEnd]) => {
  expect(findPlaces(TEXT, [{ path, atKey }])).toEqual([
    { line_start: lineStart, line_end: lineEnd, column_start: columnStart, column_end: columnEnd },
  ]);
});

test('many places are found in one reading, in the order in which they are asked for', () => {
  const sought = [['c', 'd', 0], ['a', 0], ['c']].map((path) => ({ path, atKey: false }));
  expect(findPlaces(TEXT, sought).map(({ line_start }) => line_start)).toEqual([4, 2, 3]);
});
