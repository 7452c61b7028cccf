/** Settings of a number: its PIN, a callback of its own and what else `POST /{phone-number-id}` takes. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';
import { errorOf, isSignedWith, NUMBER, OTHER_APP, subscribeDirectly, WABA, write } from './two-apps.js';
import { receiveWebhooks, type WebhookReceiver } from './webhook-receiver.js';

const PATH = `/v23.0/${NUMBER}`;

let graph: ServedMock;
let first: WebhookReceiver;
let second: WebhookReceiver;
let third: WebhookReceiver;
beforeEach(async () => {
  [graph, first, second, third] = await Promise.all([
    serveMock({ speed: 20 }),
    receiveWebhooks(),
    receiveWebhooks(),
    receiveWebhooks({ verifyToken: 'of the number' }),
  ]);
});
afterEach(async () => {
  await graph.close();
  await Promise.all([first.close(), second.close(), third.close()]);
});

const set = (body: object) => graph.call(PATH, { body });
const read = async (fields: string) => (await graph.call(`${PATH}?fields=${fields}`, { method: 'GET' })).json;
const configuration = async () =>
  ((await read('webhook_configuration')) as { webhook_configuration?: object }).webhook_configuration;
const messagesAt = ({ webhooks }: WebhookReceiver) => webhooks.map(({ value }) => value.messages?.[0]?.id);

describe('a callback of the number’s own', () => {
  const own = (more: object = {}) => ({
    webhook_configuration: { override_callback_uri: third.url.href, verify_token: 'of the number', ...more },
  });
  const ofAccount = () =>
    graph.call(`/v23.0/${WABA}/subscribed_apps`, {
      body: { override_callback_uri: second.url.href, verify_token: 'waproof-verify-token' },
    });

  test('comes before that of the account, which comes before that of the app', async () => {
    await graph.mock.deliverTo({ url: first.url, timeoutMs: 2_000 });
    const [application, whatsapp_business_account, phone_number] = [first, second, third].map(({ url }) => url.href);
    expect(await configuration()).toEqual({ application });
    const toApp = write(graph);
    await ofAccount();
    expect(await configuration()).toEqual({ whatsapp_business_account, application });
    const toAccount = write(graph);
    expect((await set(own())).json).toEqual({ success: true });
    expect(third.handshakes.map((query) => query.get('hub.verify_token'))).toEqual(['of the number']);
    expect(await configuration()).toEqual({ phone_number, whatsapp_business_account, application });
    const toNumber = write(graph);
    expect((await set(own({ override_callback_uri: '', verify_token: undefined }))).json).toEqual({ success: true });
    expect(await configuration()).toEqual({ whatsapp_business_account, application });
    const toAccountAgain = write(graph);
    await graph.until(() => graph.mock.pending().deliveries === 0, 'all is delivered');
    expect([first, second, third].map(messagesAt)).toEqual([[toApp], [toAccount, toAccountAgain], [toNumber]]);
    expect(third.webhooks.every((webhook) => isSignedWith(webhook, 'waproof-app-secret'))).toBe(true);
  });

  test('is the calling app’s alone', async () => {
    await graph.mock.deliverTo({ url: first.url, timeoutMs: 2_000 });
    subscribeDirectly(graph, OTHER_APP, second.url);
    await set(own());
    const message = write(graph);
    await graph.until(() => second.webhooks.length + third.webhooks.length >= 2, 'both have come');
    expect([first, second, third].map(messagesAt)).toEqual([[], [message], [message]]);
  });

  test('is shown among the fields that a number gives by itself, and is absent when there is none', async () => {
    expect((await graph.call(PATH, { method: 'GET' })).json).not.toHaveProperty('webhook_configuration');
    await set(own());
    expect((await graph.call(PATH, { method: 'GET' })).json).toMatchObject({
      webhook_configuration: { phone_number: third.url.href },
    });
    const { json } = await graph.call(`/v23.0/${WABA}/phone_numbers?fields=webhook_configuration`, { method: 'GET' });
    expect(json).toMatchObject({ data: [{ webhook_configuration: { phone_number: third.url.href }, id: NUMBER }] });
  });

  test('that does not know the token is refused, and nothing of the call is done', async () => {
    const answer = await set({ pin: '123456', ...own({ verify_token: 'wrong' }) });
    expect(answer.status).toBe(400);
    expect(errorOf(answer)?.code).toBe(2200);
    expect(await configuration()).toBeUndefined();
    expect(await read('is_pin_enabled')).toMatchObject({ is_pin_enabled: false });
  });

  test('may be set together with other settings', async () => {
    expect((await set({ pin: '123456', ...own() })).json).toEqual({ success: true });
    expect(await read('is_pin_enabled')).toMatchObject({ is_pin_enabled: true });
    expect(await configuration()).toEqual({ phone_number: third.url.href });
  });
});

describe('other settings', () => {
  test.each<[string, object, object]>([
    ['the PIN', { pin: '123456' }, { is_pin_enabled: true }],
    ['the PIN among the API’s data', { whatsapp_business_api_data: { pin: '123456' } }, { is_pin_enabled: true }],
    [
      'a new display name',
      { new_display_name: 'Depot Four' },
      { new_display_name: 'Depot Four', new_name_status: 'PENDING_REVIEW', verified_name: 'Waproof' },
    ],
    ['being found', { search_visibility: 'VISIBLE' }, { search_visibility: 'VISIBLE' }],
    ['the status', { connection_status: 'DISCONNECTED' }, { status: 'DISCONNECTED' }],
  ])('%s: read back as it was set', async (_, body, expected) => {
    expect((await set(body)).json).toEqual({ success: true });
    expect(await read(Object.keys(expected).join(','))).toEqual({ ...expected, id: NUMBER });
  });

  test('hiding a number ends its being found', async () => {
    await set({ search_visibility: 'VISIBLE' });
    await set({ search_visibility: 'HIDDEN' });
    expect(await read('search_visibility')).toMatchObject({ search_visibility: 'NON_VISIBLE' });
  });

  test('a number that is not verified cannot be connected', async () => {
    await graph.call(`${PATH}/deregister`);
    expect(errorOf(await set({ connection_status: 'CONNECTED' }))?.code).toBe(133006);
    expect(await read('status')).toMatchObject({ status: 'DISCONNECTED' });
  });
});

test.each<[object, string]>([
  [{}, 'The parameter pin is required.'],
  [{ pin: '12345' }, 'Param pin must be 6 characters long and hold digits only.'],
  [
    { whatsapp_business_api_data: { pin: 'abcdef' } },
    "Param whatsapp_business_api_data['pin'] must be 6 characters long and hold digits only.",
  ],
  [{ whatsapp_business_api_data: 'no object' }, 'Param whatsapp_business_api_data must be a JSON object.'],
  [{ new_display_name: 'x' }, 'Param new_display_name must be at least 2 characters long.'],
  [{ new_display_name: 'x'.repeat(76) }, 'Param new_display_name must be at most 75 characters long.'],
  [
    { search_visibility: 'SOMETIMES' },
    'Param search_visibility must be one of {VISIBLE, HIDDEN, NON_VISIBLE} - got "SOMETIMES".',
  ],
  [
    { connection_status: 'BANNED' },
    'Param connection_status must be one of {CONNECTED, DISCONNECTED, PENDING, FLAGGED, RESTRICTED} - got "BANNED".',
  ],
  [{ webhook_url: 'nowhere' }, 'Param webhook_url is not a valid URI.'],
  [{ webhook_configuration: 'no object' }, 'Param webhook_configuration must be a JSON object.'],
  [{ webhook_configuration: {} }, "The parameter webhook_configuration['override_callback_uri'] is required."],
  [
    { webhook_configuration: { override_callback_uri: 'http://127.0.0.1/' } },
    "The parameter webhook_configuration['verify_token'] is required.",
  ],
  [
    { webhook_configuration: { override_callback_uri: 'nowhere', verify_token: 'x' } },
    "Param webhook_configuration['override_callback_uri'] is not a valid URI.",
  ],
  [
    { webhook_configuration: { override_callback_uri: `http://127.0.0.1/${'x'.repeat(200)}`, verify_token: 'x' } },
    "Param webhook_configuration['override_callback_uri'] must be at most 200 characters long.",
  ],
])('POST with %j is refused in Graph’s words', async (body, words) => {
  const answer = await set(body);
  expect(answer.status).toBe(400);
  expect(errorOf(answer)).toMatchObject({ code: 100, message: `(#100) ${words}` });
});

test('a username as a setting says that it is not simulated', async () => {
  expect(await set({ username: 'depot.four' })).toMatchObject({ status: 501 });
  expect(graph.lastCall().simulated).toBe(false);
});
