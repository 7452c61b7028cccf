import { describe, expect, test } from 'vitest';
import {
  refuseEdges,
  refuseNames,
  refuseRatio,
  refuseSamples,
  variablesOf,
} from '../../../../../mock-server/graph/templates/variables.js';

test.each([
  ['', []],
  ['Hello', []],
  ['{{1}} and {{2}} and {{1}}', ['1', '2']],
  ['{{a_b}} {c} {{ d }}', ['a_b', ' d ']],
])('the variables of %j are %j', (text, names) => {
  expect(variablesOf(text)).toEqual(names);
});

describe('names', () => {
  test.each([
    ['{{1}} {{2}}', 'POSITIONAL', true],
    ['{{2}} {{1}}', 'POSITIONAL', true],
    ['{{2}}', 'POSITIONAL', false],
    ['{{0}}', 'POSITIONAL', false],
    ['{{01}}', 'POSITIONAL', false],
    ['{{name}}', 'POSITIONAL', false],
    ['{{}}', 'POSITIONAL', false],
    ['{{1}', 'POSITIONAL', false],
    ['{1}', 'POSITIONAL', true],
    ['{{name_2}}', 'NAMED', true],
    ['{{Name}}', 'NAMED', false],
    ['{{1}}', 'NAMED', false],
  ] as const)('%j as %s: %s', (text, format, isFine) => {
    expect(refuseNames(text, format, 2388072)?.subcode).toBe(isFine ? undefined : 2388072);
  });
});

test.each([
  ['Hi {{1}}.', true],
  ['{{1}}, hi', false],
  [' hi {{name}} ', false],
])('the edges of %j: %s', (text, isFine) => {
  expect(refuseEdges(text)?.subcode).toBe(isFine ? undefined : 2388299);
});

test.each([
  ['Hi {{1}} there', true],
  ['Hi {{1}}!', false],
  ['Hi {{1}}, order {{2}} shipped', true],
  ['Hi {{1}} {{2}} bye', false],
])('the ratio of %j: %s', (text, isFine) => {
  expect(refuseRatio(text)?.subcode).toBe(isFine ? undefined : 2388293);
});

describe('samples', () => {
  const of = (example: object, format: 'POSITIONAL' | 'NAMED' = 'POSITIONAL') =>
    refuseSamples({ text: 'a {{1}} b', example, format, where: 'body' })?.subcode;

  test('are a list of lists or one list, each filled in', () => {
    expect(of({ body_text: [['x']] })).toBeUndefined();
    expect(of({ body_text: ['x'] })).toBeUndefined();
    for (const body_text of [[], [[]], [['']], [['x', 'y']], [[{}]]]) expect(of({ body_text })).toBe(2388043);
  });

  test('of a named variable bear its name', () => {
    const text = 'a {{name}} b';
    const given = (param_name: string) =>
      refuseSamples({
        text,
        example: { body_text_named_params: [{ param_name, example: 'x' }] },
        format: 'NAMED',
        where: 'body',
      })?.subcode;
    expect([given('name'), given('other')]).toEqual([undefined, 2388043]);
  });
});
