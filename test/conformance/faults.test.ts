/** Faults on the wire: what the caller sees, and what really happened. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hi } from './bodies.js';
import { MESSAGES, type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterEach(() => graph.mock.faults.activate([]));
afterAll(() => graph.close());

const received = () => [...graph.mock.world.users()].find((user) => user.id === '15557770001')?.received ?? 0;
const read = (message: string) =>
  graph.call(MESSAGES, { body: { messaging_product: 'whatsapp', status: 'read', message_id: message } });

/** Calls with a time limit; gives the words of the failure. */
async function failure(signal = AbortSignal.timeout(5_000)): Promise<string> {
  const body = JSON.stringify({ messaging_product: 'whatsapp', to: '15557770001', ...hi });
  const headers = { authorization: 'Bearer EAAwaproof', 'content-type': 'application/json' };
  try {
    const answer = await fetch(graph.url + MESSAGES, { method: 'POST', headers, body, signal });
    return `HTTP ${answer.status}`;
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } };
    return cause?.code ?? name;
  }
}

describe('graph.lost-answer', () => {
  test('reset: the message has gone out, the caller cannot know', async () => {
    graph.trouble('graph.lost-answer');
    const before = received();
    expect(await failure()).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
    expect(received()).toBe(before + 1);
    expect(graph.lastCall()).toMatchObject({
      status: 200,
      answer: 'lost',
      effect: true,
      outcome: 'unknown',
      faults: ['graph.lost-answer#1'],
      injected: true,
      message: expect.stringMatching(/^wamid\./),
    });
  });

  test('hang: silence until the caller gives up', async () => {
    graph.trouble('graph.lost-answer', { how: 'hang' });
    const before = received();
    expect(await failure(AbortSignal.timeout(150))).toBe('TimeoutError');
    expect(received()).toBe(before + 1);
    expect(graph.lastCall()).toMatchObject({ answer: 'lost', effect: true, outcome: 'unknown' });
  });

  test('a call that is wrong by itself is answered: there is nothing to lose', async () => {
    graph.trouble('graph.lost-answer');
    const answer = await graph.send({ type: 'text', text: { body: '' } });
    expect(answer.status).toBe(400);
    expect(graph.lastCall()).toMatchObject({ answer: 'delivered', injected: false, faults: [] });
  });

  test('other calls are not struck', async () => {
    graph.trouble('graph.lost-answer');
    const message = graph.mock.write({ user: '15557770001', content: { type: 'text', text: { body: 'hello' } } });
    expect((await read(message)).status).toBe(200);
  });
});

describe('graph.outage', () => {
  test('as reset: nothing has happened, and the caller cannot know', async () => {
    graph.trouble('graph.outage', { as: 'reset' });
    const before = received();
    expect(await failure()).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
    expect(received()).toBe(before);
    expect(graph.lastCall()).toMatchObject({
      status: 0,
      answer: 'lost',
      effect: false,
      outcome: 'unknown',
      faults: ['graph.outage#1'],
      injected: true,
    });
    expect(graph.lastCall().message).toBeUndefined();
  });

  test.each([
    [{}, 503],
    [{ as: 'http-500' }, 500],
  ])('%j: code 2 as HTTP %d, also for marking as read', async (given, status) => {
    graph.trouble('graph.outage', given);
    const message = graph.mock.write({ user: '15557770001', content: { type: 'text', text: { body: 'hello' } } });
    for (const answer of [await graph.send(hi), await read(message)]) {
      expect([answer.status, answer.json]).toEqual([
        status,
        {
          error: {
            message: 'An unexpected error has occurred. Please retry your request later.',
            type: 'OAuthException',
            code: 2,
            is_transient: true,
            fbtrace_id: expect.any(String),
          },
        },
      ]);
      expect(graph.lastCall()).toMatchObject({ effect: false, outcome: 'unknown', injected: true });
    }
  });
});

describe('graph.error', () => {
  test('in Meta’s own form: refused before any effect, no Retry-After', async () => {
    graph.trouble('graph.error', { code: 130429 });
    const before = received();
    const answer = await graph.send(hi);
    expect([answer.status, answer.json]).toEqual([
      400,
      {
        error: {
          message: '(#130429) Rate limit hit',
          type: 'OAuthException',
          code: 130429,
          error_data: { messaging_product: 'whatsapp', details: 'Rate limit hit' },
          fbtrace_id: expect.any(String),
        },
      },
    ]);
    expect(answer.headers.get('retry-after')).toBeNull();
    expect(received()).toBe(before);
    expect(graph.lastCall()).toMatchObject({
      outcome: 'refused',
      effect: false,
      injected: true,
      faults: ['graph.error#1'],
      error: { code: 130429, title: 'Rate limit hit', retry: 'backoff', definite: true },
    });
  });

  test('as a gateway’s 429 with Retry-After', async () => {
    graph.trouble('graph.error', { as: 'http-429', retryAfter: '2s' });
    const answer = await graph.send(hi);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '2']);
    expect(answer.json).toMatchObject({ error: { code: 4 } });
    expect(graph.lastCall()).toMatchObject({ status: 429, retryAfterMs: 2_000, outcome: 'refused' });
  });

  test('as a 5xx, which leaves open what happened', async () => {
    graph.trouble('graph.error', { as: 'http-502' });
    expect((await graph.send(hi)).status).toBe(502);
    expect(graph.lastCall()).toMatchObject({ status: 502, outcome: 'unknown', effect: false });
  });
});

describe('graph.latency', () => {
  test('the call takes the time that is drawn, and is told apart from what decides its answer', async () => {
    graph.trouble('graph.latency', { distribution: 'constant', value: '120ms' });
    expect((await graph.send(hi)).status).toBe(200);
    const { at, receivedAt, faults, injected } = graph.lastCall();
    expect(at - receivedAt).toBeGreaterThan(119);
    expect(at - receivedAt).toBeLessThan(1_500);
    expect([faults, injected]).toEqual([['graph.latency#1'], false]);
  });

  test('the effect comes also when the caller has hung up meanwhile', async () => {
    graph.trouble('graph.latency', { distribution: 'constant', value: '150ms' });
    const before = received();
    const calls = graph.observed('graph.call').length;
    expect(await failure(AbortSignal.timeout(50))).toBe('TimeoutError');
    await graph.until(() => graph.observed('graph.call').length > calls, 'the call has ended');
    expect(received()).toBe(before + 1);
    expect(graph.lastCall()).toMatchObject({ answer: 'lost', effect: true, outcome: 'unknown' });
  });
});

test('the same calls meet the same decisions in every mock of a seed, in whatever order they come', async () => {
  const decisions = async (users: readonly string[]) => {
    const other = await serveMock();
    other.trouble('graph.error', { code: 130429, probability: 0.5 });
    const statuses: [user: string, statuses: number[]][] = [];
    for (const to of users) {
      const ofUser: number[] = [];
      for (let n = 0; n < 6; n++) ofUser.push((await other.send({ ...hi, to })).status);
      statuses.push([to, ofUser]);
    }
    await other.close();
    return Object.fromEntries(statuses);
  };
  const users = ['15557770001', '15557770002', '15557770003', '15557770004'];
  const forwards = await decisions(users);
  expect(await decisions(users.toReversed())).toEqual(forwards);
  const statuses = Object.values(forwards).flat();
  expect(statuses).toContain(200);
  expect(statuses).toContain(400);
});
