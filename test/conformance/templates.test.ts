/** The life of message templates over HTTP: created, read, listed, edited, sent, deleted. */
import { WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ServedMock, serveMock, TOKEN } from './served-mock.js';
import { authentication, body, draft, TEMPLATES, withButtons } from './template-drafts.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

interface Created {
  readonly id: string;
  readonly status: string;
  readonly category: string;
}
interface Listed {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly paging?: {
    readonly cursors: { readonly after: string };
    readonly next?: string;
    readonly previous?: string;
  };
}

async function create(parts: Readonly<Record<string, unknown>> = {}): Promise<Created> {
  const { status, json } = await graph.call(TEMPLATES, { body: draft(parts) });
  expect([status, json]).toEqual([
    200,
    { id: expect.any(String), status: expect.any(String), category: expect.any(String) },
  ]);
  return json as Created;
}
const get = async (path: string) => (await graph.call(path, { method: 'GET' })).json;
const list = async (query = '') => (await get(`${TEMPLATES}?${query}`)) as Listed;
const names = async (query: string) => (await list(query)).data.map(({ name }) => name);
const remove = (query: string) => graph.call(`${TEMPLATES}?${query}`, { method: 'DELETE' });
const sendNamed = (name: string, components: readonly unknown[] = []) =>
  graph.send({ type: 'template', template: { name, language: { code: 'en_US' }, components } });

const refusal = (subcode: number, title: string) => ({
  error: {
    message: 'Invalid parameter',
    type: 'OAuthException',
    code: 100,
    error_subcode: subcode,
    is_transient: false,
    error_user_title: title,
    error_user_msg: expect.any(String),
    fbtrace_id: expect.any(String),
  },
});

describe('creating', () => {
  test('a template is approved at once, and can be read and sent', async () => {
    const components = [
      { type: 'header', format: 'text', text: 'Our {{1}} is on!', example: { header_text: ['Summer Sale'] } },
      body('Shop now through {{1}} and use code {{2}} to get 25% off.', ['the end of August', '25OFF']),
      { type: 'footer', text: 'Use the buttons below to manage your subscriptions' },
      { type: 'buttons', buttons: [{ type: 'quick_reply', text: 'Unsubscribe' }] },
    ];
    const created = await create({ name: 'seasonal_promotion', category: 'MARKETING', components });
    expect(created).toEqual({ id: '500000000000004', status: 'APPROVED', category: 'MARKETING' });
    expect(await get(`/v23.0/${created.id}`)).toEqual({
      name: 'seasonal_promotion',
      parameter_format: 'POSITIONAL',
      components: [
        { type: 'HEADER', format: 'TEXT', text: 'Our {{1}} is on!', example: { header_text: ['Summer Sale'] } },
        {
          type: 'BODY',
          text: 'Shop now through {{1}} and use code {{2}} to get 25% off.',
          example: { body_text: [['the end of August', '25OFF']] },
        },
        { type: 'FOOTER', text: 'Use the buttons below to manage your subscriptions' },
        { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Unsubscribe' }] },
      ],
      language: 'en_US',
      status: 'APPROVED',
      category: 'MARKETING',
      sub_category: 'CUSTOM',
      id: created.id,
    });
    const parameters = ['Sunday', 'CODE'].map((text) => ({ type: 'text', text }));
    const header = { type: 'header', parameters: [{ type: 'text', text: 'Sale' }] };
    expect((await sendNamed('seasonal_promotion', [header, { type: 'body', parameters }])).status).toBe(200);
    expect((await sendNamed('seasonal_promotion', [])).json).toMatchObject({ error: { code: 132000 } });
  });

  test('the name decides the review: pending and rejected ones cannot be sent', async () => {
    for (const [name, status] of [
      ['pending_offer', 'PENDING'],
      ['rejected_offer', 'REJECTED'],
    ] as const) {
      const { id, ...answer } = await create({ name });
      expect(answer.status).toBe(status);
      expect(await get(`/v23.0/${id}?fields=status,rejected_reason`)).toEqual({
        status,
        rejected_reason: status === 'REJECTED' ? 'INVALID_FORMAT' : 'NONE',
        id,
      });
      expect((await sendNamed(name)).json).toMatchObject({ error: { code: 132001 } });
    }
  });

  test('named variables, an authentication code, a handle and a form are taken', async () => {
    const example = { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] };
    const components = [{ type: 'BODY', text: 'Dear {{first_name}}, thank you.', example }];
    const { id } = await create({ parameter_format: 'named', components, message_send_ttl_seconds: 60 });
    expect(await get(`/v23.0/${id}?fields=parameter_format,message_send_ttl_seconds,components{text}`)).toEqual({
      parameter_format: 'NAMED',
      message_send_ttl_seconds: 60,
      components: [{ text: 'Dear {{first_name}}, thank you.' }],
      id,
    });
    expect(await create({ ...authentication(), name: 'code' })).toMatchObject({ category: 'AUTHENTICATION' });
    const parameters = [{ type: 'text', text: '1234' }];
    const filled = ['body', 'button'].map((type) => ({
      type,
      ...(type === 'button' && { sub_type: 'url', index: '0' }),
      parameters,
    }));
    expect((await sendNamed('code', filled)).status).toBe(200);
    const image = { type: 'header', format: 'IMAGE', example: { header_handle: ['4::aW1hZ2U'] } };
    const photo = await create({ name: 'photo', components: [image, body('Look at this.')] });
    expect(await get(`/v23.0/${photo.id}?fields=components`)).toMatchObject({
      components: [{ example: { header_handle: [expect.stringMatching(/^https:\/\/scontent\./)] } }, {}],
    });
    const fields = Object.entries({
      ...draft(),
      name: 'from_form',
      components: JSON.stringify([body('Hello there.')]),
    });
    const form = await graph.call(TEMPLATES, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(Object.fromEntries(fields.map(([name, value]) => [name, String(value)]))).toString(),
    });
    expect(form.status).toBe(200);
  });

  test('a name in a language is taken once; hello_world is Meta’s', async () => {
    await create();
    const again = await graph.call(TEMPLATES, { body: draft() });
    expect([again.status, again.json]).toEqual([400, refusal(2388024, 'Content in This Language Already Exists')]);
    expect((await create({ language: 'es' })).status).toBe('APPROVED');
    const sample = await graph.call(TEMPLATES, { body: draft({ name: 'hello_world', language: 'es' }) });
    expect(sample.json).toEqual(refusal(2388155, 'Template name is already used as a sample template'));
  });
});

