import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../core/random.js';
import { contentError, graphError, parameterError } from '../../../../mock-server/errors/graph-error.js';
import { createTraceIds, errorHeaders, idleUsage, successHeaders } from '../../../../mock-server/http/headers.js';

const ids = createTraceIds(createRandom(1));
const usage = idleUsage('200000000000001');
const identity = { version: 'v23.0', requestId: 'A1b2C3d4E5f6G7h8I9j0KLm', ids, usage };

/** Names and values, alternating, as an object. */
const asObject = (headers: readonly string[]) =>
  Object.fromEntries(Array.from({ length: headers.length / 2 }, (_, i) => [headers[2 * i], headers[2 * i + 1]]));

describe('trace ids', () => {
  const many = Array.from({ length: 2_000 }, () => ids);

  test('have the lengths and the letters of Meta’s', () => {
    for (const one of many) {
      expect(one.request()).toMatch(/^A[\w-]{22}$/);
      expect(one.trace()).toMatch(/^[A-Za-z0-9+/]{11}$/);
      expect(one.debug()).toMatch(/^[A-Za-z0-9+/]{86}==$/);
    }
  });

  test('do not repeat', () => {
    expect(new Set(many.map((one) => one.request())).size).toBe(2_000);
    expect(new Set(many.map((one) => one.trace())).size).toBe(2_000);
  });

  test('are the same in each run of a seed', () => {
    const [a, b] = [createTraceIds(createRandom(7)), createTraceIds(createRandom(7))];
    expect([a.request(), a.trace(), a.debug()]).toEqual([b.request(), b.trace(), b.debug()]);
  });
});

test('a success tells the usage of the account and forbids caching', () => {
  expect(JSON.parse(usage)).toEqual({
    '200000000000001': [
      { type: 'whatsapp', call_count: 1, total_cputime: 1, total_time: 1, estimated_time_to_regain_access: 0 },
    ],
  });
  const headers = asObject(successHeaders(identity, 17));
  expect(headers).toMatchObject({
    'Facebook-Api-Version': 'v23.0',
    'X-Fb-Request-Id': identity.requestId,
    'X-Business-Use-Case-Usage': usage,
    'Cache-Control': 'private, no-cache, no-store, must-revalidate',
    Vary: 'Origin',
    'Content-Length': '17',
  });
  expect(headers).not.toHaveProperty('WWW-Authenticate');
});

describe('an error', () => {
  const authenticate = (error: Parameters<typeof errorHeaders>[1]) =>
    asObject(errorHeaders(identity, error, 17))['WWW-Authenticate'] ?? '';

  test('says why in WWW-Authenticate, on every status', () => {
    expect(authenticate(parameterError('The parameter to is required.'))).toBe(
      'OAuth "Facebook Platform" "invalid_request" "(#100) The parameter to is required."',
    );
    expect(authenticate(contentError(132001, 'x'))).toBe(
      'OAuth "Facebook Platform" "invalid_request" "(#132001) Template name does not exist in the translation"',
    );
    expect(authenticate(graphError(190))).toBe('OAuth "Facebook Platform" "invalid_token" "Access token invalid"');
  });

  test('tells the usage of the account, of the app when the object was not found, of nobody without a good token', () => {
    const told = (error: Parameters<typeof errorHeaders>[1]) => {
      const headers = asObject(errorHeaders(identity, error, 17));
      return [headers['X-Business-Use-Case-Usage'], headers['X-App-Usage'], headers['Cross-Origin-Resource-Policy']];
    };
    const ofApp = [undefined, '{"call_count":0,"total_cputime":0,"total_time":0}', 'cross-origin'];
    expect(told(parameterError('x'))).toEqual([usage, undefined, undefined]);
    expect(told(graphError(100, { subcode: 33 }))).toEqual(ofApp);
    expect(told(graphError(2500))).toEqual(ofApp);
    expect(told(graphError(190))).toEqual([undefined, undefined, undefined]);
  });

  test('has a Retry-After only when one was injected', () => {
    expect(asObject(errorHeaders(identity, graphError(130429), 17))).not.toHaveProperty('Retry-After');
    const injected = graphError(4, { status: 429, retryAfterSeconds: 3 });
    expect(asObject(errorHeaders(identity, injected, 17))['Retry-After']).toBe('3');
  });

  test('never breaks the header, whatever a caller put into the message', () => {
    for (const hostile of ['a\r\nX-Evil: 1', 'é😀', '"quoted"', 'back\\slash', '\u0000'])
      expect(authenticate(parameterError(hostile))).toMatch(
        /^OAuth "Facebook Platform" "invalid_request" "[^"\\\r\n]*"$/,
      );
  });

  test('stays short enough for every client, however long the message', () => {
    expect(authenticate(parameterError('x'.repeat(1_000_000))).length).toBeLessThan(2_000);
  });
});
