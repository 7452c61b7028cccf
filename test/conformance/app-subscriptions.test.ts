/** An app's webhook, set by the app itself: over HTTP, with a receiver that really answers the handshake. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';
import { APP, APP_TOKEN, errorOf, isSignedWith, WABA, write } from './two-apps.js';
import { receiveWebhooks, type WebhookReceiver } from './webhook-receiver.js';

const EDGE = `/v23.0/${APP}/subscriptions`;
const OBJECT = 'whatsapp_business_account';

let graph: ServedMock;
let subject: WebhookReceiver;
beforeEach(async () => {
  [graph, subject] = await Promise.all([serveMock({ speed: 20 }), receiveWebhooks({ verifyToken: 'mine' })]);
});
afterEach(async () => {
  await graph.close();
  await subject.close();
});

const asApp = { authorization: `Bearer ${APP_TOKEN}` };
const post = (body: object) => graph.call(EDGE, { body, headers: asApp });
const list = async () => (await graph.call(EDGE, { method: 'GET', headers: asApp })).json;
const end = (body?: object) => graph.call(EDGE, { method: 'DELETE', body, headers: asApp });
const valid = (more: object = {}) => ({
  object: OBJECT,
  callback_url: subject.url.href,
  verify_token: 'mine',
  fields: 'messages',
  include_values: true,
  ...more,
});
const shown = (...names: string[]) => ({
  data: [
    {
      object: OBJECT,
      callback_url: subject.url.href,
      active: true,
      fields: names.map((name) => ({ name, version: 'v23.0' })),
    },
  ],
});

test('a webhook is set after the handshake, and delivers once the account lists the app', async () => {
  expect(await list()).toEqual({ data: [] });
  expect((await post(valid())).json).toEqual({ success: true });
  expect(subject.handshakes).toHaveLength(1);
  expect(await list()).toEqual(shown('messages'));
  write(graph, 'too early');
  await graph.call(`/v23.0/${WABA}/subscribed_apps`);
  const message = write(graph);
  await graph.until(() => subject.webhooks.length > 0, 'a webhook has come');
  expect(subject.webhooks.map(({ value }) => value.messages?.[0]?.id)).toEqual([message]);
  expect(subject.webhooks.every((webhook) => isSignedWith(webhook, 'waproof-app-secret'))).toBe(true);
});

test.each<[string, unknown, string[]]>([
  ['one name', 'calls', ['calls']],
  ['a list with commas and spaces', 'messages, calls,messages', ['messages', 'calls']],
  ['an array', ['messages', 'account_update'], ['messages', 'account_update']],
  ['an array as text', '["messages","flows"]', ['messages', 'flows']],
])('fields are taken as %s', async (_, fields, names) => {
  expect((await post(valid({ fields }))).json).toEqual({ success: true });
  expect(await list()).toEqual(shown(...names));
});

test('a form will do, as in the documentation', async () => {
  const form = new URLSearchParams({
    object: OBJECT,
    callback_url: subject.url.href,
    verify_token: 'mine',
    fields: 'messages,calls',
    include_values: 'true',
    access_token: APP_TOKEN,
  });
  const headers = { authorization: undefined, 'content-type': 'application/x-www-form-urlencoded' };
  expect((await graph.call(EDGE, { body: String(form), headers })).json).toEqual({ success: true });
  expect(await list()).toEqual(shown('messages', 'calls'));
});

test('new fields replace the old ones, after another handshake', async () => {
  await post(valid({ fields: 'messages,calls' }));
  await post(valid({ fields: 'flows' }));
  expect(subject.handshakes).toHaveLength(2);
  expect(await list()).toEqual(shown('flows'));
});

describe('deleting', () => {
  test.each<[string, object | undefined, string[]]>([
    ['everything', undefined, []],
    ['the object', { object: OBJECT }, []],
    ['one field', { object: OBJECT, fields: 'calls' }, ['messages']],
    ['a field that was not subscribed', { object: OBJECT, fields: ['flows'] }, ['messages', 'calls']],
    ['all fields by name', { fields: 'messages,calls' }, []],
  ])('%s', async (_, body, left) => {
    await post(valid({ fields: 'messages,calls' }));
    expect((await end(body)).json).toEqual({ success: true });
    expect(await list()).toEqual(left.length > 0 ? shown(...left) : { data: [] });
  });

  test('ends the deliveries', async () => {
    await post(valid());
    await graph.call(`/v23.0/${WABA}/subscribed_apps`);
    await end({ object: OBJECT, fields: 'messages' });
    write(graph);
    expect(graph.observed('webhook.sent')).toEqual([]);
  });
});

describe('refused is', () => {
  test.each<[string, object, string]>([
    [
      'another object',
      { object: 'page' },
      '(#100) Param object must be one of {WHATSAPP_BUSINESS_ACCOUNT} - got "page".',
    ],
    ['no object', { object: undefined }, '(#100) The parameter object is required.'],
    ['no callback', { callback_url: undefined }, '(#100) The parameter callback_url is required.'],
    ['no address', { callback_url: 'nowhere' }, '(#100) Param callback_url is not a valid URI.'],
    ['no token', { verify_token: '' }, '(#100) The parameter verify_token is required.'],
    ['no fields', { fields: undefined }, '(#100) The parameter fields is required.'],
    ['an empty list of fields', { fields: [] }, '(#100) Param fields must be a non-empty array.'],
    ['fields of another type', { fields: 7 }, '(#100) Param fields must be a non-empty array.'],
    ['a flag that is none', { include_values: 'perhaps' }, '(#100) Param include_values must be a boolean.'],
  ])('%s', async (_, more, message) => {
    const answer = await post(valid(more));
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({ code: 100, message });
    expect(subject.handshakes).toEqual([]);
    expect(await list()).toEqual({ data: [] });
  });

  test.each(['user_id_update', 'feed', 'messages,Calls', ['messages', 7], [{ name: 'messages' }]])(
    'an unknown field: %j',
    async (fields) => {
      expect(errorOf(await post(valid({ fields })))?.message).toMatch(
        /^\(#100\) Param fields must be one of \{account_/,
      );
      expect(await list()).toEqual({ data: [] });
    },
  );

  test('a callback that does not know the token; what was there before stays', async () => {
    await post(valid());
    const answer = await post(valid({ verify_token: 'not mine', fields: 'calls' }));
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({
      code: 2200,
      message:
        '(#2200) Callback verification failed with the following errors: HTTP Status Code = 403; HTTP Message = Forbidden',
    });
    expect(await list()).toEqual(shown('messages'));
  });

  test('a token that is not an app’s', async () => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await graph.call(EDGE, { method, body: method === 'GET' ? undefined : valid() });
      expect(answer.status).toBe(400);
      expect(errorOf(answer)?.code).toBe(15);
    }
    expect(subject.handshakes).toEqual([]);
  });
});
