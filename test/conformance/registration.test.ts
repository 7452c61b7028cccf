/** A number's registration, over HTTP: the way off the Cloud API and back on. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const NUMBER = '/v23.0/100000000000001';
const post = (edge: string, body: object = {}) => graph.call(`${NUMBER}${edge}`, { body });
const codeOf = (answer: { json: unknown }) => (answer.json as { error?: { code: number } }).error?.code;

test('a number is deregistered, verified and registered again, and sends only while it is registered', async () => {
  expect((await graph.send({ text: { body: 'before' } })).status).toBe(200);
  expect((await post('/deregister')).json).toEqual({ success: true });
  const refused = await graph.send({ text: { body: 'meanwhile' } });
  expect(refused.status).toBe(400);
  expect(refused.json).toMatchObject({ error: { message: '(#133010) The account is not registered', code: 133010 } });

  const registration = { messaging_product: 'whatsapp', pin: '123456' };
  expect(codeOf(await post('/register', registration))).toBe(133006);
  expect((await post('/request_code', { code_method: 'SMS', language: 'en' })).json).toEqual({ success: true });
  expect(codeOf(await post('/verify_code', { code: '000000' }))).toBe(136025);
  expect((await post('/verify_code', { code: '123-456' })).json).toEqual({ success: true });
  expect((await post('/register', registration)).json).toEqual({ success: true });
  expect((await graph.send({ text: { body: 'after' } })).status).toBe(200);
});

test('the PIN that was set is the one that registers', async () => {
  expect((await post('', { pin: '654321' })).json).toEqual({ success: true });
  expect(codeOf(await post('/register', { messaging_product: 'whatsapp', pin: '111111' }))).toBe(133005);
  expect((await post('/register', { messaging_product: 'whatsapp', pin: '654321' })).json).toEqual({ success: true });
  const { json } = await graph.call(`${NUMBER}?fields=is_pin_enabled,status`, { method: 'GET' });
  expect(json).toEqual({ is_pin_enabled: true, status: 'CONNECTED', id: '100000000000001' });
});

test.each([
  ['/request_code', {}, 'The parameter code_method is required.'],
  ['/request_code', { code_method: 'PIGEON' }, 'Param code_method must be one of {SMS, VOICE} - got "PIGEON".'],
  ['/request_code', { code_method: 'SMS' }, 'The parameter language is required.'],
  ['/verify_code', {}, 'The parameter code is required.'],
  ['/register', { pin: '123456' }, 'The parameter messaging_product is required.'],
  ['/register', { messaging_product: 'whatsapp' }, 'The parameter pin is required.'],
  [
    '/register',
    { messaging_product: 'whatsapp', pin: '12345' },
    'Param pin must be 6 characters long and hold digits only.',
  ],
  ['', { pin: 'abcdef' }, 'Param pin must be 6 characters long and hold digits only.'],
])('POST %s with %j is refused in Graph’s words', async (edge, body, words) => {
  const { status, json } = await post(edge, body);
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { message: `(#100) ${words}`, type: 'OAuthException', code: 100 } });
});

test.each([
  ['/request_code', { code_method: 'SMS', language: 'en' }, 'Request code error', 136024, 2388091],
  ['/verify_code', { code: '123456' }, 'Verify code error', 136025, 2388093],
] as const)('a verified number is refused by %s, in words for a person', async (edge, body, message, code, subcode) => {
  expect((await post(edge, body)).json).toEqual({
    error: {
      message,
      type: 'OAuthException',
      code,
      error_subcode: subcode,
      is_transient: false,
      error_user_title: expect.stringMatching(/^Not eligible/),
      error_user_msg: expect.any(String),
      fbtrace_id: expect.any(String),
    },
  });
});

test('resetting the world undoes everything', async () => {
  await post('/deregister');
  expect(codeOf(await graph.send({ text: { body: 'hi' } }))).toBe(133010);
  expect((await graph.call('/_waproof/world', { body: {} })).status).toBe(200);
  expect((await graph.send({ text: { body: 'hi' } })).status).toBe(200);
});