describe('listing', () => {
  test('gives the templates of a fresh mock', async () => {
    const { data, paging } = await list('fields=name,language,status');
    expect(data).toEqual([
      { name: 'hello_world', language: 'en_US', status: 'APPROVED', id: '500000000000001' },
      { name: 'order_update', language: 'en_US', status: 'APPROVED', id: '500000000000002' },
      { name: 'order_update', language: 'es', status: 'APPROVED', id: '500000000000003' },
    ]);
    expect(paging).toEqual({ cursors: { before: expect.any(String), after: expect.any(String) } });
  });

  test('filters', async () => {
    await create({ ...withButtons({ type: 'quick_reply', text: 'Tell me more' }), category: 'MARKETING' });
    await create({ name: 'pending_thanks' });
    expect(await names('name=update')).toEqual(['order_update', 'order_update']);
    expect(await names('name=thanks')).toEqual(['thanks', 'pending_thanks']);
    expect(await names('status=PENDING')).toEqual(['pending_thanks']);
    expect(await names('status=["PENDING","REJECTED"]')).toEqual(['pending_thanks']);
    expect(await names('category=MARKETING')).toEqual(['thanks']);
    expect(await names('language=es')).toEqual(['order_update']);
    expect(await names('content=tell%20me')).toEqual(['thanks']);
    expect(await names('name_or_content=welcome')).toEqual(['hello_world']);
    expect(await list('name=nothing')).toEqual({ data: [] });
    expect(await list('status=LOST')).toMatchObject({ error: { code: 100, message: expect.stringContaining('LOST') } });
    expect(await list('fields=colour')).toMatchObject({ error: { code: 100 } });
  });

  test('pages, and the links to other pages keep the filters', async () => {
    for (const name of ['a_1', 'a_2', 'a_3', 'b_1']) await create({ name });
    const first = await list('name=a_&limit=2&fields=name');
    expect(first.data.map(({ name }) => name)).toEqual(['a_1', 'a_2']);
    const next = first.paging?.next?.replace(graph.url, '') ?? '';
    const second = (await get(next)) as Listed;
    expect(second.data).toEqual([{ name: 'a_3', id: expect.any(String) }]);
    expect(second.paging?.next).toBeUndefined();
    expect(second.paging?.previous).toContain('name=a_');
  });
});

