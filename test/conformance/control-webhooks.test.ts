/** `/_waproof/webhooks`: what was delivered can be looked at, repeated and given up, and its rules set. */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';
import { OTHER_APP, subscribeDirectly, write } from './two-apps.js';
import { receiveWebhooks, type WebhookReceiver } from './webhook-receiver.js';

interface Listed {
  readonly id: number;
  readonly state: string;
  readonly [member: string]: unknown;
}

let graph: ServedMock;
let subject: WebhookReceiver;
beforeEach(async () => {
  [graph, subject] = await Promise.all([serveMock(), receiveWebhooks()]);
  await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
});
afterEach(async () => {
  await graph.close();
  await subject.close();
});

const control = (path: string, method = 'GET', body?: unknown) =>
  graph.call(`/_waproof/webhooks${path}`, { method, ...(body !== undefined && { body }) });
const list = async (query = '') => (await control(query)).json as { pending: number; deliveries: Listed[] };
const rested = () => graph.until(() => graph.mock.pending().deliveries === 0, 'all is delivered');
/** The immediate retry has failed as well: what is pending waits now. */
const waits = (count = 1) =>
  graph.until(
    () => graph.observed('webhook.answered').filter(({ attempt }) => attempt === 2).length >= count,
    `${count} wait for a retry`,
  );

describe('the list', () => {
  test('of a fresh mock is empty', async () => {
    expect(await list()).toEqual({ pending: 0, deliveries: [] });
  });

  test('says of each delivery where it went, what it carried and what came of it, the newest first', async () => {
    const first = write(graph);
    await rested();
    subject.answer(500);
    const second = write(graph);
    await waits();
    const { pending, deliveries } = await list();
    expect(pending).toBe(1);
    const shared = { target: subject.url.href, app: null, field: 'messages', carries: 'message', signature: 'valid' };
    expect(deliveries).toMatchObject([
      { ...shared, id: 2, message: second, state: 'waiting', attempts: 2, status: 500, duplicate_of: null, updates: 1 },
      { ...shared, id: 1, message: first, state: 'delivered', attempts: 1, status: 200, next_attempt_at: null },
    ]);
    const [waiting] = deliveries;
    const waitMs = Date.parse(String(waiting?.next_attempt_at)) - Date.parse(String(waiting?.queued_at));
    expect(waitMs).toBeGreaterThanOrEqual(5_000);
    expect(waitMs).toBeLessThan(6_000);
  });

  test('can be asked for the newest few, and for those of one state', async () => {
    for (let n = 0; n < 3; n++) write(graph);
    await rested();
    expect((await list('?limit=2')).deliveries.map(({ id }) => id)).toEqual([3, 2]);
    expect((await list('?state=pending')).deliveries).toEqual([]);
    expect((await list('?state=delivered')).deliveries).toHaveLength(3);
  });

  test.each([
    ['?limit=0', 'limit'],
    ['?limit=1001', 'limit'],
    ['?limit=x', 'limit'],
    ['?state=lost', 'state'],
    ['?colour=red', 'colour'],
  ])('%s is refused', async (query, named) => {
    const answer = await control(query);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(named);
  });

  test('remembers the newest few hundred', async () => {
    for (let n = 0; n < 255; n++) write(graph);
    await rested();
    const { deliveries } = await list('?limit=1000');
    expect([deliveries.length, deliveries[0]?.id, deliveries.at(-1)?.id]).toEqual([250, 255, 6]);
    expect((await control('/5')).status).toBe(400);
  });
});

describe('one delivery', () => {
  test('is shown with the bytes and the signatures that were sent', async () => {
    write(graph, 'naïve/@');
    await rested();
    const { json } = await control('/1');
    const [came] = subject.webhooks;
    expect(json).toMatchObject({
      id: 1,
      body: came?.rawBody.toString(),
      bytes: came?.rawBody.length,
      headers: { 'X-Hub-Signature-256': came?.headers['x-hub-signature-256'] },
    });
  });

  test.each(['0', '7', 'x', '1e3', '99999999999999999999'])('%s, which is not remembered, is refused', async (id) => {
    for (const [path, method] of [
      ['', 'GET'],
      ['/replay', 'POST'],
      ['', 'DELETE'],
    ] as const)
      expect((await control(`/${id}${path}`, method)).status).toBe(400);
  });

  test('is replayed with the same bytes and signature, as a delivery of its own', async () => {
    write(graph);
    await rested();
    expect((await control('/1/replay', 'POST', {})).json).toEqual({ id: 2, duplicate_of: 1 });
    await rested();
    const [first, again] = subject.webhooks;
    expect(again?.rawBody.toString()).toBe(first?.rawBody.toString());
    expect(again?.headers['x-hub-signature-256']).toBe(
      `sha256=${createHmac('sha256', 'waproof-app-secret')
        .update(again?.rawBody ?? '')
        .digest('hex')}`,
    );
    expect(graph.observed('webhook.sent').map(({ delivery, duplicateOf }) => [delivery, duplicateOf])).toEqual([
      [1, undefined],
      [2, 1],
    ]);
  });
});

