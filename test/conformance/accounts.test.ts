/** Reads of numbers, accounts, profile and token, over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

const get = async (path: string) => {
  const answer = await graph.call(path, { method: 'GET' });
  return { status: answer.status, json: answer.json, headers: answer.headers };
};
const NUMBER = '/v23.0/100000000000001';
const WABA = '/v23.0/200000000000001';

describe('a phone number', () => {
  test('gives its default fields, its id last', async () => {
    const { status, json } = await get(NUMBER);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      verified_name: 'Waproof',
      display_phone_number: '+1 555 010 0001',
      quality_rating: 'GREEN',
      throughput: { level: 'STANDARD' },
      id: '100000000000001',
    });
    expect(Object.keys(json as object).at(-1)).toBe('id');
  });

  test('gives the fields that are asked for', async () => {
    expect((await get(`${NUMBER}?fields=status,throughput{level}`)).json).toEqual({
      status: 'CONNECTED',
      throughput: { level: 'STANDARD' },
      id: '100000000000001',
    });
  });

  test('refuses a field that it does not have, in Graph’s words', async () => {
    const { status, json } = await get(`${NUMBER}?fields=favourite_colour`);
    expect(status).toBe(400);
    expect(json).toMatchObject({
      error: {
        message:
          '(#100) Tried accessing nonexisting field (favourite_colour) on node type (WhatsAppBusinessPhoneNumber)',
        type: 'OAuthException',
        code: 100,
      },
    });
  });

  test('that is not there is 100/33 with HTTP 400', async () => {
    const { status, json } = await get('/v23.0/42');
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { type: 'GraphMethodException', code: 100, error_subcode: 33 } });
  });
});

test('the account lists its numbers, paged', async () => {
  const { json } = await get(`${WABA}/phone_numbers?fields=display_phone_number`);
  expect(json).toMatchObject({ data: [{ display_phone_number: '+1 555 010 0001', id: '100000000000001' }] });
  const { cursors } = (json as { paging: { cursors: { before: string; after: string } } }).paging;
  expect(cursors.before).toBe(cursors.after);
  expect((await get(`${WABA}/phone_numbers?after=${cursors.after}`)).json).toEqual({ data: [] });
});

test.each([
  [`${WABA}?fields=name,currency`, { name: 'Waproof Account', currency: 'USD', id: '200000000000001' }],
  ['/v23.0/400000000000001', { name: 'Waproof Business', id: '400000000000001' }],
  ['/v23.0/300000000000001?fields=name', { name: 'Waproof App', id: '300000000000001' }],
  ['/v23.0/app?fields=name', { name: 'Waproof App', id: '300000000000001' }],
  ['/v23.0/me', { name: 'Waproof System User', id: '600000000000001' }],
])('%s', async (path, expected) => {
  const { status, json } = await get(path);
  expect(status).toBe(200);
  expect(json).toEqual(expected);
});

describe('the business profile', () => {
  const PROFILE = `${NUMBER}/whatsapp_business_profile`;

  test('keeps what is posted, gives only what is asked for, and leaves out what is unset', async () => {
    expect((await get(PROFILE)).json).toEqual({ data: [{ messaging_product: 'whatsapp' }] });
    const update = {
      messaging_product: 'whatsapp',
      about: 'Open 9–17',
      websites: ['https://shop.example'],
      vertical: 'RETAIL',
    };
    expect((await graph.call(PROFILE, { method: 'POST', body: update })).json).toEqual({ success: true });
    expect((await get(`${PROFILE}?fields=about,email,websites,vertical`)).json).toEqual({
      data: [
        { about: 'Open 9–17', websites: ['https://shop.example/'], vertical: 'RETAIL', messaging_product: 'whatsapp' },
      ],
    });
  });

  test.each([
    [{}, 'The parameter messaging_product is required.'],
    [
      { messaging_product: 'whatsapp', about: 'x'.repeat(140) },
      "Param root['about'] must be at most 139 characters long.",
    ],
    [
      { messaging_product: 'whatsapp', websites: ['a', 'b', 'c'].map((name) => `https://${name}.example`) },
      'Param websites must have at most 2 elements.',
    ],
  ])('refuses %j', async (body, words) => {
    const { status, json } = await graph.call(PROFILE, { method: 'POST', body });
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { message: `(#100) ${words}`, code: 100 } });
  });
});

describe('debug_token', () => {
  test('tells what the token is good for', async () => {
    expect((await get('/v23.0/debug_token?input_token=EAAwaproof')).json).toMatchObject({
      data: { app_id: '300000000000001', type: 'SYSTEM_USER', is_valid: true, expires_at: 0 },
    });
  });

  test('answers 200 for a token that is not valid, and refuses none at all', async () => {
    const wrong = await get('/debug_token?input_token=nope');
    expect(wrong.status).toBe(200);
    expect(wrong.json).toMatchObject({ data: { is_valid: false, error: { code: 190 } } });
    expect((await get('/debug_token')).status).toBe(400);
  });
});
