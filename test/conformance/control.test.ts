/** The control API below `/_waproof/`, `/metrics` and the page at `/`: what tests and people command the mock with. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Config, defaultConfig } from '../../harness/config.js';
import { type ServedMock as HarnessMock, serveMock as serveWithMetrics } from '../../harness/serve-mock.js';
import { hi } from './bodies.js';
import { createFastClock, type ServedMock, serveMock } from './served-mock.js';
import { receiveWebhooks, type WebhookReceiver } from './webhook-receiver.js';

let graph: ServedMock;
let subject: WebhookReceiver;
beforeAll(async () => {
  [graph, subject] = await Promise.all([serveMock({ speed: 20 }), receiveWebhooks()]);
  await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
});
afterEach(() => graph.mock.faults.activate([]));
afterAll(async () => {
  await graph.close();
  await subject.close();
});

const control = (path: string, method = 'GET', body?: unknown) =>
  graph.call(`/_waproof${path}`, { method, body, headers: { authorization: undefined } });
const message = (body: string) => ({ message: { type: 'text', text: { body } } });

describe('users', () => {
  test('write: the message gets an id and is delivered', async () => {
    const answer = await control('/users/15550100002/messages', 'POST', { name: 'Bo', ...message('hello') });
    expect([answer.status, answer.json]).toEqual([201, { id: expect.stringMatching(/^wamid\./) }]);
    const { id } = answer.json as { id: string };
    await graph.until(() => subject.webhooks.some(({ value }) => value.messages?.[0]?.id === id), 'it is delivered');
    expect(graph.observed('user.wrote').at(-1)).toMatchObject({
      user: '15550100002',
      name: 'Bo',
      message: id,
      type: 'text',
      text: 'hello',
      step: 'control/1',
    });
  });

  test.each<[string, string, unknown, string]>([
    [
      'a user who is no number',
      '/users/bo/messages',
      message('x'),
      'user id "bo" is not a phone number: expected 7 to 15 digits with the country code',
    ],
    ['no message', '/users/15550100002/messages', {}, 'message:'],
    [
      'a message without its content',
      '/users/15550100002/messages',
      { message: { type: 'text' } },
      'message.text: expected the content of the text',
    ],
    ['an unknown key', '/users/15550100002/messages', { ...message('x'), nmae: 'Bo' }, 'nmae'],
    [
      'another number',
      '/users/15550100002/messages',
      { ...message('x'), phone_number_id: '7' },
      'phone_number_id 7 is not served here: expected 100000000000001',
    ],
    ['no JSON', '/users/15550100002/messages', '{', 'JSON'],
  ])('%s is refused in words', async (_, path, body, words) => {
    const answer = await control(path, 'POST', body);
    expect(answer.status).toBe(400);
    expect((answer.json as { error: string }).error).toContain(words);
  });
});

describe('reading', () => {
  test('the world, without its secrets, and starting afresh', async () => {
    await control('/world', 'POST');
    await graph.send(hi);
    const { json, text } = await control('/world');
    expect(json).toMatchObject({
      business: {
        id: '400000000000001',
        wabas: [
          {
            id: '200000000000001',
            phone_numbers: [{ id: '100000000000001', display_phone_number: '+1 555 010 0001' }],
          },
        ],
      },
      users: { count: 1, newest: [{ id: '15557770001', name: '', written: 0, received: 1 }] },
    });
    for (const secret of ['EAAwaproof', 'waproof-app-secret', 'waproof-verify-token'])
      expect(text).not.toContain(secret);
  });

  test('observations as NDJSON: what was recorded, oldest first', async () => {
    await graph.send(hi);
    const { text, headers } = await control('/observations');
    expect(headers.get('content-type')).toContain('application/x-ndjson');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ id }) => id)).toEqual(graph.observations.slice(0, lines.length).map(({ id }) => id));
    expect(lines.findLast(({ kind }) => kind === 'graph.call')).toMatchObject({ status: 200, action: 'send' });
    expect(text).not.toContain('EAAwaproof');
  });

  test('observations as they happen', async () => {
    const end = new AbortController();
    const response = await fetch(`${graph.url}/_waproof/observations`, {
      headers: { accept: 'text/event-stream' },
      signal: end.signal,
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    await graph.send(hi);
    let stream = '';
    for await (const chunk of response.body ?? []) {
      stream += Buffer.from(chunk).toString();
      if (stream.includes('event: graph.call')) break;
    }
    end.abort();
    const [, id, data] = /id: (\d+)\nevent: graph\.call\ndata: (.*)\n\n/.exec(stream) ?? [];
    expect(JSON.parse(data ?? '{}')).toMatchObject({ id: Number(id), kind: 'graph.call', action: 'send' });
  });

  test('health, the page, and a path where nothing is', async () => {
    expect((await control('/health')).json).toEqual({
      status: 'ok',
      pendingDeliveries: expect.any(Number),
      paused: false,
    });
    expect((await graph.call('/', { method: 'GET' })).text).toContain('waproof');
    const nothing = await control('/helth');
    expect([nothing.status, nothing.json]).toEqual([
      404,
      { error: 'nothing at GET /_waproof/helth; see GET /_waproof/health' },
    ]);
    expect((await graph.call('/metrics', { method: 'GET' })).status).toBe(404);
  });
});

describe('a mock as `waproof mock` serves it', () => {
  let served: HarnessMock;
  const config: Config = { ...defaultConfig, mock: { accessToken: 'mine', phoneNumberId: '77' } };
  beforeAll(async () => {
    const clock = createFastClock(1);
    served = await serveWithMetrics({ clock, host: '127.0.0.1', port: 0, seed: 7, config, webhook: subject.url });
  });
  afterAll(() => served.mock.close());

  test('tells everything that an app must know, and how to try it', async () => {
    const { facts } = served;
    expect(facts).toEqual({
      graph_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      graph_version: 'v23.0',
      access_token: 'mine',
      phone_number_id: '77',
      display_phone_number: '+1 555 010 0001',
      waba_id: '200000000000001',
      app_id: '300000000000001',
      app_secret: 'waproof-app-secret',
      verify_token: 'waproof-verify-token',
      business_id: '400000000000001',
      webhook: subject.url.href,
      control_url: `${facts.graph_url}/_waproof`,
      metrics_url: `${facts.graph_url}/metrics`,
      seed: 7,
    });
    const page = await (await fetch(facts.graph_url)).text();
    for (const fact of [facts.graph_url, facts.access_token, facts.phone_number_id, facts.app_secret, facts.webhook])
      expect(page).toContain(fact);
  });

  test('verifies the webhook, and counts what happens on /metrics', async () => {
    expect(await served.verifyWebhook()).toBe('verified');
    const send = { messaging_product: 'whatsapp', to: '15557770001', ...hi };
    const headers = { authorization: 'Bearer mine', 'content-type': 'application/json' };
    const answer = await fetch(`${served.facts.graph_url}/77/messages`, {
      method: 'POST',
      headers,
      body: JSON.stringify(send),
    });
    expect(answer.status).toBe(200);
    const metrics = await fetch(served.facts.metrics_url);
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(await metrics.text()).toMatch(/^waproof_\w+\{.*\} 1$/m);
  });
});

test('a port that is taken is the user’s mistake, and says which', async () => {
  const port = Number(new URL(graph.url).port);
  const clock = createFastClock(1);
  await expect(serveWithMetrics({ clock, host: '127.0.0.1', port, seed: 1, config: defaultConfig })).rejects.toThrow(
    `port ${port} on 127.0.0.1 is taken; choose another with --port, or 0 for any free one`,
  );
});
