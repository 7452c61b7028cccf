/** The whole world over the control API: exported, with its secrets only for whoever asks, and loaded again. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MESSAGES, type ServedMock, serveMock, TOKEN } from './served-mock.js';
import { callWith, command, errorOf, type Json, makeToken, NO_TOKEN } from './token-holder.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

async function exported(query = ''): Promise<Json & { stores: Record<string, [string, Json][]> }> {
  const { status, json } = await graph.call(`/_waproof/world/export${query}`, { method: 'GET', headers: NO_TOKEN });
  expect(status).toBe(200);
  return json as Awaited<ReturnType<typeof exported>>;
}

const load = (body: unknown) => graph.call('/_waproof/world', { body, headers: NO_TOKEN });
const qrCodes = '/v23.0/100000000000001/message_qrdls';

async function makeThings() {
  const token = await makeToken(graph, { kind: 'system-user' });
  const qr = (await graph.call(qrCodes, { body: { prefilled_message: 'hello', generate_qr_image: 'PNG' } }))
    .json as Json;
  const flow = (await graph.call('/v23.0/200000000000001/flows', { body: { name: 'a flow', categories: ['OTHER'] } }))
    .json as Json;
  const template = (
    await graph.call('/v23.0/200000000000001/message_templates', {
      body: { name: 'mine', language: 'en_US', category: 'UTILITY', components: [{ type: 'BODY', text: 'hello' }] },
    })
  ).json as Json;
  await command(graph, '/users/15557770001/messages', { name: 'Ann', message: { type: 'text', text: { body: 'hi' } } });
  const sent = (await graph.send({ type: 'text', text: { body: 'hi' } })).json as { messages: { id: string }[] };
  return { token, qr, flow, template, sent: sent.messages[0]?.id };
}

test('what is exported is loaded again: objects, templates, tokens, users, and counters', async () => {
  const { token, qr, flow, template, sent } = await makeThings();
  const before = await exported('?secrets=true');
  expect((await load({})).json).toEqual({ success: true });
  expect((await callWith(graph, token, 'GET /v23.0/me')).status).toBe(401);
  expect((await graph.call(`/v23.0/${flow.id}`, { method: 'GET' })).status).toBe(400);

  expect((await load(before)).json).toEqual({ success: true });
  expect((await callWith(graph, token, 'GET /v23.0/me')).status).toBe(200);
  expect((await graph.call(`/v23.0/${flow.id}`, { method: 'GET' })).json).toMatchObject({ name: 'a flow' });
  expect((await graph.call(`/v23.0/${template.id}`, { method: 'GET' })).json).toMatchObject({ name: 'mine' });
  expect((await graph.call(`${qrCodes}/${qr.code}`, { method: 'GET' })).json).toMatchObject({
    data: [expect.objectContaining({ code: qr.code, prefilled_message: 'hello' })],
  });
  // The counters too: nothing gets an id that was given before.
  const again = (await graph.send({ type: 'text', text: { body: 'hi' } })).json as { messages: { id: string }[] };
  expect(again.messages[0]?.id).not.toBe(sent);
  const another = (await graph.call('/v23.0/200000000000001/flows', { body: { name: 'b', categories: ['OTHER'] } }))
    .json as Json;
  expect(another.id).not.toBe(flow.id);
});

test('loading what was exported and exporting it again gives the same', async () => {
  await makeThings();
  const { stores } = await exported('?secrets=true');
  await load(await exported('?secrets=true'));
  expect((await exported('?secrets=true')).stores).toEqual(stores);
});

test('secrets are shown to whoever asks for them, and an export without them cannot be loaded', async () => {
  const { token } = await makeThings();
  const open = JSON.stringify(await exported('?secrets=true'));
  const hidden = await exported();
  for (const secret of [token, TOKEN, 'waproof-app-secret', 'waproof-verify-token']) {
    expect(open).toContain(secret);
    expect(JSON.stringify(hidden)).not.toContain(secret);
  }
  expect(hidden).toMatchObject({ format: 'waproof-world', version: 1, secrets: false });
  const refused = await load(hidden);
  expect([refused.status, refused.json]).toEqual([
    400,
    { error: expect.stringContaining('this export has no secrets and cannot be loaded') },
  ]);
});

test('the summary is what it was', async () => {
  const { json } = await graph.call('/_waproof/world', { method: 'GET', headers: NO_TOKEN });
  expect(Object.keys(json as Json)).toEqual(['business', 'app', 'templates', 'nodes', 'users']);
});

test('files do not travel with an export, and it says so', async () => {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new Blob(['\u0089PNG fake'], { type: 'image/png' }), 'a.png');
  const sent = await fetch(`${graph.url}/v23.0/100000000000001/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: form,
  });
  const { id } = (await sent.json()) as { id: string };
  const loaded = await load(await exported('?secrets=true'));
  expect(loaded.json).toEqual({ success: true, files_left_out: 1 });
  expect((await graph.call(`/v23.0/${id}`, { method: 'GET' })).status).toBe(400);
});

test.each<[what: string, spoil: (world: Json) => unknown, says: string]>([
  ['something else', () => ({ hello: 1 }), 'this is no export of a world'],
  ['a list', () => [1], 'this is no export of a world'],
  ['a newer version', (world) => ({ ...world, version: 7 }), 'has the version 7, this waproof reads version 1'],
  ['no stores', (world) => ({ ...world, stores: 1 }), 'incomplete: expected the members credentials and stores'],
  [
    'the world of another mock',
    (world) => ({ ...world, credentials: { ...(world.credentials as Json), wabaId: '1' } }),
    'this world has another wabaId than this mock',
  ],
  ['an unknown store', (world) => ({ ...world, stores: { flowz: [] } }), 'stores.flowz: this waproof keeps nothing'],
  [
    'something that is no entry',
    (world) => ({ ...world, stores: { flows: [['1', { id: '1' }], 7] } }),
    'stores.flows[1]: expected an id and what stands under it',
  ],
  [
    'more than fits',
    (world) => ({ ...world, stores: { flows: Array.from({ length: 1_002 }, (_, i) => [`${i}`, { id: `${i}` }]) } }),
    'stores.flows: 1002 entries; it holds at most 1000',
  ],
])('%s is refused, and nothing is changed', async (_, spoil, says) => {
  const before = await exported('?secrets=true');
  const refused = await load(spoil(before));
  expect([refused.status, refused.json]).toEqual([400, { error: expect.stringContaining(says) }]);
  expect((await exported('?secrets=true')).stores).toEqual(before.stores);
  expect((await graph.call(MESSAGES, { body: {} })).status).toBe(400);
});

test('a query that there is not is refused', async () => {
  const refused = await graph.call('/_waproof/world/export?secrets=yes', { method: 'GET' });
  expect([refused.status, errorOf(refused)]).toEqual([400, expect.stringContaining('secrets')]);
});
