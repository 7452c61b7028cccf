/** The platform's time taken in hand over `/_waproof/clock`, and everything that obeys it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultRetryWaitsMs } from '../../mock-server/webhooks/retry-schedule.js';
import { hi } from './bodies.js';
import { ownFolder, upload } from './media-bodies.js';
import { type ServedMock, serveMock, TODAY } from './served-mock.js';
import { receiveWebhooks, type WebhookReceiver } from './webhook-receiver.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let graph: ServedMock;
let subject: WebhookReceiver;
ownFolder();
beforeEach(async () => {
  [graph, subject] = await Promise.all([serveMock(), receiveWebhooks()]);
  await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
});
afterEach(async () => {
  await graph.close();
  await subject.close();
});

interface ShownClock {
  readonly now: number;
  readonly offset: number;
  readonly rate: number;
  readonly paused: boolean;
  readonly advancing: boolean;
  readonly waiting: number;
  readonly nextIn?: number;
}

async function clock(body?: unknown) {
  const { status, json } = await graph.call('/_waproof/clock', { method: body === undefined ? 'GET' : 'POST', body });
  return { status, json: json as ShownClock };
}
const advance = (span: string) => clock({ advance: span });
const write = (user = '15550100002') =>
  graph.call(`/_waproof/users/${user}/messages`, { body: { message: { type: 'text', text: { body: 'hello' } } } });
/** The business answers a user who has just written: inside the window. */
async function answer() {
  await write('15557770001');
  expect((await graph.send(hi)).status).toBe(200);
}
const statuses = () => graph.observed('status.reached').map(({ status }) => status);

describe('the clock', () => {
  test('is real time until somebody says otherwise', async () => {
    const { status, json } = await clock();
    expect([status, json]).toEqual([
      200,
      { now: expect.any(Number), offset: 0, rate: 1, paused: false, advancing: false, waiting: 0 },
    ]);
    expect(Math.abs(json.now - TODAY)).toBeLessThan(MINUTE);
  });

  test('is moved forward at once', async () => {
    const before = (await clock()).json.now;
    const { status, json } = await advance('25h');
    expect([status, Math.round(json.offset / SECOND)]).toEqual([200, 25 * 3_600]);
    expect(json.now - before).toBeGreaterThanOrEqual(25 * HOUR);
    expect(json.now - before).toBeLessThan(25 * HOUR + 5 * SECOND);
  });

  test('stands still while paused, and health says so', async () => {
    const paused = (await clock({ pause: true })).json;
    expect(paused).toMatchObject({ paused: true, rate: 1 });
    expect((await clock()).json.now).toBe(paused.now);
    expect((await graph.call('/_waproof/health', { method: 'GET' })).json).toMatchObject({ paused: true });
    expect((await clock({ resume: true })).json.paused).toBe(false);
    expect((await graph.call('/_waproof/health', { method: 'GET' })).json).toMatchObject({ paused: false });
  });

  test('goes faster: a message lives its life in a moment', async () => {
    await clock({ rate: 1_000 });
    await answer();
    await graph.until(() => statuses().includes('delivered'), 'the message is delivered');
    expect((await clock({ rate: 1 })).json.rate).toBe(1);
  });

  test('is moved forward in the background', async () => {
    subject.answer(500);
    await write();
    const begun = await clock({ advance: '7d', async: true });
    expect([begun.status, begun.json.advancing]).toEqual([202, true]);
    await graph.until(() => !graph.mock.clock.state().isAdvancing, 'the clock has arrived');
    const { offset } = (await clock()).json;
    expect(offset).toBeLessThanOrEqual(7 * DAY);
    expect(offset).toBeGreaterThan(7 * DAY - 10 * SECOND);
  });

  test('says what was done with it in the history, which itself stays in real time', async () => {
    await clock({ pause: true });
    await clock({ advance: '2h' });
    await clock({ resume: true, rate: 60 });
    const told = graph.observations.filter(({ kind }) => kind.startsWith('clock.'));
    expect(told).toMatchObject([
      { kind: 'clock.changed', paused: true, rate: 1 },
      { kind: 'clock.advanced', byMs: 2 * HOUR },
      { kind: 'clock.changed', paused: false, rate: 1 },
      { kind: 'clock.changed', paused: false, rate: 60 },
    ]);
    for (const { at } of told) expect(at).toBeLessThan(MINUTE);
  });

  test.each<[unknown, string]>([
    [{}, 'expected one of {"advance": "25h"}, {"pause": true}, {"resume": true}, {"rate": 60}'],
    [[], 'expected object'],
    ['25h', ''],
    [{ advance: 25 }, 'advance: expected a duration above zero such as 500ms, 30s, 25h, 7d; time goes forward only'],
    [{ advance: '-1h' }, 'time goes forward only'],
    [{ advance: '0s' }, 'advance: expected a duration above zero'],
    [{ advance: 'soon' }, 'advance: expected a duration above zero'],
    [{ advance: '3651d' }, 'advance: expected at most 3650d'],
    [{ rate: 0 }, 'rate: expected a number above 0, at most 100000'],
    [{ rate: -1 }, 'rate: expected a number above 0'],
    [{ rate: '60' }, 'rate: expected a number above 0'],
    [{ rate: 100_001 }, 'rate: expected a number above 0, at most 100000'],
    [{ pause: false }, 'pause: expected true'],
    [{ pause: true, resume: true }, 'expected pause or resume, not both'],
    [{ pause: true, async: true }, 'async goes with advance only'],
    [{ advance: '1h', async: 'yes' }, 'async: expected true or false'],
    [{ back: '1h' }, 'back'],
  ])('refuses %j, and nothing happens', async (body, words) => {
    const { status, json } = await clock(body);
    expect(status).toBe(400);
    expect((json as unknown as { error: string }).error).toContain(words);
    expect(graph.mock.clock.state()).toMatchObject({ isPaused: false, rate: 1 });
    expect(Math.abs(graph.mock.clock.state().offsetMs)).toBeLessThan(1);
  });
});

