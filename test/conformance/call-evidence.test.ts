/** What the history says of a call besides its answer: connection, recipient, version, when access is regained. */
import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waId } from '../../core/ids.js';
import { parentUserIdOf, userIdOf } from '../../mock-server/world/bsuid.js';
import { hi } from './bodies.js';
import { callRaw } from './raw-caller.js';
import { MESSAGES, type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

const ANN = waId('15557770001');

describe('connection', () => {
  test('calls over one connection have one number, calls over others have others', async () => {
    const agents = [new Agent({ connections: 1 }), new Agent({ connections: 1 })];
    const numbers: (number | undefined)[] = [];
    for (const agent of [...agents, ...agents, ...agents]) {
      const answer = await request(graph.url + MESSAGES, {
        dispatcher: agent,
        method: 'POST',
        headers: { authorization: 'Bearer EAAwaproof', 'content-type': 'application/json' },
        body: JSON.stringify({ messaging_product: 'whatsapp', to: ANN, ...hi }),
      });
      await answer.body.dump();
      numbers.push(graph.lastCall().connection);
    }
    const [one = 0, other = 0] = numbers;
    expect(one).toBeGreaterThan(0);
    expect(numbers).toEqual([one, one + 1, one, other, one, other]);
    await Promise.all(agents.map((agent) => agent.close()));
  });

  test('a connection for each call is seen as such', async () => {
    const numbers: (number | undefined)[] = [];
    for (let call = 0; call < 3; call++) {
      await callRaw(graph.url);
      numbers.push(graph.lastCall().connection);
    }
    expect(new Set(numbers).size).toBe(3);
  });
});

describe('userId', () => {
  const send = (parts: Record<string, unknown>) => graph.send({ ...hi, to: undefined, ...parts });

  test.each([userIdOf('400000000000001', ANN), parentUserIdOf('400000000000001', ANN)])(
    'is the id that a send is addressed by: %s',
    async (recipient) => {
      await send({ recipient });
      expect(graph.lastCall()).toMatchObject({ userId: recipient, to: ANN, outcome: 'accepted' });
    },
  );

  test('is absent where a phone number says whom it is for', async () => {
    await send({ to: ANN, recipient: userIdOf('400000000000001', ANN) });
    expect(graph.lastCall()).toMatchObject({ to: ANN });
    expect(graph.lastCall().userId).toBeUndefined();
  });

  test('such a send is struck as one to that user', async () => {
    graph.trouble('graph.error', { match: { users: [ANN] }, as: 'http-503' });
    expect((await send({ recipient: userIdOf('400000000000001', ANN) })).status).toBe(503);
    expect((await send({ recipient: userIdOf('400000000000001', waId('15557770002')) })).status).toBe(200);
    graph.mock.faults.activate([]);
  });
});

test('a template is struck by its name, before anybody has looked at the call', async () => {
  graph.trouble('graph.error', { match: { template: 'sale' }, moment: 'arrival', as: 'http-503' });
  const template = (name: string) => ({ type: 'template', template: { name, language: { code: 'en_US' } } });
  expect((await graph.send(template('sale'))).status).toBe(503);
  expect((await graph.send(template('other'))).status).not.toBe(503);
  expect((await graph.send(hi)).status).toBe(200);
  graph.mock.faults.activate([]);
});

test('marks of one user are struck by chance of their own', async () => {
  graph.trouble('graph.error', { on: ['mark-read'], probability: 0.5, as: 'http-503' });
  const statuses = new Set<number>();
  for (let mark = 0; mark < 12; mark++) {
    const id = graph.mock.write({ user: ANN, content: { type: 'text', text: { body: 'hello' } } });
    const body = { messaging_product: 'whatsapp', status: 'read', message_id: id };
    statuses.add((await graph.call(MESSAGES, { body })).status);
  }
  expect([...statuses].sort()).toEqual([200, 503]);
  graph.mock.faults.activate([]);
});

describe('servedBy', () => {
  const get = (path: string) => graph.call(path, { method: 'GET' });

  test('is the version that serves in place of one that has expired', async () => {
    const answer = await get('/v13.0/100000000000001?fields=id');
    expect(graph.lastCall()).toMatchObject({
      version: 'v13.0',
      servedBy: answer.headers.get('facebook-api-version'),
    });
    expect(graph.lastCall().servedBy).toMatch(/^v2\d\.0$/);
  });

  test.each(['/v23.0/100000000000001?fields=id', '/100000000000001?fields=id', '/v99.0/100000000000001'])(
    'is absent for %s',
    async (path) => {
      await get(path);
      expect(graph.lastCall().servedBy).toBeUndefined();
    },
  );
});

test('regainMs is what the usage headers say, and only where they say it', async () => {
  const strict = await serveMock({ rules: { figures: { accountCallsPerHour: 2, appCallsPerHour: 1e9 } } });
  const seen: unknown[] = [];
  for (let call = 0; call < 4; call++) {
    const answer = await strict.call('/v23.0/200000000000001?fields=name', { method: 'GET' });
    const usage = JSON.parse(answer.headers.get('x-business-use-case-usage') ?? '{}');
    const minutes = usage['200000000000001']?.[0]?.estimated_time_to_regain_access as number;
    expect(strict.lastCall().regainMs).toBe(minutes > 0 ? minutes * 60_000 : undefined);
    seen.push(minutes > 0);
  }
  expect(seen).toEqual([false, true, true, true]);
  await strict.send(hi);
  expect(strict.lastCall().regainMs).toBeUndefined();
  await strict.close();
});
