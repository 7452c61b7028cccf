import { describe, expect, test } from 'vitest';
import { parseRange, spread } from '../../../../mock-server/http/byte-ranges.js';

describe('a range of a file of 100 bytes', () => {
  test.each<[string | undefined, ReturnType<typeof parseRange>]>([
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['BYTES= 10 - 19 ', { start: 10, end: 19 }],
    ['bytes=99-', { start: 99, end: 99 }],
    ['bytes=50-1000', { start: 50, end: 99 }],
    ['bytes=-1', { start: 99, end: 99 }],
    ['bytes=-1000', { start: 0, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=2-1', undefined],
    ['bytes=-', undefined],
    ['bytes=a-b', undefined],
    ['bytes=0-1,3-4', undefined],
    ['bytes=99999999999999999999-', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (header, range) => {
    expect(parseRange(header, 100)).toEqual(range);
  });

  test('of a file of none there is no range', () => {
    expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(parseRange('bytes=-5', 0)).toBe('unsatisfiable');
  });
});

describe('a range over pieces of 3, 0, 4 and 3 bytes', () => {
  test.each<[number, number, readonly (readonly [number, number] | undefined)[]]>([
    [0, 9, [[0, 2], undefined, [0, 3], [0, 2]]],
    [2, 3, [[2, 2], undefined, [0, 0], undefined]],
    [4, 5, [undefined, undefined, [1, 2], undefined]],
    [9, 9, [undefined, undefined, undefined, [2, 2]]],
    [0, -1, [undefined, undefined, undefined, undefined]],
  ])('from %i to %i', (start, end, expected) => {
    expect(spread([3, 0, 4, 3], { start, end })).toEqual(expected.map((it) => it && { start: it[0], end: it[1] }));
  });
});