describe('obey it:', () => {
  test('tokens', async () => {
    const made = await graph.call('/_waproof/tokens', { body: { kind: 'system-user', expiresInSeconds: 3_600 } });
    const { token } = made.json as { token: string };
    const read = () =>
      graph.call('/v23.0/100000000000001', { method: 'GET', headers: { authorization: `Bearer ${token}` } });
    await advance('59m');
    expect((await read()).status).toBe(200);
    await advance('2m');
    const refused = await read();
    expect(refused.status).toBe(401);
    expect(refused.json).toMatchObject({ error: { code: 190, error_subcode: 463 } });
  });

  test('media: an address lives five minutes, an id thirty days', async () => {
    const { id } = (await upload(graph)).json as { id: string };
    const read = () => graph.call(`/v23.0/${id}`, { method: 'GET' });
    const addressOf = async () => ((await read()).json as { url: string }).url.slice(graph.url.length);
    const download = (address: string) => graph.call(address, { method: 'GET' });
    const address = await addressOf();
    await advance('4m');
    expect((await download(address)).status).toBe(200);
    await advance('2m');
    expect((await download(address)).status).toBe(404);
    expect((await download(await addressOf())).status).toBe(200);
    await advance('29d');
    expect((await read()).status).toBe(200);
    await advance('1d');
    expect((await read()).json).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  });

  test('statuses, each with the instant that it was reached at', async () => {
    await clock({ pause: true });
    await answer();
    expect(statuses()).toEqual([]);
    await advance('1m');
    expect(statuses().slice(0, 2)).toEqual(['sent', 'delivered']);
    const stamps = subject.webhooks
      .flatMap(({ value }) => value.statuses ?? [])
      .map(({ timestamp }) => Number(timestamp));
    expect(stamps.length).toBe(statuses().length);
    for (const stamp of stamps) expect(stamp * SECOND - TODAY).toBeLessThan(30 * SECOND);
  });

  test('retries: seven days of them in a moment, each at the very instant of the schedule', async () => {
    const metAt: number[] = [];
    // Time stands still while a delivery is under way, so that the subject reads the instant that it was due at.
    const failing = createServer((request, response) => {
      metAt.push(graph.mock.world.now());
      request.resume().on('end', () => response.writeHead(500).end());
    });
    await new Promise<void>((resolve) => failing.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = failing.address() as AddressInfo;
      await graph.mock.deliverTo({ url: new URL(`http://127.0.0.1:${port}/`), timeoutMs: 2_000 });
      await clock({ pause: true });
      await write();
      await advance('7d');
      const waits = metAt.map((at, index) => Math.round(at - (metAt[index - 1] ?? at)));
      expect(waits).toEqual([0, ...defaultRetryWaitsMs]);
      expect(graph.observed('webhook.given-up')).toMatchObject([{ reason: 'schedule-ended' }]);
      expect(graph.mock.pending().deliveries).toBe(0);
    } finally {
      failing.close();
    }
  });

  test('a delivery that failed comes through after the night', async () => {
    subject.answer(500, 500, 200);
    await write();
    await advance('12h');
    const tries = graph.observed('webhook.answered').map(({ attempt, status }) => [attempt, status]);
    expect(tries).toEqual([
      [1, 500],
      [2, 500],
      [3, 200],
    ]);
    expect(graph.mock.pending().deliveries).toBe(0);
  });

  test('not sockets: a delivery under an advance has its timeout in real time', async () => {
    await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000, retryWaitsMs: [HOUR] });
    subject.answer(500, 200);
    await write();
    await advance('1h');
    const answered = graph.observed('webhook.answered');
    expect(answered.map(({ status }) => status)).toEqual([500, 200]);
    for (const { ms } of answered) expect(ms).toBeLessThan(2_000);
  });

  test('versions of the API, which expire', async () => {
    const versionOf = async () =>
      (await graph.call('/v21.0/100000000000001', { method: 'GET' })).headers.get('facebook-api-version');
    expect(await versionOf()).toBe('v21.0');
    await advance('61d');
    expect(await versionOf()).toBe('v22.0');
  });

  test('the customer service window', async () => {
    await answer();
    await advance('23h');
    await graph.send(hi);
    await advance('2h');
    await graph.send(hi);
    await advance('1m');
    expect(statuses().filter((status) => status !== 'read')).toEqual([
      'sent',
      'delivered',
      'sent',
      'delivered',
      'failed',
    ]);
  });

  test('duplicates of a delivery', async () => {
    graph.trouble('webhook.duplicate', { probability: 1, copies: 2, within: '24h' });
    await write();
    await graph.until(() => subject.webhooks.length === 1, 'it is delivered');
    await advance('24h');
    expect(subject.webhooks.length).toBe(3);
  });
});

test('a test that waits on a clock nobody advances fails with that sentence', async () => {
  await clock({ pause: true });
  await graph.send(hi);
  await expect(graph.until(() => statuses().includes('sent'), 'it is sent')).rejects.toThrow(
    'waited in vain until it is sent: the test waits on a clock that nobody advances',
  );
});
