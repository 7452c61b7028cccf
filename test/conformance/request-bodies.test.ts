/** Ways to write the body of a call, right and wrong: whatever comes, the answer is Meta's and the mock goes on. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hi } from './bodies.js';
import { type CallOptions, MESSAGES, type ServedMock, serveMock, TOKEN } from './served-mock.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

const send = { messaging_product: 'whatsapp', to: '15557770001', ...hi };
const accepted = { messages: [{ id: expect.stringMatching(/^wamid\./) }] };

describe('ways to write a body', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  test('a form with nested JSON is as good as JSON, also for what is observed', async () => {
    const answer = await graph.call(MESSAGES, {
      headers: form,
      body: String(
        new URLSearchParams({
          messaging_product: 'whatsapp',
          to: '+15557770001',
          type: 'text',
          text: '{"body":"hi","preview_url":"true"}',
          context: '{"message_id":"wamid.X"}',
        }),
      ),
    });
    expect([answer.status, answer.json]).toEqual([200, expect.objectContaining(accepted)]);
    expect(graph.lastCall()).toMatchObject({ to: '15557770001', type: 'text', text: 'hi', answers: 'wamid.X' });
  });

  test('JSON with an object as a JSON string', async () => {
    expect((await graph.send({ type: 'text', text: '{"body":"hi"}' })).status).toBe(200);
  });

  test('the query alone', async () => {
    const query = new URLSearchParams({ messaging_product: 'whatsapp', to: '15557770001', text: '{"body":"hi"}' });
    expect((await graph.call(`${MESSAGES}?${query}`, { headers: { 'content-type': undefined } })).status).toBe(200);
  });

  test('parameters of every Graph call are no unknown keys', async () => {
    expect((await graph.send({ ...hi, fields: 'id', pretty: 0, locale: 'pt_BR', debug: 'all' })).status).toBe(200);
  });

  test.each<[string, CallOptions]>([
    ['not JSON', { body: 'not json' }],
    ['JSON that is cut off', { body: '{"messaging_product":"whatsapp"' }],
    ['a JSON array', { body: [send] }],
    ['empty', {}],
    ['JSON called text', { body: send, headers: { 'content-type': 'text/plain' } }],
    ['XML', { body: '<xml/>', headers: { 'content-type': 'application/xml' } }],
  ])('a body that is %s misses its first parameter', async (_, options) => {
    const answer = await graph.call(MESSAGES, options);
    expect([answer.status, answer.json]).toEqual([
      400,
      {
        error: {
          message: '(#100) The parameter messaging_product is required.',
          type: 'OAuthException',
          code: 100,
          fbtrace_id: expect.any(String),
        },
      },
    ]);
  });

  test('a body that is too large is refused with 413 in Meta’s form, and the mock goes on', async () => {
    for (const megabytes of [2, 8]) {
      const answer = await graph.call(MESSAGES, {
        body: { ...send, text: { body: 'x'.repeat(megabytes * 1_048_576) } },
      });
      expect([answer.status, answer.json]).toEqual([
        413,
        { error: expect.objectContaining({ code: 100, type: 'OAuthException' }) },
      ]);
    }
    expect((await graph.send(hi)).status).toBe(200);
  });

  test('a body that nests too deeply is ours to answer for, and the mock goes on', async () => {
    const depth = 300_000;
    const deep = `{"type":"body","parameters":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    const answer = await graph.call(MESSAGES, {
      body: `{"messaging_product":"whatsapp","to":"15557770001","type":"template","template":{"name":"hello_world","language":{"code":"en_US"},"components":[${deep}]}}`,
    });
    expect(answer.json).toMatchObject({ error: { fbtrace_id: expect.any(String) } });
    expect(graph.lastCall()).toMatchObject({ effect: false });
    expect((await graph.send(hi)).status).toBe(200);
  });

  test('a caller that hangs up in mid-body is observed, without an effect, and the mock goes on', async () => {
    const before = graph.observed('graph.call').length;
    const { port, hostname } = new URL(graph.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST ${MESSAGES} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{"messaging_product":',
    );
    setTimeout(() => socket.destroy(), 20);
    await graph.until(() => graph.observed('graph.call').length > before, 'the call is observed');
    expect(graph.lastCall()).toMatchObject({ answer: 'lost', effect: false, outcome: 'unknown', faults: [] });
    expect((await graph.send(hi)).status).toBe(200);
  });
});
