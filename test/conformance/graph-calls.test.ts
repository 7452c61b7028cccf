/** What every call of the Graph API has in common: tokens, versions, headers, and what is missing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hi } from './bodies.js';
import { type CallOptions, MESSAGES, type ServedMock, serveMock, TOKEN } from './served-mock.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

const send = { messaging_product: 'whatsapp', to: '15557770001', ...hi };
const NO_TOKEN = { authorization: undefined };
const accepted = { messages: [{ id: expect.stringMatching(/^wamid\./) }] };

describe('the token', () => {
  test.each<[string, string, CallOptions]>([
    ['in the header', MESSAGES, { body: send }],
    ['in the header as OAuth', MESSAGES, { body: send, headers: { authorization: `OAuth ${TOKEN}` } }],
    ['in the header in small letters', MESSAGES, { body: send, headers: { authorization: `bearer ${TOKEN}` } }],
    ['in the query', `${MESSAGES}?access_token=${TOKEN}`, { body: send, headers: NO_TOKEN }],
    ['in the body', MESSAGES, { body: { ...send, access_token: TOKEN }, headers: NO_TOKEN }],
    [
      'in a form',
      MESSAGES,
      {
        body: `access_token=${TOKEN}&messaging_product=whatsapp&to=15557770001&text=%7B%22body%22%3A%22hi%22%7D`,
        headers: { ...NO_TOKEN, 'content-type': 'application/x-www-form-urlencoded' },
      },
    ],
    ['in the header, over a wrong one in the query', `${MESSAGES}?access_token=wrong`, { body: send }],
  ])('%s is taken', async (_, path, options) => {
    const answer = await graph.call(path, options);
    expect([answer.status, answer.json]).toEqual([200, expect.objectContaining(accepted)]);
  });

  test.each<[string, string, CallOptions, number, number, string]>([
    [
      'missing',
      MESSAGES,
      { body: send, headers: NO_TOKEN },
      400,
      104,
      'An access token is required to request this resource.',
    ],
    [
      'wrong',
      MESSAGES,
      { body: send, headers: { authorization: 'Bearer wrong' } },
      401,
      190,
      'Invalid OAuth access token - Cannot parse access token',
    ],
    [
      'wrong in the query',
      `${MESSAGES}?access_token=wrong`,
      { body: send, headers: NO_TOKEN },
      401,
      190,
      'Invalid OAuth access token - Cannot parse access token',
    ],
    [
      'wrong, even when the number is unknown and the body is none',
      '/v23.0/999/messages',
      { body: 'x', headers: { authorization: 'Bearer wrong' } },
      401,
      190,
      'Invalid OAuth access token - Cannot parse access token',
    ],
    [
      'wrong, even where nothing is simulated',
      '/v23.0/100000000000001/media',
      { headers: { authorization: 'Bearer wrong' } },
      401,
      190,
      'Invalid OAuth access token - Cannot parse access token',
    ],
  ])('%s is refused', async (_, path, options, status, code, message) => {
    const answer = await graph.call(path, options);
    expect(answer.json).toEqual({ error: { message, type: 'OAuthException', code, fbtrace_id: expect.any(String) } });
    expect(answer.status).toBe(status);
    expect(graph.lastCall()).toMatchObject({ outcome: 'refused', effect: false, error: { code, definite: true } });
  });
});

describe('the version', () => {
  test.each([
    ['/v23.0/100000000000001/messages', 'v23.0'],
    ['/v26.0/100000000000001/messages', 'v26.0'],
    ['/v21.0/100000000000001/messages', 'v21.0'],
    ['/v23.0/100000000000001/messages/', 'v23.0'],
    ['/100000000000001/messages', 'v21.0'],
    ['/100000000000001/messages/', 'v21.0'],
    // Expired: served by the oldest that lives, and only the header says so.
    ['/v18.0/100000000000001/messages', 'v21.0'],
    ['/v13.0/100000000000001/messages', 'v21.0'],
  ])('%s is served by %s', async (path, served) => {
    const answer = await graph.call(path, { body: send });
    expect([answer.status, answer.headers.get('facebook-api-version')]).toEqual([200, served]);
    expect(graph.lastCall().version).toBe(/^\/(v[\d.]+)/.exec(path)?.[1]);
  });

  test('one that never was is an unknown path, also without a token', async () => {
    for (const headers of [{}, NO_TOKEN]) {
      const answer = await graph.call('/v99.0/100000000000001/messages', { body: send, headers });
      expect(answer.json).toEqual({
        error: {
          message: 'Unknown path components: /100000000000001/messages',
          type: 'OAuthException',
          code: 2500,
          fbtrace_id: expect.any(String),
        },
      });
      expect(answer.status).toBe(400);
    }
  });
});

describe('headers, as recorded', () => {
  const STANDING = {
    'content-type': 'application/json; charset=UTF-8',
    'access-control-allow-origin': '*',
    'strict-transport-security': 'max-age=15552000; preload',
    pragma: 'no-cache',
    expires: 'Sat, 01 Jan 2000 00:00:00 GMT',
    'facebook-api-version': 'v23.0',
    'alt-svc': 'h3=":443"; ma=86400',
    'x-fb-rev': expect.stringMatching(/^10\d{8}$/),
    'x-fb-request-id': expect.stringMatching(/^A[\w-]{22}$/),
    'x-fb-trace-id': expect.stringMatching(/^[A-Za-z0-9+/]{11}$/),
    'x-fb-debug': expect.stringMatching(/^[A-Za-z0-9+/]{86}==$/),
    'x-fb-connection-quality': expect.stringMatching(/^EXCELLENT; q=0\.9, rtt=\d+, /),
    date: expect.any(String),
    'content-length': expect.stringMatching(/^\d+$/),
  };

  test('a success has these and no others that mean anything', async () => {
    const { headers, text } = await graph.call(MESSAGES, { body: send });
    expect(Object.fromEntries(headers)).toMatchObject({
      ...STANDING,
      vary: 'Origin',
      'cache-control': 'private, no-cache, no-store, must-revalidate',
      'x-business-use-case-usage':
        '{"200000000000001":[{"type":"whatsapp","call_count":1,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":0}]}',
      'content-length': String(Buffer.byteLength(text)),
    });
    for (const name of ['www-authenticate', 'retry-after', 'etag', 'x-powered-by', 'transfer-encoding'])
      expect([name, headers.get(name)]).toEqual([name, null]);
  });

  test('an error says why in WWW-Authenticate, and its request id is the body’s trace id', async () => {
    const { headers, json, text } = await graph.call(MESSAGES, { body: {} });
    expect(Object.fromEntries(headers)).toMatchObject({
      ...STANDING,
      vary: 'Origin, Accept-Encoding',
      'cache-control': 'no-store',
      'www-authenticate':
        'OAuth "Facebook Platform" "invalid_request" "(#100) The parameter messaging_product is required."',
      'content-length': String(Buffer.byteLength(text)),
    });
    expect((json as { error: { fbtrace_id: string } }).error.fbtrace_id).toBe(headers.get('x-fb-request-id'));
    expect(headers.get('retry-after')).toBeNull();
  });

  test('a bad token is an invalid_token', async () => {
    const { headers } = await graph.call(MESSAGES, { body: send, headers: { authorization: 'Bearer wrong' } });
    expect(headers.get('www-authenticate')).toBe(
      'OAuth "Facebook Platform" "invalid_token" "Invalid OAuth access token - Cannot parse access token"',
    );
  });

  test('an object that is not found tells the usage of the app', async () => {
    const { headers } = await graph.call('/v23.0/999/messages', { body: send });
    expect(headers.get('x-app-usage')).toBe('{"call_count":0,"total_cputime":0,"total_time":0}');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('x-business-use-case-usage')).toBeNull();
  });

  test('no trace id comes twice', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => graph.call(MESSAGES, { body: {} })));
    expect(new Set(answers.map(({ headers }) => headers.get('x-fb-request-id'))).size).toBe(50);
  });
});

describe('what is not simulated yet', () => {
  test.each<[string, string, string]>([
    ['GET', '/v23.0/100000000000001/an_edge_of_tomorrow', 'GET /100000000000001/an_edge_of_tomorrow'],
    ['POST', '/v23.0/200000000000001/an_edge_of_tomorrow', 'POST /200000000000001/an_edge_of_tomorrow'],
    ['POST', '/', 'POST /'],
  ])('%s %s says so, and is recorded as ours', async (method, path, what) => {
    const answer = await graph.call(path, { method });
    expect([answer.status, answer.json]).toEqual([
      501,
      {
        error: {
          message: `(#1) waproof does not simulate ${what} yet. This is a gap in waproof, not a mistake of your integration.`,
          type: 'OAuthException',
          code: 1,
          fbtrace_id: expect.any(String),
        },
      },
    ]);
    expect(graph.lastCall()).toMatchObject({
      action: 'other',
      route: 'not simulated',
      simulated: false,
      effect: false,
    });
  });

  test.each<[string, Record<string, unknown>]>([
    ['a picture that moves', { type: 'gif', gif: {} }],
    ['the preview of a link', { type: 'link_preview', link_preview: {} }],
  ])('sending %s', async (_, parts) => {
    const answer = await graph.send(parts);
    expect(answer.status).toBe(501);
    expect(graph.lastCall()).toMatchObject({ action: 'send', simulated: false, effect: false });
  });

  test('a path that Graph does not know either is the caller’s mistake', async () => {
    const answer = await graph.call('/foo/bar');
    expect(answer.json).toMatchObject({ error: { code: 2500, message: 'Unknown path components: /foo/bar' } });
    expect(graph.lastCall()).toMatchObject({ simulated: true, outcome: 'refused' });
  });
});