describe('giving up', () => {
  beforeEach(async () => {
    subject.answer(500);
    write(graph, 'a');
    write(graph, 'b');
    await waits(2);
  });

  const reasons = () => graph.observed('webhook.given-up').map(({ delivery, reason }) => [delivery, reason]);

  test('one leaves the others', async () => {
    expect((await control('/1', 'DELETE')).json).toEqual({ dropped: 1 });
    expect((await control('/1', 'DELETE')).json).toEqual({ dropped: 0 });
    expect(reasons()).toEqual([[1, 'dropped']]);
    expect((await list()).deliveries.map(({ id, state }) => [id, state])).toEqual([
      [2, 'waiting'],
      [1, 'given-up'],
    ]);
  });

  test('all leaves nothing pending, and what is written afterwards is delivered', async () => {
    expect((await control('', 'DELETE')).json).toEqual({ dropped: 2 });
    expect(graph.mock.pending().deliveries).toBe(0);
    subject.answer(200);
    write(graph, 'c');
    await rested();
    expect((await list('?state=delivered')).deliveries).toHaveLength(1);
  });
});

describe('the rules', () => {
  const PRODUCTION = { timeoutMs: 2_000, success: '200', retryTo: 'every-app', retryWaitsMs: null, batch: null };

  test('are those of production until they are set', async () => {
    expect((await control('/rules')).json).toEqual(PRODUCTION);
    const set = { success: '2xx', retryTo: 'failed-app', retryWaitsMs: [0], batch: { updates: 2, withinMs: 50 } };
    expect((await control('/rules', 'POST', set)).json).toEqual({ ...PRODUCTION, ...set });
    expect((await control('/rules', 'POST', { retryWaitsMs: null })).json).toMatchObject({
      ...set,
      retryWaitsMs: null,
    });
    expect((await control('/rules', 'POST', { batch: null })).json).toMatchObject({ batch: null, success: '2xx' });
  });

  test('of batching are followed: two messages in one post', async () => {
    await control('/rules', 'POST', { batch: { updates: 2, withinMs: 60_000 } });
    const messages = [write(graph, 'a'), write(graph, 'b')];
    await graph.until(() => subject.webhooks.length === 1, 'the post has come');
    expect(subject.webhooks[0]?.value.messages?.map(({ id }) => id)).toEqual(messages);
    expect((await list()).deliveries).toMatchObject([{ id: 1, updates: 2 }]);
  });

  test('of what ends a delivery are followed', async () => {
    subject.answer(202);
    await control('/rules', 'POST', { success: '2xx' });
    write(graph);
    await rested();
    expect((await list()).deliveries).toMatchObject([{ state: 'delivered', status: 202, attempts: 1 }]);
  });

  test.each([
    [{ success: 202 }, 'success'],
    [{ batch: { updates: 1, withinMs: 1 } }, 'batch.updates'],
    [{ batch: { updates: 1_001, withinMs: 1 } }, 'batch.updates'],
    [{ batch: { updates: 2, withinMs: 60_001 } }, 'batch.withinMs'],
    [{ retryWaitsMs: [-1] }, 'retryWaitsMs'],
    [{ retryWaitsMs: Array.from({ length: 51 }, () => 1) }, 'retryWaitsMs'],
    [{ timeoutMs: 1 }, 'timeoutMs'],
  ])('%j is refused and changes nothing', async (body, named) => {
    const answer = await control('/rules', 'POST', body);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(named);
    expect((await control('/rules')).json).toEqual(PRODUCTION);
  });
});

describe('a week of retries, over real sockets', () => {
  test('passes while the platform’s clock is advanced, each attempt at its instant', async () => {
    subject.answer(500);
    write(graph);
    await graph.mock.clock.advance(8 * 24 * 3_600_000);
    expect(subject.webhooks).toHaveLength(17);
    expect(new Set(subject.webhooks.map(({ rawBody }) => rawBody.toString())).size).toBe(1);
    expect(graph.observed('webhook.given-up')).toMatchObject([{ attempts: 17, reason: 'schedule-ended' }]);
  });

  test('of one app that is down brings the other the same again, marked as such', async () => {
    const other = await receiveWebhooks();
    subscribeDirectly(graph, OTHER_APP, other.url);
    other.answer(500, 500, 200);
    write(graph);
    await graph.mock.clock.advance(60_000);
    await rested();
    expect([subject.webhooks.length, other.webhooks.length]).toEqual([3, 3]);
    expect((await list()).deliveries.map(({ app, duplicate_of }) => [app, duplicate_of])).toEqual([
      [null, 1],
      [null, 1],
      [OTHER_APP, null],
      [null, null],
    ]);
    await other.close();
  });
});
