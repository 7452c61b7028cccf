/** Faults switched while the mock runs: `/_waproof/faults`. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';

const hi = { type: 'text', text: { body: 'hi' } };

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(() => graph.mock.faults.activate([]));
afterAll(() => graph.close());

const control = (path: string, method = 'GET', body?: unknown) =>
  graph.call(`/_waproof${path}`, { method, body, headers: { authorization: undefined } });
const switchOn = async (body: unknown) => (await control('/faults', 'POST', body)).json as { readonly id: string };
const listed = async () => ((await control('/faults')).json as { active: Record<string, unknown>[] }).active;

test('are switched on, listed with how often they struck, and switched off one by one or all at once', async () => {
  const answer = await control('/faults', 'POST', { 'graph.error': { code: 130429 } });
  expect(answer.status).toBe(201);
  const planned = answer.json as { id: string };
  expect(planned).toMatchObject({ name: 'graph.error', parameters: { code: 130429, probability: 1, on: ['send'] } });
  expect(await listed()).toEqual([{ ...planned, strikes: 0 }]);
  expect((await graph.send(hi)).json).toMatchObject({ error: { code: 130429 } });
  expect(await listed()).toEqual([{ ...planned, strikes: 1 }]);
  const slow = await switchOn({ 'graph.latency': { value: '1ms' } });
  expect(graph.mock.faults.active()).toHaveLength(2);
  expect((await control(`/faults/${encodeURIComponent(planned.id)}`, 'DELETE')).json).toEqual({ success: true });
  expect(await listed()).toEqual([{ ...slow, strikes: 0 }]);
  await control('/faults', 'DELETE');
  expect(await listed()).toEqual([]);
  expect((await graph.send(hi)).status).toBe(200);
});

test('several of one kind are switched off by its name', async () => {
  await switchOn({ 'graph.outage': {} });
  await switchOn({ 'graph.outage': { as: 'reset' } });
  const other = await switchOn({ 'webhook.duplicate': {} });
  expect((await control('/faults/graph.outage', 'DELETE')).json).toEqual({ success: true });
  expect((await listed()).map(({ id }) => id)).toEqual([other.id]);
});

test('have an end if one is given, and are gone after it', async () => {
  const { id } = await switchOn({ 'graph.error': { code: 4, for: '2s' } });
  const [active] = await listed();
  expect(active).toMatchObject({ id, strikes: 0 });
  expect(active?.endsInMs).toBeGreaterThan(0);
  expect(active?.endsInMs).toBeLessThanOrEqual(2_000);
  expect((await graph.send(hi)).status).toBe(400);
  await graph.until(() => graph.mock.faults.states().every(({ endsInMs }) => endsInMs === 0), 'its time is over');
  expect((await graph.send(hi)).status).toBe(200);
  expect(await listed()).toEqual([]);
  expect(graph.mock.faults.active()).toEqual([]);
});

test('may begin later', async () => {
  await switchOn({ 'number.lock': { after: '1h', for: '1m' } });
  const [waiting] = await listed();
  expect(waiting).toMatchObject({ strikes: 0 });
  expect(waiting?.beginsInMs).toBeGreaterThan(3_500_000);
  expect((await graph.send(hi)).status).toBe(200);
});

test('that act begin at once, and undo what they did when they are switched off', async () => {
  await switchOn({ 'number.lock': {} });
  expect((await graph.send(hi)).json).toMatchObject({ error: { code: 131031 } });
  expect(await listed()).toMatchObject([{ name: 'number.lock', strikes: 1 }]);
  await control('/faults', 'DELETE');
  expect((await graph.send(hi)).status).toBe(200);
});

describe('what is wrong is said in words', () => {
  test.each<[unknown, string]>([
    [{ 'graph.eror': {} }, 'unknown fault "graph.eror": did you mean graph.error?'],
    [{ nonsense: {} }, 'unknown fault "nonsense": expected one of graph.latency, '],
    [{ 'graph.error': { code: 7 } }, 'code: expected a code of Meta’s table of errors'],
    [{ 'graph.error': { code: 7 } }, 'see waproof faults graph.error'],
    [{ 'graph.error': { probabilty: 1 } }, 'probabilty'],
    [{ 'graph.error': [] }, 'graph.error cannot be switched on'],
    [{}, 'expected one fault with its parameters, such as {"graph.error": {"code": 130429, "for": "30s"}}'],
    [[], 'expected one fault with its parameters'],
    [{ 'graph.error': {}, 'graph.outage': {} }, 'expected one fault with its parameters'],
    [{ 'graph.error': {}, for: '30s' }, 'its end as well, goes into the parameters'],
    [{ 'subject.kill': {} }, 'subject.kill needs a subject that waproof started'],
  ])('%j', async (body, words) => {
    const answer = await control('/faults', 'POST', body);
    expect(answer.status).toBe(400);
    expect((answer.json as { error: string }).error).toContain(words);
    expect(graph.mock.faults.active()).toEqual([]);
  });

  test('a fault that is not active cannot be switched off', async () => {
    const { id } = await switchOn({ 'graph.outage': {} });
    const answer = await control('/faults/graph.error%23live-99', 'DELETE');
    expect([answer.status, answer.json]).toEqual([
      400,
      { error: `no active fault has the id or name "graph.error#live-99"; active: ${id}` },
    ]);
  });

  test('more than a hundred at once are refused', async () => {
    for (let n = 0; n < 100; n++) await switchOn({ 'webhook.duplicate': { probability: 0 } });
    const answer = await control('/faults', 'POST', { 'webhook.duplicate': {} });
    expect([answer.status, (answer.json as { error: string }).error]).toEqual([
      400,
      '100 faults are active: switch some off with DELETE /_waproof/faults',
    ]);
  });
});
