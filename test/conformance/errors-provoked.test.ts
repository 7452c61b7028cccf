/** Errors that come of many calls or of an unusual object, and belong to no other test. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mintToken } from '../../mock-server/world/mint-token.js';
import { tokens } from '../../mock-server/world/tokens.js';
import { template } from './bodies.js';
import { type ServedMock, serveMock } from './served-mock.js';
import { draft, plainBody, TEMPLATES } from './template-drafts.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const create = (parts: Readonly<Record<string, unknown>>) => graph.call(TEMPLATES, { body: draft(parts) });

test('the 101st template of an hour is refused: 80008', async () => {
  for (let count = 0; count < 100; count++) expect((await create({ name: `notice_${count}` })).status).toBe(200);
  const { status, json } = await create({ name: 'one_more' });
  expect(status).toBe(400);
  expect(json).toEqual({
    error: {
      message: expect.stringMatching(/^\(#80008\) There have been too many calls to this WhatsApp Business account\./),
      type: 'OAuthException',
      code: 80008,
      is_transient: true,
      fbtrace_id: expect.any(String),
    },
  });
});

test('a template with a max price does not go by the edge for messages: 131061', async () => {
  const spec = { bid_strategy: 'LOWEST_COST_WITH_BID_CAP', bid_amount: 200 };
  const created = await create({
    name: 'spring_sale',
    category: 'MARKETING',
    optimization_spec: spec,
    components: [plainBody],
  });
  expect(created.status).toBe(200);
  const { status, json } = await graph.send(template({ name: 'spring_sale', language: { code: 'en_US' } }));
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { code: 131061, error_data: { messaging_product: 'whatsapp' } } });
});

test('a number is registered ten times in 72 hours, not oftener: 133016', async () => {
  const register = () =>
    graph.call('/v23.0/100000000000001/register', { body: { messaging_product: 'whatsapp', pin: '123456' } });
  for (let count = 0; count < 10; count++) expect((await register()).json).toEqual({ success: true });
  const { status, json } = await register();
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { code: 133016, type: 'OAuthException' } });
});

test('an app whose tokens are all taken up is told of its limit: code 4', async () => {
  const { world } = graph.mock;
  const [known] = world.of(tokens).all();
  if (!known) throw new Error('a fresh mock has a token');
  const { kind, appId, scopes } = known;
  while (!world.of(tokens).isFull()) mintToken(world, { kind, appId, scopes, lifeMs: 0 });
  const exchange = new URLSearchParams({
    grant_type: 'fb_exchange_token',
    client_id: '300000000000001',
    client_secret: 'waproof-app-secret',
    fb_exchange_token: known.id,
  });
  const { status, json } = await graph.call(`/oauth/access_token?${exchange}`, { method: 'GET' });
  expect(status).toBe(400);
  expect(json).toMatchObject({
    error: { code: 4, message: expect.stringMatching(/^\(#4\) Application request limit/) },
  });
});
