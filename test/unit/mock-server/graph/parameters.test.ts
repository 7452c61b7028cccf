import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  any,
  array,
  boolean,
  number,
  object,
  parseParameter,
  type Shape,
  string,
  variant,
} from '../../../../mock-server/graph/parameters.js';

const text = object({ body: string({ required: true, maxLength: 10 }), preview_url: boolean }, { required: true });
const nested = object({ list: array(object({ id: string({ required: true }) })) });

const answer = variant('type', { text: object({ type: string(), text: string({ required: true }) }) });
const digits = string({ pattern: { like: /^\d+$/, otherwise: 'is not a number of digits.' } });

/** The value as parsed, or the words of the refusal. */
function outcome(shape: Shape, value: unknown, path: string): unknown {
  const parsed = parseParameter(shape, value, path);
  if (!parsed.refusal) return parsed.value;
  const { code, status, type, details, message } = parsed.refusal;
  expect({ code, status, type, details }).toEqual({
    code: 100,
    status: 400,
    type: 'OAuthException',
    details: undefined,
  });
  return message;
}

describe('accepted', () => {
  test.each<[string, Shape, unknown, unknown]>([
    ['an object', text, { body: 'hi', preview_url: true }, { body: 'hi', preview_url: true }],
    ['an object as a JSON string', text, ' {"body":"hi"}', { body: 'hi' }],
    ['an array as a JSON string', array(number()), '[1,2]', [1, 2]],
    ['a number where a text is wanted', string(), 15557770001, '15557770001'],
    ['a numeric text where a number is wanted', number(), '40.5', 40.5],
    ['true in four ways', array(boolean), [true, 'true', 1, '1'], [true, true, true, true]],
    ['false in four ways', array(boolean), [false, 'false', 0, '0'], [false, false, false, false]],
    ['null as nothing', string(), null, undefined],
    ['nothing', object({}), undefined, undefined],
    ['an optional text that is empty', string(), '', ''],
    ['a text of the longest length', string({ maxLength: 3 }), 'abc', 'abc'],
    ['a link', string({ uri: true }), 'https://x.y/z.png?a=b', 'https://x.y/z.png?a=b'],
    ['unknown members of an open object', object({ a: string() }, { open: true }), { a: 'x', b: 1 }, { a: 'x', b: 1 }],
    ['null in an open object as nothing', object({ a: string() }, { open: true }), { a: null, b: null }, { b: null }],
    ['one of several values, in any case', string({ oneOf: ['draft', 'published'] }), 'Draft', 'Draft'],
    ['a text of the pattern', digits, 12, '12'],
    ['a variant that is known, in any case', answer, { type: 'TEXT', text: 'a' }, { type: 'TEXT', text: 'a' }],
    ['a variant as a JSON string', answer, '{"type":"text","text":"a"}', { type: 'text', text: 'a' }],
    ['a variant that is not known', answer, { type: 'constructor', a: 1 }, { type: 'constructor', a: 1 }],
    ['a variant that is no object', answer, 7, 7],
    ['anything, decoded', any, '{"a":[1]}', { a: [1] }],
    ['text that only looks like JSON', any, '{not json', '{not json'],
  ])('%s', (_, shape, value, parsed) => {
    expect(outcome(shape, value, 'p')).toEqual(parsed);
  });
});

describe('refused, in Graph’s words', () => {
  test.each<[Shape, unknown, string, string]>([
    [text, undefined, 'text', '(#100) The parameter text is required.'],
    [text, null, 'text', '(#100) The parameter text is required.'],
    [text, {}, 'text', "(#100) The parameter text['body'] is required."],
    [text, { body: '' }, 'text', "(#100) The parameter text['body'] is required."],
    [text, 'hello', 'text', '(#100) Param text must be a JSON object.'],
    [text, ['hello'], 'text', '(#100) Param text must be a JSON object.'],
    [text, '{"body":', 'text', '(#100) Param text must be a JSON object.'],
    [text, { body: { a: 1 } }, 'text', "(#100) Param text['body'] must be a string."],
    [text, { body: true }, 'text', "(#100) Param text['body'] must be a string."],
    [text, { body: 'x'.repeat(11) }, 'text', "(#100) Param text['body'] must be at most 10 characters long."],
    [text, { body: 'x', preview_url: 'yes' }, 'text', "(#100) Param text['preview_url'] must be a boolean."],
    [text, { body: 'x', filename: 'a' }, 'image', '(#100) Unexpected key "filename" on param "image".'],
    [nested, { list: {} }, 'p', "(#100) Param p['list'] must be an array."],
    [nested, { list: [{ id: 'a' }, {}] }, 'p', "(#100) The parameter p['list'][1]['id'] is required."],
    [nested, { list: [null] }, 'p', "(#100) The parameter p['list'][0] is required."],
    [nested, { list: [{ id: 'a', x: 1 }] }, 'p', '(#100) Unexpected key "x" on param "p[\'list\'][0]".'],
    [number(), 'forty', 'latitude', '(#100) Param latitude must be a number.'],
    [number(), '', 'latitude', '(#100) Param latitude must be a number.'],
    [number({ required: true }), '', 'latitude', '(#100) The parameter latitude is required.'],
    [string({ uri: true }), 'nope', "image['link']", "(#100) Param image['link'] is not a valid URI."],
    [string({ uri: true }), 'ftp://x.y/z', "image['link']", "(#100) Param image['link'] is not a valid URI."],
    [digits, '1a', 'id', '(#100) Param id is not a number of digits.'],
    [string({ oneOf: ['a', 'b'] }), 'c', 'mode', '(#100) Param mode must be one of {A, B} - got "c".'],
    [answer, { type: 'text' }, 'p', "(#100) The parameter p['text'] is required."],
    [variant('type', {}, { required: true }), undefined, 'p', '(#100) The parameter p is required.'],
    [variant('type', {}, { otherwise: object({}) }), { a: 1 }, 'p', '(#100) Unexpected key "a" on param "p".'],
    [string({ uri: true }), 'https://', "image['link']", "(#100) Param image['link'] is not a valid URI."],
  ])('%# %j', (shape, value, path, words) => {
    expect(outcome(shape, value, path)).toBe(words);
  });
});

describe('hostile input', () => {
  test('members of every object, such as constructor, are unknown keys like others', () => {
    const given = JSON.parse('{"body":"x","__proto__":{"polluted":true}}');
    expect(outcome(text, given, 'text')).toBe('(#100) Unexpected key "__proto__" on param "text".');
    expect(outcome(text, { body: 'x', constructor: 1 }, 'text')).toBe(
      '(#100) Unexpected key "constructor" on param "text".',
    );
    expect('polluted' in {}).toBe(false);
  });

  test('any JSON is either parsed or refused', () => {
    const shapes = [
      text,
      nested,
      array(any),
      object({ a: any }, { open: true }),
      number(),
      boolean,
      string({ uri: true }),
    ];
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...shapes), (value, shape) => {
        outcome(shape, value, 'p');
      }),
    );
  });
});
