/** Rules about whom one may write to, over HTTP: what is refused, what fails later, what it costs, what users do. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appWebhooks } from '../../mock-server/world/subscriptions.js';
import { body, template } from './bodies.js';
import { type ServedMock, serveMock } from './served-mock.js';
import { receiveWebhooks, type WebhookReceiver } from './webhook-receiver.js';

const NUMBER = '100000000000001';
const WABA = '200000000000001';
const ANN = '15557770001';
const hi = { type: 'text', text: { body: 'hi' } };
const NOTE = template(body({ type: 'text', text: '17' }, { type: 'text', text: 'today' }));

let graph: ServedMock;
let subject: WebhookReceiver;
let ahead = 0;
beforeEach(async () => {
  ahead = 0;
  [graph, subject] = await Promise.all([serveMock({ speed: 100, aheadMs: () => ahead }), receiveWebhooks()]);
  await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
});
afterEach(() => Promise.all([graph.close(), subject.close()]));

const control = (path: string, body?: unknown, method = 'POST') =>
  graph.call(`/_waproof${path}`, { method, ...(body !== undefined && { body }) });
const write = (content: object = hi, user = ANN) => control(`/users/${user}/messages`, { message: content });
const rest = () =>
  graph.until(() => graph.mock.pending().lives + graph.mock.pending().deliveries === 0, 'all is at rest');

interface Change {
  readonly field: string;
  readonly value: Readonly<Record<string, unknown>> & { readonly statuses?: readonly Status[] };
}
interface Status {
  readonly id: string;
  readonly status: string;
  readonly pricing?: unknown;
  readonly conversation?: unknown;
  readonly errors?: readonly { readonly code: number }[];
}
const changes = (): readonly Change[] =>
  subject.webhooks.map(({ rawBody }) => JSON.parse(rawBody.toString()).entry[0].changes[0]);
const toldOf = (field: string) => changes().filter((change) => change.field === field);

/** Sends, and gives the statuses of the message when all is over. */
async function statusesOf(parts: Readonly<Record<string, unknown>>): Promise<readonly Status[]> {
  const { json } = await graph.send(parts);
  expect(json).toMatchObject({ messages: [{ id: expect.any(String) }] });
  const [{ id }] = (json as { messages: [{ id: string }] }).messages;
  await rest();
  return changes()
    .flatMap(({ value }) => value.statuses ?? [])
    .filter((status) => status.id === id);
}
const codesOf = async (parts: Readonly<Record<string, unknown>>) =>
  (await statusesOf(parts)).flatMap(({ errors }) => errors?.map(({ code }) => code) ?? []);

describe('the customer service window', () => {
  test('a free-form message to who never wrote is accepted, and fails: its only status', async () => {
    expect(await statusesOf(hi)).toEqual([
      expect.objectContaining({
        status: 'failed',
        errors: [
          expect.objectContaining({
            code: 131047,
            title: 'Re-engagement message',
            error_data: {
              details: 'Message failed to send because more than 24 hours have passed since the customer last replied.',
            },
          }),
        ],
      }),
    ]);
    expect(graph.observed('status.reached').at(-1)?.error).toMatchObject({ code: 131047, rule: 'service-window' });
  });

  test('is opened by a message, and by a call; it closes a day later', async () => {
    await write();
    expect(await codesOf(hi)).toEqual([]);
    ahead = 86_400_000 + 3_600_000;
    expect(await codesOf(hi)).toEqual([131047]);
    await graph.call(`/v23.0/${NUMBER}/settings`, { body: { calling: { status: 'ENABLED' } } });
    expect((await control(`/users/${ANN}/calls`, {})).status).toBe(201);
    expect(await codesOf(hi)).toEqual([]);
  });

  test('can be switched off for a number by the control API', async () => {
    expect((await control(`/numbers/${NUMBER}`, { off: ['service-window'] })).status).toBe(200);
    expect(await codesOf(hi)).toEqual([]);
  });
});

describe('an account', () => {
  test.each([
    ['restricted', 200, 403, 368],
    ['locked', 403, 403, 131031],
    ['banned', 403, 403, 131031],
  ])('that is %s refuses with its code, and says so in the observation', async (restriction, answer, begin, code) => {
    await write();
    expect((await control(`/wabas/${WABA}`, { restriction })).json).toEqual({ id: WABA, restriction });
    expect((await graph.send(hi)).status).toBe(answer);
    const { status, json } = await graph.send({ ...NOTE, to: '15557770002' });
    expect([status, (json as { error: { code: number } }).error.code]).toEqual([begin, code]);
    expect(graph.lastCall().error).toMatchObject({ code, rule: 'account-state' });
    await control(`/wabas/${WABA}`, { restriction: 'none' });
    expect((await graph.send({ ...NOTE, to: '15557770002' })).status).toBe(200);
    await rest();
    // That a restriction is over is not told.
    expect(toldOf('account_update')).toHaveLength(restriction === 'restricted' ? 1 : 2);
  });

  test.each<[string, object, string]>([
    [WABA, {}, 'restriction: '],
    [WABA, { restriction: 'gone' }, 'restriction: '],
    [WABA, { restriction: 'locked', expiresInSeconds: 0 }, 'expiresInSeconds: '],
    ['1', { restriction: 'locked' }, 'account 1 is not known here'],
  ])('%s is not changed by %j', async (id, body, words) => {
    const { status, json } = await control(`/wabas/${id}`, body);
    expect([status, (json as { error: string }).error]).toEqual([400, expect.stringContaining(words)]);
  });
});

