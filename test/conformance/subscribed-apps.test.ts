/** Which apps are told what happens to an account, and where: over HTTP, with receivers that really listen. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hi } from './bodies.js';
import { type ServedMock, serveMock, UNASKED } from './served-mock.js';
import { errorOf, isSignedWith, NUMBER, OTHER_APP, OTHER_SECRET, subscribeDirectly, WABA, write } from './two-apps.js';
import { receiveWebhooks, type WebhookReceiver } from './webhook-receiver.js';

const EDGE = `/v23.0/${WABA}/subscribed_apps`;
const VERIFY_TOKEN = 'a+b c&d';

let graph: ServedMock;
let first: WebhookReceiver;
let second: WebhookReceiver;
beforeEach(async () => {
  [graph, first, second] = await Promise.all([
    serveMock({ speed: 20, rules: UNASKED }),
    receiveWebhooks(),
    receiveWebhooks({ verifyToken: VERIFY_TOKEN }),
  ]);
});
afterEach(async () => {
  await graph.close();
  await Promise.all([first.close(), second.close()]);
});

const list = async (path = EDGE) => (await graph.call(path, { method: 'GET' })).json;
const subscribe = (body: object = {}) => graph.call(EDGE, { body });
const unsubscribe = () => graph.call(EDGE, { method: 'DELETE' });
const came = (receiver: WebhookReceiver, count = 1) =>
  graph.until(() => receiver.webhooks.length >= count, `${count} webhooks have come`);
const rested = () => graph.until(() => graph.mock.pending().deliveries === 0, 'all is delivered');
const messagesAt = ({ webhooks }: WebhookReceiver) => webhooks.map(({ value }) => value.messages?.[0]?.id);

const LISTED = {
  whatsapp_business_api_data: {
    id: '300000000000001',
    link: 'https://www.facebook.com/games/?app_id=300000000000001',
    name: 'Waproof App',
  },
};

describe('the list', () => {
  test('of a fresh mock is empty; subscribing twice lists the app once; unsubscribing empties it', async () => {
    expect(await list()).toEqual({ data: [] });
    expect((await subscribe()).json).toEqual({ success: true });
    expect((await subscribe()).json).toEqual({ success: true });
    expect(await list()).toEqual({ data: [LISTED] });
    expect((await unsubscribe()).json).toEqual({ success: true });
    expect(await list()).toEqual({ data: [] });
    expect((await unsubscribe()).json).toEqual({ success: true });
  });

  test('gives the fields that are asked for and refuses others', async () => {
    await subscribe();
    expect(await list(`${EDGE}?fields=whatsapp_business_api_data{id}`)).toEqual({
      data: [{ whatsapp_business_api_data: { id: '300000000000001' } }],
    });
    expect(errorOf({ json: await list(`${EDGE}?fields=colour`) })).toMatchObject({ code: 100 });
  });

  test('names every app', async () => {
    await subscribe();
    subscribeDirectly(graph, OTHER_APP, second.url);
    const { data } = (await list()) as { data: { whatsapp_business_api_data: { id: string } }[] };
    expect(data.map((it) => it.whatsapp_business_api_data.id)).toEqual(['300000000000001', OTHER_APP]);
  });
});

describe('deliveries', () => {
  test('go to every subscribed app, each signed with its own secret and with that only', async () => {
    await graph.mock.deliverTo({ url: first.url, timeoutMs: 2_000 });
    subscribeDirectly(graph, OTHER_APP, second.url);
    write(graph);
    await Promise.all([came(first), came(second)]);
    await rested();
    const [mine, theirs] = [first.webhooks[0], second.webhooks[0]];
    if (!mine || !theirs) throw new Error('both have come');
    expect(theirs.rawBody.equals(mine.rawBody)).toBe(true);
    expect([isSignedWith(mine, 'waproof-app-secret'), isSignedWith(mine, OTHER_SECRET)]).toEqual([true, false]);
    expect([isSignedWith(theirs, 'waproof-app-secret'), isSignedWith(theirs, OTHER_SECRET)]).toEqual([false, true]);
    expect(graph.observed('webhook.sent').map(({ delivery, app }) => [delivery, app])).toEqual([
      [1, undefined],
      [2, OTHER_APP],
    ]);
  });

  test('also of statuses go to every app', async () => {
    await graph.mock.deliverTo({ url: first.url, timeoutMs: 2_000 });
    subscribeDirectly(graph, OTHER_APP, second.url);
    await graph.send(hi);
    await graph.until(() => graph.mock.pending().lives === 0, 'the message has lived');
    await rested();
    const statusesAt = ({ webhooks }: WebhookReceiver) =>
      webhooks.map(({ value }) => value.statuses?.[0]?.status).sort();
    expect(statusesAt(first)).toContain('delivered');
    expect(statusesAt(second)).toEqual(statusesAt(first));
  });

  test('end when the app unsubscribes, and begin again when it subscribes', async () => {
    await graph.mock.deliverTo({ url: first.url, timeoutMs: 2_000 });
    const before = write(graph);
    await came(first);
    await unsubscribe();
    write(graph, 'meanwhile');
    await subscribe();
    const after = write(graph, 'after');
    await came(first, 2);
    await rested();
    expect(messagesAt(first)).toEqual([before, after]);
  });

  test('go nowhere while only one of the two switches is on', async () => {
    await subscribe();
    write(graph);
    expect(graph.observed('webhook.sent')).toEqual([]);
    subscribeDirectly(graph, OTHER_APP, second.url, ['calls', 'account_update']);
    write(graph);
    expect(graph.observed('webhook.sent')).toEqual([]);
    await graph.send(hi);
    expect(graph.mock.pending().lives).toBe(0);
  });

  test('come back after the world was reset: whoever started the mock named the target', async () => {
    await graph.mock.deliverTo({ url: first.url, timeoutMs: 2_000 });
    await unsubscribe();
    subscribeDirectly(graph, OTHER_APP, second.url);
    await graph.call('/_waproof/world', { body: {} });
    expect(await list()).toEqual({ data: [LISTED] });
    const message = write(graph);
    await came(first);
    await rested();
    expect([messagesAt(first), messagesAt(second)]).toEqual([[message], []]);
  });

  test('that one app refuses come again to every app, or to that app alone where the rules say so', async () => {
    await graph.mock.deliverTo({ url: first.url, timeoutMs: 2_000 });
    subscribeDirectly(graph, OTHER_APP, second.url);
    second.answer(500, 200);
    write(graph);
    await Promise.all([came(first, 2), came(second, 2)]);
    await rested();
    expect([first.webhooks.length, second.webhooks.length]).toEqual([2, 2]);
    await graph.call('/_waproof/webhooks/rules', { body: { retryTo: 'failed-app' } });
    second.answer(500, 200);
    write(graph);
    await came(second, 4);
    await rested();
    expect([first.webhooks.length, second.webhooks.length]).toEqual([3, 4]);
  });
});

describe('a callback for one account', () => {
  const override = (url = second.url, token: unknown = VERIFY_TOKEN) =>
    subscribe({ override_callback_uri: url.href, verify_token: token });

  test('is asked with the token, listed, and gets the webhooks, signed with the app’s secret', async () => {
    await graph.mock.deliverTo({ url: first.url, timeoutMs: 2_000 });
    expect((await override()).json).toEqual({ success: true });
    expect(Object.fromEntries(second.handshakes[0] ?? [])).toEqual({
      'hub.mode': 'subscribe',
      'hub.challenge': expect.stringMatching(/^\d{10}$/),
      'hub.verify_token': VERIFY_TOKEN,
    });
    expect(await list()).toEqual({ data: [{ ...LISTED, override_callback_uri: second.url.href }] });
    const message = write(graph);
    await came(second);
    await rested();
    expect([messagesAt(first), messagesAt(second)]).toEqual([[], [message]]);
    expect(second.webhooks.every((webhook) => isSignedWith(webhook, 'waproof-app-secret'))).toBe(true);
    expect(graph.observed('handshake.answered')).toEqual([]);
  });

  test.each([{}, { override_callback_uri: '' }])('is removed by subscribing with %j', async (body) => {
    await graph.mock.deliverTo({ url: first.url, timeoutMs: 2_000 });
    await override();
    expect((await subscribe(body)).json).toEqual({ success: true });
    expect(await list()).toEqual({ data: [LISTED] });
    const message = write(graph);
    await came(first);
    await rested();
    expect([messagesAt(first), messagesAt(second)]).toEqual([[message], []]);
  });

  test('may be given as a form', async () => {
    const form = new URLSearchParams({ override_callback_uri: second.url.href, verify_token: VERIFY_TOKEN });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await graph.call(EDGE, { body: String(form), headers })).json).toEqual({ success: true });
  });

  test('that does not know the token is refused with 2200, and nothing is changed', async () => {
    await graph.mock.deliverTo({ url: first.url, timeoutMs: 2_000 });
    const answer = await override(second.url, 'another token');
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({
      code: 2200,
      type: 'OAuthException',
      message:
        '(#2200) Callback verification failed with the following errors: HTTP Status Code = 403; HTTP Message = Forbidden',
    });
    expect(graph.lastCall()).toMatchObject({ status: 400, effect: false, outcome: 'refused' });
    expect(await list()).toEqual({ data: [LISTED] });
    const message = write(graph);
    await came(first);
    expect(messagesAt(first)).toEqual([message]);
  });

  test('that is not there is refused with 2200', async () => {
    await second.close();
    expect(errorOf(await override())).toMatchObject({
      code: 2200,
      message: expect.stringContaining('curl_errno = 7; curl_error = Failed to connect to 127.0.0.1 port'),
    });
  });

  test('to which no webhook may go is refused with 2200 that says what is allowed', async () => {
    for (const url of ['http://169.254.169.254/latest/meta-data', 'http://192.0.2.7/webhook']) {
      const error = errorOf(await override(new URL(url)));
      expect(error?.code).toBe(2200);
      expect(error?.message).toMatch(
        /to which no webhook goes|webhooks go to loopback addresses and to hosts named by/,
      );
    }
  });

  test.each<[string, object, string]>([
    [
      'without a token',
      { override_callback_uri: 'http://127.0.0.1/' },
      '(#100) The parameter verify_token is required.',
    ],
    [
      'that is no address',
      { override_callback_uri: 'ftp://127.0.0.1/', verify_token: 'x' },
      '(#100) Param override_callback_uri is not a valid URI.',
    ],
    [
      'that is longer than 200 characters',
      { override_callback_uri: `http://127.0.0.1/${'x'.repeat(200)}`, verify_token: 'x' },
      '(#100) Param override_callback_uri must be at most 200 characters long.',
    ],
    [
      'that is no text',
      { override_callback_uri: { not: 'a text' }, verify_token: 'x' },
      '(#100) Param override_callback_uri must be a string.',
    ],
  ])('%s is refused', async (_, body, message) => {
    const answer = await subscribe(body);
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({ code: 100, message });
    expect(await list()).toEqual({ data: [] });
  });

  test('is not lost when its answer is: a fault may take the answer, not what was wrong with the call', async () => {
    graph.trouble('graph.lost-answer', { how: 'reset', on: ['other'] });
    await expect(override()).rejects.toThrow();
    expect(graph.lastCall()).toMatchObject({ answer: 'lost', effect: true });
    const refused = await override(second.url, 'another token');
    expect(errorOf(refused)).toMatchObject({ code: 2200 });
    graph.mock.faults.activate([]);
    expect(await list()).toEqual({ data: [{ ...LISTED, override_callback_uri: second.url.href }] });
  });
});

test('an unknown account is Graph’s missing object, by every method', async () => {
  for (const method of ['GET', 'POST', 'DELETE'])
    expect(errorOf(await graph.call('/v23.0/999999999999999/subscribed_apps', { method }))).toMatchObject({
      code: 100,
      error_subcode: 33,
    });
  expect(errorOf(await graph.call(`/v23.0/${NUMBER}/subscribed_apps`, { method: 'POST' }))?.code).not.toBeUndefined();
});

test('an account lists at most fifty apps', async () => {
  const { world } = graph.mock;
  const { subscribedApps } = await import('../../mock-server/world/subscriptions.js');
  for (let n = 0; n < 50; n++) world.of(subscribedApps).put({ id: `${WABA}/${n}`, wabaId: WABA, appId: String(n) });
  expect(errorOf(await subscribe())).toMatchObject({
    code: 100,
    message: '(#100) At most 50 apps can be subscribed to an account.',
  });
});
