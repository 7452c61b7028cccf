import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import {
  LONGEST_BODY_BYTES,
  parseParameters,
  type ReadBody,
  readBody,
} from '../../../../mock-server/http/read-body.js';

describe('parameters', () => {
  const json = 'application/json';
  const form = 'application/x-www-form-urlencoded';

  test.each([
    ['JSON', '{"to":"1","text":{"body":"é"}}', json, '', { to: '1', text: { body: 'é' } }],
    ['JSON with a charset', '{"to":"1"}', 'application/json; charset=utf-8', '', { to: '1' }],
    ['JSON in another case', '{"to":"1"}', 'Application/JSON', '', { to: '1' }],
    ['a form', 'to=1&text=%7B%22body%22%3A%22h+i%22%7D', form, '', { to: '1', text: '{"body":"h i"}' }],
    ['the query', '', undefined, 'to=1&type=text', { to: '1', type: 'text' }],
    ['both: the body wins', '{"to":"1"}', json, 'to=2&type=text', { to: '1', type: 'text' }],
    ['JSON that is cut off', '{"to":"1"', json, '', {}],
    ['a JSON array', '[1]', json, '', {}],
    ['a JSON text', '"hi"', json, '', {}],
    ['JSON null', 'null', json, '', {}],
    ['JSON without a content type', '{"to":"1"}', undefined, '', {}],
    ['JSON called text', '{"to":"1"}', 'text/plain', '', {}],
    ['nothing', '', json, '', {}],
    ['a broken body beside a query', '{', json, 'to=2', { to: '2' }],
  ])('%s', (_, text, contentType, query, parameters) => {
    expect(parseParameters(text, contentType, query)).toEqual(parameters);
  });

  test('a parameter called __proto__ is one like others', () => {
    const parameters = parseParameters('{"__proto__":{"polluted":1}}', json, 'x=1');
    expect(Object.keys(parameters).sort()).toEqual(['__proto__', 'x']);
    expect('polluted' in parameters).toBe(false);
  });
});

describe('reading', () => {
  /** A request that is fed by hand, and what was read of it. */
  function reading() {
    const request = new EventEmitter();
    const done: ReadBody[] = [];
    readBody(request as unknown as IncomingMessage, (body) => void done.push(body));
    return { request, done };
  }

  test('a body of several chunks is put together, also in the middle of a character', () => {
    const { request, done } = reading();
    const bytes = Buffer.from('{"body":"é😀"}');
    for (let at = 0; at < bytes.length; at++) request.emit('data', bytes.subarray(at, at + 1));
    request.emit('end');
    request.emit('close');
    expect(done).toEqual([{ text: '{"body":"é😀"}' }]);
  });

  test('no body is an empty text', () => {
    const { request, done } = reading();
    request.emit('end');
    expect(done).toEqual([{ text: '' }]);
  });

  test('the longest body is read, one byte more is too large, and that is told once', () => {
    const fits = reading();
    fits.request.emit('data', Buffer.alloc(LONGEST_BODY_BYTES, 'x'));
    fits.request.emit('end');
    expect(fits.done).toEqual([{ text: 'x'.repeat(LONGEST_BODY_BYTES) }]);
    const exceeds = reading();
    exceeds.request.emit('data', Buffer.alloc(LONGEST_BODY_BYTES, 'x'));
    for (let n = 0; n < 3; n++) exceeds.request.emit('data', Buffer.from('x'));
    exceeds.request.emit('end');
    exceeds.request.emit('close');
    expect(exceeds.done).toEqual([{ problem: 'too-large' }]);
  });

  test('a body that breaks off is told once', () => {
    const { request, done } = reading();
    request.emit('data', Buffer.from('{"to":'));
    request.emit('close');
    request.emit('close');
    expect(done).toEqual([{ problem: 'cut-off' }]);
  });
});
