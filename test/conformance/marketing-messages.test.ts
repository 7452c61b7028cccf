/** `POST /{phone-number-id}/marketing_messages`: marketing templates, and nothing else. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { waId } from '../../core/ids.js';
import { userIdOf } from '../../mock-server/world/bsuid.js';
import { hi, template } from './bodies.js';
import { type ServedMock, serveMock } from './served-mock.js';

type Parts = Readonly<Record<string, unknown>>;
const PATH = '/v23.0/100000000000001/marketing_messages';
const ANNS_ID = userIdOf('400000000000001', waId('15557770001'));
const sale = template({ name: 'sale', components: [] });

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(async () => {
  graph.mock.world.reset();
  const created = await graph.call('/v23.0/200000000000001/message_templates', {
    body: {
      name: 'sale',
      language: 'en_US',
      category: 'MARKETING',
      components: [{ type: 'BODY', text: 'Everything must go.' }],
    },
  });
  expect(created.json).toMatchObject({ status: 'APPROVED', category: 'MARKETING' });
});
afterAll(() => graph.close());

const send = (parts: Parts) =>
  graph.call(PATH, { body: { messaging_product: 'whatsapp', to: '15557770001', ...sale, ...parts } });

test.each<[string, Parts]>([
  ['alone', {}],
  ['with its policies', { product_policy: 'STRICT', message_activity_sharing: false, recipient_type: 'individual' }],
  ['with a fallback', { product_policy: 'CLOUD_API_FALLBACK' }],
  ['with a bid', { bid_spec: { per_message_bid_multiplier: 1.2 } }],
])('a marketing template is sent %s', async (_, parts) => {
  const answer = await send(parts);
  expect(answer.json).toEqual({
    messaging_product: 'whatsapp',
    contacts: [{ input: '15557770001', wa_id: '15557770001' }],
    messages: [{ id: expect.stringMatching(/^wamid\./), message_status: 'accepted' }],
  });
  expect(graph.lastCall()).toMatchObject({ action: 'send', type: 'template', to: '15557770001', effect: true });
});

test('it goes to a business-scoped id too, but not with a bid: 131062', async () => {
  const to = { to: undefined, recipient: ANNS_ID };
  expect((await send(to)).json).toMatchObject({ contacts: [{ input: ANNS_ID, user_id: ANNS_ID }] });
  const refused = await send({ ...to, bid_spec: { per_message_bid_multiplier: 2 } });
  expect(refused.json).toMatchObject({ error: { code: 131062 } });
});

test.each<[string, Parts, number]>([
  ['a text', { ...hi, template: undefined }, 131055],
  ['a template of another category', template({ name: 'hello_world' }), 134100],
  ['an unknown template', template({ name: 'nope' }), 132001],
  ['a group', { recipient_type: 'group' }, 131041],
  ['another policy', { product_policy: 'LOOSE' }, 100],
  ['a word for sharing', { message_activity_sharing: 'perhaps' }, 100],
  ['a bid without multiplier', { bid_spec: {} }, 100],
  ['an unknown key', { colour: 'red' }, 100],
  ['nobody', { to: undefined }, 100],
  ['no product', { messaging_product: undefined }, 100],
])('refused: %s', async (_, parts, code) => {
  const answer = await send(parts);
  expect(answer.json).toMatchObject({ error: { code } });
  expect(graph.lastCall()).toMatchObject({ outcome: 'refused', effect: false, simulated: true });
});

test('what belongs to this edge does not go on /messages', async () => {
  const answer = await graph.send({ ...sale, product_policy: 'STRICT' });
  expect(answer.json).toMatchObject({ error: { code: 100, message: '(#100) Unexpected key "product_policy".' } });
});

test('an account may keep its marketing templates off /messages: 131063', async () => {
  expect((await graph.send(sale)).status).toBe(200);
  const set = await graph.call('/v23.0/200000000000001', { body: { disable_marketing_messages_on_cloud_api: true } });
  expect(set.status).toBe(200);
  expect((await graph.send(sale)).json).toMatchObject({ error: { code: 131063 } });
  expect((await graph.send(template({ name: 'hello_world' }))).status).toBe(200);
  expect((await send({})).status).toBe(200);
});