describe('editing', () => {
  const edit = (id: string, changes: unknown) => graph.call(`/v23.0/${id}`, { body: changes });

  test('replaces the components, also for sends, once a day', async () => {
    const { id } = await create();
    const changes = { components: [body('Hello {{1}}, thank you for your order.', ['Ana'])] };
    expect((await edit(id, changes)).json).toEqual({ success: true });
    expect(await get(`/v23.0/${id}?fields=components{text}`)).toMatchObject({
      components: [{ text: 'Hello {{1}}, thank you for your order.' }],
    });
    expect((await sendNamed('thanks')).json).toMatchObject({ error: { code: 132000 } });
    const again = await edit(id, changes);
    expect([again.status, again.json]).toEqual([400, refusal(2388094, 'Edit limit')]);
  });

  test('is refused while in review; a rejected one may be edited again and again', async () => {
    const pending = await create({ name: 'pending_offer' });
    const refused = await edit(pending.id, { components: [body('New words.')] });
    expect(refused.json).toEqual(refusal(2388039, "Message template status can't be changed"));
    const rejected = await create({ name: 'rejected_offer' });
    for (const category of ['MARKETING', 'UTILITY'])
      expect((await edit(rejected.id, { category })).json).toEqual({ success: true });
  });

  test('keeps the category of an approved one, and the rules of creation', async () => {
    const { id } = await create();
    expect((await edit(id, { category: 'MARKETING' })).json).toMatchObject({ error: { error_subcode: 2388039 } });
    expect((await edit(id, { components: [body('{{1}} is here for you', ['Ana'])] })).json).toMatchObject({
      error: { error_subcode: 2388299 },
    });
    expect((await edit(id, {})).json).toMatchObject({
      error: { message: '(#100) The parameter components is required.' },
    });
    expect((await edit('500000000000999', {})).json).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  });
});

describe('deleting', () => {
  const NOT_FOUND = refusal(2593002, 'Message Template Not Found');

  test('by name takes all languages, and the name cannot come back', async () => {
    expect((await remove('name=order_update')).json).toEqual({ success: true });
    expect(await names('')).toEqual(['hello_world']);
    expect(await get('/v23.0/500000000000002')).toMatchObject({ error: { code: 100, error_subcode: 33 } });
    expect((await sendNamed('order_update')).json).toMatchObject({ error: { code: 132001 } });
    const back = await graph.call(TEMPLATES, { body: draft({ name: 'order_update', language: 'de' }) });
    expect(back.json).toEqual(refusal(2388023, 'Message template language is being deleted'));
    const again = await remove('name=order_update');
    expect([again.status, again.json]).toEqual([400, NOT_FOUND]);
  });

  test('by name and id takes one language', async () => {
    expect((await remove('name=hello_world&hsm_id=500000000000003')).json).toEqual(NOT_FOUND);
    expect((await remove('name=order_update&hsm_id=500000000000003')).json).toEqual({ success: true });
    expect((await list('name=order_update&fields=language')).data).toEqual([
      { language: 'en_US', id: '500000000000002' },
    ]);
  });

  test('by ids takes all of them or none', async () => {
    expect((await remove('hsm_ids=["500000000000002","1"]')).json).toEqual(NOT_FOUND);
    expect((await remove('hsm_ids=["500000000000002","500000000000003"]')).json).toEqual({ success: true });
    expect(await names('')).toEqual(['hello_world']);
  });

  test.each([
    ['', 'The parameter name is required.'],
    ['hsm_ids=["1"]&name=thanks', 'Param hsm_ids cannot be used together with name or hsm_id.'],
    ['hsm_ids=7', 'Param hsm_ids must be an array.'],
    [`hsm_ids=[${Array.from({ length: 101 }, (_, index) => index)}]`, 'Param hsm_ids must have at most 100 elements.'],
  ])('refuses %j', async (query, words) => {
    expect((await remove(query)).json).toMatchObject({ error: { code: 100, message: `(#100) ${words}` } });
  });
});

test('@kapso/whatsapp-cloud-api, unmodified, creates, lists and deletes', async () => {
  const businessAccountId = '200000000000001';
  const client = new WhatsAppClient({ accessToken: TOKEN, baseUrl: graph.url, graphVersion: 'v23.0' });
  const created = await client.templates.create({
    businessAccountId,
    name: 'parcel',
    language: 'en_US',
    category: 'UTILITY',
    parameterFormat: 'POSITIONAL',
    components: [body('Hello {{1}}, your parcel {{2}} is on its way.', ['Ana', '77'])],
  });
  expect(created).toEqual({ id: '500000000000004', status: 'APPROVED', category: 'UTILITY' });
  const { data } = await client.templates.list({ businessAccountId, name: 'parcel', limit: 10 });
  expect(data).toMatchObject([{ id: created.id, name: 'parcel', status: 'APPROVED', language: 'en_US' }]);
  expect(await client.templates.delete({ businessAccountId, name: 'parcel' })).toEqual({ success: true });
  await expect(client.templates.delete({ businessAccountId, name: 'parcel' })).rejects.toMatchObject({ code: 100 });
  expect((await client.templates.list({ businessAccountId, name: 'parcel' })).data).toEqual([]);
});
