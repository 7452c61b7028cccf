/** Faults where the mock serves HTTPS: a reset is one below TLS; handshakes that fail. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { callRaw } from './raw-caller.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
let ca: string;
beforeAll(async () => {
  graph = await serveMock({ speed: 20, tls: { serve: true } });
  ca = graph.mock.ca() ?? '';
});
afterEach(() => graph.mock.faults.activate([]));
afterAll(() => graph.close());

const call = () => callRaw(graph.url, { ca });

test('RST and FIN are those of the connection below', async () => {
  graph.trouble('graph.reset', { moment: 'after-effect' });
  expect(await call()).toMatchObject({ end: 'reset', head: '' });
  expect(graph.lastCall()).toMatchObject({ answer: 'lost', effect: true });
  graph.trouble('graph.lost-answer', { how: 'close' });
  expect(await call()).toMatchObject({ end: 'fin', head: '' });
  graph.trouble('graph.truncate');
  expect(await call()).toMatchObject({ end: 'fin', status: 200 });
});

test('handshakes fail for as long as it lasts, and open connections are closed', async () => {
  const { Agent, request } = await import('undici');
  const agent = new Agent({ connect: { ca, servername: 'localhost' } });
  const get = async () => {
    const answer = await request(`${graph.url}/v23.0/100000000000001?fields=id`, {
      dispatcher: agent,
      headers: { authorization: 'Bearer EAAwaproof' },
    });
    await answer.body.dump();
    return answer.statusCode;
  };
  expect(await get()).toBe(200);
  graph.trouble('graph.tls-failure', { for: '10m' });
  await expect(get()).rejects.toThrow(/handshake failure|closed|ECONNRESET/i);
  await expect(get()).rejects.toThrow(/handshake failure/i);
  await graph.until(() => graph.observed('fault.fired').length === 1, 'it is said once that it struck');
  expect(graph.observed('fault.fired')[0]).toMatchObject({ fault: 'graph.tls-failure#1', what: 'TLS handshakes fail' });
  graph.mock.faults.activate([]);
  expect(await get()).toBe(200);
  await agent.close();
});

test('it ends by itself', async () => {
  graph.trouble('graph.tls-failure', { for: '2s' });
  await expect(call()).rejects.toThrow(/handshake failure/i);
  let isOver = false;
  while (!isOver) isOver = (await call().catch(() => undefined))?.status === 200;
});

test('on plain HTTP it never strikes', async () => {
  const plain = await serveMock();
  plain.trouble('graph.tls-failure');
  expect((await callRaw(plain.url)).status).toBe(200);
  expect(plain.observed('fault.fired')).toEqual([]);
  await plain.close();
});
