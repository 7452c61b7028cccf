/** Direct Send: a category beside a message makes a template of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { numbers } from '../../mock-server/world/accounts.js';
import { body, button, buttons, hi, link, template } from './bodies.js';
import { type ServedMock, serveMock } from './served-mock.js';
import { receiveWebhooks } from './webhook-receiver.js';

type Parts = Readonly<Record<string, unknown>>;

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(() => graph.mock.world.reset());
afterAll(() => graph.close());

const utility = { ...hi, category: 'utility' };
const named = (template_name: string) => ({ direct_send_config: { template_name } });
const ctaUrl = {
  type: 'interactive',
  interactive: {
    type: 'cta_url',
    header: { type: 'text', text: 'H' },
    body: { text: 'Your order is ready.' },
    footer: { text: 'F' },
    action: { name: 'cta_url', parameters: { display_text: 'Look', url: 'https://shop.example' } },
  },
};

test.each<[string, Parts]>([
  ['a text', utility],
  ['a code', { ...hi, category: 'AUTHENTICATION', ttl_seconds: 900 }],
  ['a service message', { ...hi, category: 'service' }],
  ['buttons', { ...buttons(button('a')), category: 'utility' }],
  ['a link', { ...ctaUrl, category: 'utility' }],
  ['a time to live', { ...utility, ttl_seconds: 30 }],
  ['an approved template, which needs no Direct Send', { ...template({ name: 'hello_world' }), category: 'utility' }],
])('sent: %s', async (_, parts) => {
  expect((await graph.send(parts)).status).toBe(200);
  expect(graph.lastCall()).toMatchObject({ action: 'send', effect: true });
});

test.each<[string, Parts, string, object[]]>([
  ['a text', utility, 'direct_text', [{ type: 'BODY', text: 'hi' }]],
  [
    'buttons',
    { ...buttons(button('a', 'Yes')), category: 'utility' },
    'direct_buttons',
    [
      { type: 'BODY', text: 'Well?' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Yes' }] },
    ],
  ],
  [
    'a link',
    { ...ctaUrl, category: 'utility' },
    'direct_link',
    [
      { type: 'HEADER', format: 'TEXT', text: 'H' },
      { type: 'BODY', text: 'Your order is ready.' },
      { type: 'FOOTER', text: 'F' },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Look', url: 'https://shop.example' }] },
    ],
  ],
])('a template of the given name is there after %s, once', async (_, parts, name, components) => {
  for (let n = 0; n < 2; n++) expect((await graph.send({ ...parts, ...named(name) })).status).toBe(200);
  const list = await graph.call(`/v23.0/200000000000001/message_templates?name=${name}`, { method: 'GET' });
  expect((list.json as { data: object[] }).data).toEqual([
    expect.objectContaining({ name, category: 'UTILITY', status: 'APPROVED', components }),
  ]);
});

test.each<[string, Parts, number, string]>([
  [
    'another category',
    { ...hi, category: 'marketing' },
    100,
    '(#100) Param category must be one of {UTILITY, AUTHENTICATION, SERVICE} - got "marketing".',
  ],
  [
    'a picture',
    { type: 'image', image: { link }, category: 'utility' },
    131009,
    '(#131009) Parameter value is not valid',
  ],
  [
    'a list of products',
    {
      type: 'interactive',
      interactive: { type: 'catalog_message', body: { text: 'a' }, action: { name: 'catalog_message' } },
      category: 'utility',
    },
    131009,
    '(#131009) Parameter value is not valid',
  ],
  ['a life without category', { ...hi, ttl_seconds: 60 }, 100, '(#100) Unexpected key "ttl_seconds".'],
  ['a name without category', { ...hi, ...named('a') }, 100, '(#100) Unexpected key "direct_send_config".'],
  [
    'a life too long',
    { ...utility, ttl_seconds: 43_201 },
    100,
    '(#100) The time-to-live value must be lower than or equal to 43200.',
  ],
  [
    'a code’s life too long',
    { ...hi, category: 'authentication', ttl_seconds: 901 },
    100,
    '(#100) The time-to-live value must be lower than or equal to 900.',
  ],
  [
    'a life too short',
    { ...utility, ttl_seconds: 29 },
    100,
    '(#100) The time-to-live value must be higher than or equal to 30.',
  ],
  ['a life in words', { ...utility, ttl_seconds: 'long' }, 100, '(#100) Param ttl_seconds must be a number.'],
  [
    'a name in capitals',
    { ...utility, ...named('Order') },
    100,
    "(#100) Param direct_send_config['template_name'] must hold lower-case letters, digits and underscores only.",
  ],
  [
    'a code’s name',
    { ...hi, category: 'authentication', ...named('code') },
    100,
    '(#100) Param direct_send_config is supported for the category UTILITY only.',
  ],
])('refused: %s', async (_, parts, code, message) => {
  const before = graph.mock.world.templateStore.all().length;
  expect((await graph.send(parts)).json).toMatchObject({ error: { code, message } });
  expect(graph.mock.world.templateStore.all()).toHaveLength(before);
});

test('refused: a number whose messaging limit is low', async () => {
  graph.mock.world.of(numbers).update('100000000000001', { messagingLimit: 'TIER_10K' });
  expect((await graph.send(utility)).json).toMatchObject({
    error: { code: 100, message: '(#100) Direct Send is not enabled for this account.' },
  });
  expect(
    (
      await graph.send({
        ...template(body({ type: 'text', text: 'a' }, { type: 'text', text: 'b' })),
        category: 'utility',
      })
    ).status,
  ).toBe(200);
});

describe('the template of a named message', () => {
  const read = async (path: string) => (await graph.call(path, { method: 'GET' })).json as { data?: { id: string }[] };
  const generated = () => read('/v23.0/200000000000001/message_templates?source=AUTO_GENERATED&fields=source');

  test('is told apart from those of the business, and cannot be changed or deleted', async () => {
    expect(await generated()).toEqual({ data: [] });
    await graph.send({ ...utility, ...named('order_ready') });
    const { data = [] } = await generated();
    expect(data).toEqual([{ source: 'AUTO_GENERATED', id: expect.any(String) }]);
    const changed = await graph.call(`/v23.0/${data[0]?.id}`, {
      body: { components: [{ type: 'BODY', text: 'New.' }] },
    });
    expect(changed.json).toMatchObject({ error: { code: 100, error_subcode: 2388318 } });
    const deleted = await graph.call('/v23.0/200000000000001/message_templates?name=order_ready', { method: 'DELETE' });
    expect(deleted.json).toMatchObject({ error: { code: 100, error_subcode: 2388330 } });
    expect((await generated()).data).toHaveLength(1);
  });

  test('stands in the statuses; a name of the business’s own template fails: 132021', async () => {
    const served = await serveMock({ speed: 20 });
    const subject = await receiveWebhooks();
    await served.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
    for (const parts of [named('order_ready'), {}, named('hello_world')])
      expect((await served.send({ ...utility, ...parts })).status).toBe(200);
    await served.until(() => served.mock.pending().lives + served.mock.pending().deliveries === 0, 'all is at rest');
    const statuses = subject.webhooks.flatMap(({ value }) => value.statuses ?? []);
    const template = served.mock.world.templateStore.named('order_ready')[0];
    const ofTemplate = statuses.filter((status) => 'template_id' in status);
    expect(new Set(ofTemplate.map((status) => status.template_id))).toEqual(new Set([template?.id]));
    expect(new Set(ofTemplate.map((status) => status.id)).size).toBe(1);
    expect(statuses.filter(({ status }) => status === 'failed')).toEqual([
      expect.objectContaining({ errors: [expect.objectContaining({ code: 132021 })] }),
    ]);
    await Promise.all([served.close(), subject.close()]);
  });
});