describe('users', () => {
  test('who block and report a number spoil its quality, which is read back and told', async () => {
    for (let index = 0; index < 9; index++)
      expect((await control(`/users/1555888000${index}/block`, {})).status).toBe(201);
    expect((await control(`/users/${ANN}/report`, {})).json).toEqual({ quality: 'RED' });
    const { json } = await graph.call(`/v23.0/${NUMBER}?fields=quality_rating,quality_score`, { method: 'GET' });
    expect(json).toEqual({ quality_rating: 'RED', quality_score: { score: 'RED' }, id: NUMBER });
    await rest();
    expect(toldOf('phone_number_quality_update').map(({ value }) => value.event)).toEqual(['FLAGGED']);
    expect(await codesOf({ ...NOTE, to: '15558880000' })).toEqual([131026]);
    expect((await control('/users/15558880000/block', undefined, 'DELETE')).status).toBe(200);
    expect(await codesOf({ ...NOTE, to: '15558880000' })).toEqual([]);
    expect((await control('/users/15558880000/block', undefined, 'DELETE')).status).toBe(400);
  });

  test('who stop marketing messages say so by webhook', async () => {
    const { status, json } = await control(`/users/${ANN}/preferences`, { marketing_messages: 'stop' });
    expect([status, json]).toEqual([201, { user: ANN, marketing_messages: 'stop' }]);
    await rest();
    expect(toldOf('user_preferences').map(({ value }) => value)).toEqual([
      {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: '15550100001', phone_number_id: NUMBER },
        contacts: [expect.objectContaining({ wa_id: ANN })],
        user_preferences: [
          expect.objectContaining({
            wa_id: ANN,
            category: 'marketing_messages',
            value: 'stop',
            timestamp: expect.any(Number),
          }),
        ],
      },
    ]);
  });

  test('read what was delivered, once', async () => {
    await write();
    let unread = 0;
    for (let count = 0; count < 10; count++) {
      const statuses = await statusesOf(hi);
      if (statuses.length === 2) unread++;
    }
    expect(unread).toBeGreaterThan(0);
    expect((await control(`/users/${ANN}/read`, {})).json).toEqual({ read: unread });
    expect((await control(`/users/${ANN}/read`, {})).json).toEqual({ read: 0 });
    await rest();
    const read = changes().flatMap(({ value }) => (value.statuses ?? []).filter(({ status }) => status === 'read'));
    expect(new Set(read.map(({ id }) => id)).size).toBe(10);
    expect(read).toHaveLength(10);
  });

  test.each<[string, unknown, string]>([
    ['/users/abc/block', {}, 'is not a phone number'],
    [`/users/${ANN}/report`, { phone_number_id: '1' }, 'is not served here'],
    [`/users/${ANN}/preferences`, {}, 'marketing_messages: '],
    [`/users/${ANN}/read`, { all: true }, 'Unrecognized key'],
  ])('%s is refused for %j', async (path, body, words) => {
    const { status, json } = await control(path, body);
    expect([status, (json as { error: string }).error]).toEqual([400, expect.stringContaining(words)]);
  });
});

describe('a message costs', () => {
  test('as its kind and the window have it, on sent and delivered', async () => {
    await write();
    const service = { billable: false, pricing_model: 'PMP', category: 'service', type: 'free_customer_service' };
    const utility = { billable: true, pricing_model: 'PMP', category: 'utility', type: 'regular' };
    for (const [parts, pricing] of [
      [hi, service],
      [NOTE, utility],
    ] as const) {
      const statuses = await statusesOf(parts);
      const priced = statuses.filter(({ status }) => status === 'sent' || status === 'delivered');
      expect(priced.map((status) => status.pricing)).toEqual([pricing, pricing]);
      expect(statuses.filter(({ status }) => status === 'read').every(({ pricing: it }) => it === undefined)).toBe(
        true,
      );
    }
  });

  test('the same with a conversation, for who subscribed to v23.0', async () => {
    const { world } = graph.mock;
    const own = world.of(appWebhooks).get('300000000000001');
    if (!own) throw new Error('the mock’s own app is subscribed');
    await write();
    expect((await statusesOf(hi)).every(({ conversation }) => conversation === undefined)).toBe(true);
    world.of(appWebhooks).put({ ...own, fields: own.fields.map(({ name }) => ({ name, version: 'v23.0' })) });
    const priced = (await statusesOf(hi)).filter(({ pricing }) => pricing !== undefined);
    expect(priced.map(({ conversation }) => conversation)).toEqual(
      priced.map(() => expect.objectContaining({ id: expect.any(String), origin: { type: 'service' } })),
    );
    expect(priced).toHaveLength(2);
  });

  test('nothing after an advertisement', async () => {
    await write({ ...hi, referral: { source_type: 'ad', source_id: '1', source_url: 'https://fb.me/x' } });
    await statusesOf(hi);
    const free = { billable: false, pricing_model: 'PMP', category: 'referral_conversion', type: 'free_entry_point' };
    for (const { status, pricing } of await statusesOf(NOTE)) if (status !== 'read') expect(pricing).toEqual(free);
  });
});

test('the limit of a portfolio holds over HTTP, and is shown', async () => {
  expect((await control(`/numbers/${NUMBER}`, { messagingLimit: 'TIER_250', quality: 'YELLOW' })).status).toBe(200);
  expect((await control(`/numbers/${NUMBER}`, { figures: { reachPerDay: 1 } })).status).toBe(200);
  expect(await codesOf({ ...NOTE, to: '15557770002' })).toEqual([]);
  expect(await codesOf({ ...NOTE, to: '15557770003' })).toEqual([131048]);
  const { json } = await graph.call(
    `/v24.0/${NUMBER}?fields=whatsapp_business_manager_messaging_limit,messaging_limit_tier`,
    { method: 'GET' },
  );
  expect(json).toEqual({
    whatsapp_business_manager_messaging_limit: 'TIER_250',
    messaging_limit_tier: 'TIER_250',
    id: NUMBER,
  });
});
