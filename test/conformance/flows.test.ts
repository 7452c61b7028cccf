/** The life of a flow over HTTP: created, read, filled, published, deprecated, copied, deleted. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wabas } from '../../mock-server/world/accounts.js';
import { encryptionKeys } from '../../mock-server/world/encryption-keys.js';
import { endpointFlow, FLOWS, flowOf, lastScreen, soundFlow } from './flow-bodies.js';
import { type ServedMock, serveMock, TODAY, TOKEN } from './served-mock.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

type Parts = Readonly<Record<string, unknown>>;

const DAY_MS = 24 * 3_600_000;
const post = async (path: string, body: Parts = {}) => (await graph.call(path, { body })).json as Parts;
const get = async (path: string) => (await graph.call(path, { method: 'GET' })).json as Parts;
const create = async (parts: Parts = {}) => post(FLOWS, { name: 'Sign up', categories: ['SIGN_UP'], ...parts });
const createId = async (parts: Parts = {}) => String((await create(parts)).id);
const upload = (id: string, flow: unknown, parts: Parts = {}) =>
  post(`/v23.0/${id}/assets`, {
    name: 'flow.json',
    asset_type: 'FLOW_JSON',
    file: typeof flow === 'string' ? flow : JSON.stringify(flow, null, 2),
    ...parts,
  });

const refusal = (code: number, title: string) => ({
  error: {
    message: expect.any(String),
    type: 'OAuthException',
    code,
    is_transient: false,
    error_user_title: title,
    error_user_msg: expect.any(String),
    fbtrace_id: expect.any(String),
  },
});
const parameter = (words: string) => ({
  error: { message: `(#100) ${words}`, type: 'OAuthException', code: 100, fbtrace_id: expect.any(String) },
});

describe('creating', () => {
  test('gives an empty draft, which can be read', async () => {
    const id = await createId({ categories: '["sign_up","OTHER","SIGN_UP"]' });
    expect(id).toBe('820000000000001');
    expect(await get(`/v23.0/${id}`)).toEqual({
      name: 'Sign up',
      status: 'DRAFT',
      categories: ['SIGN_UP', 'OTHER'],
      validation_errors: [],
      id,
    });
    expect(await get(`/v23.0/${id}/assets`)).toEqual({ data: [] });
  });

  test('with a JSON says what is wrong in it, and publishes only what is sound', async () => {
    expect(await create({ flow_json: JSON.stringify(soundFlow), publish: true })).toEqual({
      id: '820000000000001',
      success: true,
      validation_errors: [],
    });
    const broken = await create({ name: 'B', flow_json: JSON.stringify(flowOf([])), publish: true });
    expect(broken).toMatchObject({ success: false, validation_errors: [{ error: 'MIN_ITEMS_REQUIRED' }] });
    expect((await get(FLOWS)).data).toMatchObject([{ status: 'DRAFT' }, { name: 'Sign up', status: 'PUBLISHED' }]);
  });

  test('as a copy takes the JSON of its source', async () => {
    const source = await createId({ flow_json: JSON.stringify(soundFlow), publish: true });
    const copy = await createId({ name: 'Copy', clone_flow_id: source });
    expect(await get(`/v23.0/${copy}?fields=status,json_version,categories`)).toEqual({
      status: 'DRAFT',
      json_version: '7.0',
      categories: ['SIGN_UP'],
      id: copy,
    });
  });

  test.each<[string, Parts, object]>([
    ['no name', { name: undefined }, parameter('The parameter name is required.')],
    ['no categories', { categories: undefined }, parameter('The parameter categories is required.')],
    ['no category', { categories: [] }, parameter('Param categories must have at least 1 element.')],
    ['an unknown category', { categories: ['FUN'] }, { error: { code: 100, message: expect.stringContaining('FUN') } }],
    ['a taken name', { name: 'Taken' }, refusal(100, 'Flow name is not unique')],
    ['no source', { clone_flow_id: '1' }, refusal(100, 'Flow with specified ID does not exist')],
    ['no address', { endpoint_uri: 'here' }, refusal(100, 'Invalid Endpoint URI')],
    [
      'an endpoint for an old flow',
      { endpoint_uri: 'https://x.y', flow_json: '{"version":"2.1"}' },
      refusal(100, 'Specify Endpoint Uri in Flow JSON'),
    ],
  ])('refuses %s', async (_, parts, expected) => {
    await create({ name: 'Taken' });
    expect(await create(parts)).toMatchObject(expected);
    expect((await get(FLOWS)).data).toHaveLength(1);
  });
});

describe('reading', () => {
  test('gives what is asked for', async () => {
    const id = await createId({ flow_json: JSON.stringify(endpointFlow), endpoint_uri: 'https://x.y/flow' });
    const fields = 'json_version,data_api_version,endpoint_uri,data_channel_uri,whatsapp_business_account,application';
    expect(await get(`/v23.0/${id}?fields=${fields}`)).toEqual({
      json_version: '7.0',
      data_api_version: '3.0',
      endpoint_uri: 'https://x.y/flow',
      data_channel_uri: 'https://x.y/flow',
      whatsapp_business_account: expect.objectContaining({ id: '200000000000001', name: 'Waproof Account' }),
      application: expect.objectContaining({ id: '300000000000001' }),
      id,
    });
    expect(await get(`/v23.0/${id}?fields=health_status.phone_number(100000000000001)`)).toMatchObject({
      health_status: {
        can_send_message: 'AVAILABLE',
        entities: [
          { entity_type: 'FLOW', id, can_send_message: 'AVAILABLE' },
          { entity_type: 'PHONE_NUMBER', id: '100000000000001' },
          { entity_type: 'WABA' },
          { entity_type: 'BUSINESS' },
          { entity_type: 'APP' },
        ],
      },
    });
    expect(await get(`/v23.0/${id}?fields=metric.name(ENDPOINT_REQUEST_COUNT)`)).toEqual(
      refusal(139006, 'Metrics threshold is not reached'),
    );
    expect(await get(`/v23.0/${id}?fields=colour`)).toMatchObject({ error: { code: 100 } });
    expect(await get('/v23.0/700000000000999')).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  });

  test('the address of the preview stays until it is made invalid', async () => {
    const id = await createId();
    const preview = async (invalidate: boolean) =>
      (await get(`/v23.0/${id}?fields=preview.invalidate(${invalidate})`)).preview as {
        preview_url: string;
        expires_at: string;
      };
    const first = await preview(false);
    expect(first.preview_url).toContain(`/flows/${id}/preview/?token=`);
    expect(Date.parse(first.expires_at.replace('+0000', 'Z'))).toBeGreaterThanOrEqual(TODAY + 29 * DAY_MS);
    expect(await preview(false)).toEqual(first);
    const second = await preview(true);
    expect(second.preview_url).not.toBe(first.preview_url);
    expect((await preview(false)).preview_url).toBe(second.preview_url);
  });

  test('a list has pages', async () => {
    for (const name of ['a', 'b', 'c']) await create({ name });
    const first = await get(`${FLOWS}?limit=2&fields=name`);
    expect(first.data).toEqual([
      { name: 'c', id: expect.any(String) },
      { name: 'b', id: expect.any(String) },
    ]);
    const { next = '' } = first.paging as { next?: string };
    expect((await get(next.replace(graph.url, ''))).data).toEqual([{ name: 'a', id: expect.any(String) }]);
  });
});

describe('changing', () => {
  test('a draft changes at will', async () => {
    const id = await createId();
    const changes = { name: 'Survey', categories: ['SURVEY'], endpoint_uri: 'https://x.y' };
    expect(await post(`/v23.0/${id}`, { ...changes, application_id: '300000000000001' })).toEqual({ success: true });
    expect(await get(`/v23.0/${id}?fields=name,categories,endpoint_uri`)).toEqual({ ...changes, id });
  });

  test.each<[string, Parts, object]>([
    ['an empty name', { name: '' }, parameter('Param name must not be empty.')],
    ['a taken name', { name: 'Other' }, refusal(100, 'Flow name is not unique')],
    ['no category', { categories: [] }, parameter('Param categories must have at least 1 element.')],
    ['no address', { endpoint_uri: 'ftp://x' }, refusal(100, 'Invalid Endpoint URI')],
    [
      'an app that is none',
      { application_id: '5' },
      parameter('Param application_id is not an application - got "5".'),
    ],
  ])('refuses %s', async (_, changes, expected) => {
    const id = await createId();
    await create({ name: 'Other' });
    expect(await post(`/v23.0/${id}`, changes)).toEqual(expected);
    expect(await get(`/v23.0/${id}?fields=name`)).toEqual({ name: 'Sign up', id });
  });

  test('an endpoint is not given for a flow of version 2', async () => {
    const id = await createId({ flow_json: '{"version":"2.1"}' });
    expect(await post(`/v23.0/${id}`, { endpoint_uri: 'https://x.y' })).toEqual(
      refusal(139001, 'Specify Endpoint Uri in Flow JSON'),
    );
  });
});

describe('the JSON', () => {
  test('is kept, judged, and downloaded from the address of the asset, without a token', async () => {
    const id = await createId();
    expect(await upload(id, soundFlow)).toEqual({ success: true, validation_errors: [] });
    const { data } = (await get(`/v23.0/${id}/assets`)) as { data: { download_url: string }[] };
    expect(data).toEqual([{ name: 'flow.json', asset_type: 'FLOW_JSON', download_url: expect.any(String) }]);
    const address = (data[0]?.download_url ?? '').replace(graph.url, '');
    const file = await graph.call(address, { method: 'GET', headers: { authorization: undefined } });
    expect([file.status, file.json]).toEqual([200, soundFlow]);
    expect(await get(address.replace(/.$/, '!'))).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  });

  test('with mistakes is kept, too, and their places are named', async () => {
    const id = await createId();
    const text = '{\n  "version": "7.0",\n  "screens": [],\n  "colour": 1\n}';
    const places = [
      { error: 'INVALID_PROPERTY_KEY', line_start: 4, line_end: 4, column_start: 3, column_end: 10 },
      { error: 'MIN_ITEMS_REQUIRED', line_start: 3, line_end: 3, column_start: 14, column_end: 15 },
    ];
    expect(await upload(id, text)).toMatchObject({ success: true, validation_errors: places });
    expect(await get(`/v23.0/${id}?fields=validation_errors`)).toMatchObject({
      validation_errors: [
        {
          ...places[0],
          error_type: 'FLOW_JSON_ERROR',
          message: "Property 'colour' cannot be specified at '$root'.",
          pointers: [{ path: 'colour', line_start: 4 }],
        },
        places[1],
      ],
    });
    expect((await upload(id, '{,}')).validation_errors).toMatchObject([{ error: 'INVALID_FLOW_JSON' }]);
    const { data } = (await get(`/v23.0/${id}/assets`)) as { data: { download_url: string }[] };
    expect(await get((data[0]?.download_url ?? '').replace(graph.url, ''))).toEqual(
      parameter('The Flow JSON of this flow cannot be parsed.'),
    );
  });

  test.each<[string, Parts, string]>([
    ['another name', { name: 'a.json' }, 'Param name must be one of {FLOW.JSON} - got "a.json".'],
    ['another type', { asset_type: 'IMAGE' }, 'Param asset_type must be one of {FLOW_JSON} - got "IMAGE".'],
    ['no file', { file: undefined }, 'The parameter file is required.'],
    ['a file that is no text', { file: { version: '7.0' } }, 'Param file must be a string.'],
  ])('refuses %s', async (_, parts, words) => {
    expect(await upload(await createId(), soundFlow, parts)).toEqual(parameter(words));
  });
});

describe('forms', () => {
  const postForm = async (path: string, fields: Readonly<Record<string, string | Blob>>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields))
      if (typeof value === 'string') form.set(name, value);
      else form.set(name, value, 'flow.json');
    const headers = { authorization: `Bearer ${TOKEN}` };
    const response = await fetch(graph.url + path, { method: 'POST', headers, body: form });
    return { status: response.status, json: (await response.json()) as Parts };
  };
  const json = (flow: unknown) => new Blob([JSON.stringify(flow)], { type: 'application/json' });

  test('create a flow, and upload its JSON as a file', async () => {
    const { json: made } = await postForm(FLOWS, { name: 'Form', categories: '["OTHER"]' });
    const assets = `/v23.0/${made.id}/assets`;
    const fields = { name: 'flow.json', asset_type: 'FLOW_JSON' };
    const large = flowOf([lastScreen('WELCOME', undefined, { title: 'x'.repeat(2_000_000) })]);
    for (const flow of [flowOf([lastScreen('A_Ä')]), large, soundFlow])
      expect((await postForm(assets, { ...fields, file: json(flow) })).json).toMatchObject({ success: true });
    expect(await get(`/v23.0/${made.id}?fields=validation_errors,json_version`)).toEqual({
      validation_errors: [],
      json_version: '7.0',
      id: made.id,
    });
  });

  test('a file of more than 10 MB is refused', async () => {
    const id = await createId();
    const file = new Blob(['x'.repeat(10 * 1_024 * 1_024 + 1)]);
    const answer = await postForm(`/v23.0/${id}/assets`, { name: 'flow.json', asset_type: 'FLOW_JSON', file });
    expect([answer.status, answer.json]).toMatchObject([expect.any(Number), { error: { code: 100 } }]);
    expect(answer.status).toBeLessThan(500);
    expect(await get(`/v23.0/${id}/assets`)).toEqual({ data: [] });
  });
});

describe('publishing', () => {
  const publish = (id: string) => post(`/v23.0/${id}/publish`);
  const publishError = (title: string) => refusal(139002, title);

  test('is for good: no more changes, no deletion, only deprecation', async () => {
    const id = await createId({ flow_json: JSON.stringify(soundFlow) });
    expect(await publish(id)).toEqual({ success: true });
    expect(await publish(id)).toEqual(publishError('Publishing Flow in invalid state'));
    expect(await upload(id, soundFlow)).toEqual(refusal(139001, "Flow can't be updated"));
    expect(await post(`/v23.0/${id}`, { name: 'New' })).toEqual(refusal(139001, "Flow can't be updated"));
    expect((await graph.call(`/v23.0/${id}`, { method: 'DELETE' })).json).toEqual(
      refusal(139004, "Can't delete published Flow"),
    );
    expect(await post(`/v23.0/${id}/deprecate`)).toEqual({ success: true });
    expect(await get(`/v23.0/${id}?fields=status`)).toEqual({ status: 'DEPRECATED', id });
    expect(await post(`/v23.0/${id}/deprecate`)).toEqual(refusal(139003, 'Flow is already deprecated'));
  });

  test('needs a sound JSON', async () => {
    const id = await createId();
    expect(await publish(id)).toEqual(publishError('Publishing Flow with validation errors'));
    await upload(id, flowOf([lastScreen('1')]));
    expect(await publish(id)).toEqual(publishError('Publishing Flow with validation errors'));
    await upload(id, soundFlow);
    expect(await publish(id)).toEqual({ success: true });
  });

  test('of a flow with an endpoint needs its address and a public key', async () => {
    const id = await createId({ flow_json: JSON.stringify(endpointFlow) });
    expect(await publish(id)).toEqual(publishError('Publishing without specifying endpoint_uri is forbidden'));
    await post(`/v23.0/${id}`, { endpoint_uri: 'https://x.y' });
    expect(await publish(id)).toEqual(publishError('Missing Flows Signed Public Key'));
    graph.mock.world.of(encryptionKeys).put({ id: '100000000000001', publicKey: 'a key' });
    expect(await publish(id)).toEqual({ success: true });
  });

  test('a draft is deleted, not deprecated', async () => {
    const id = await createId();
    expect(await post(`/v23.0/${id}/deprecate`)).toEqual(refusal(139003, "Can't deprecate unpublished flow"));
    expect((await graph.call(`/v23.0/${id}`, { method: 'DELETE' })).json).toEqual({ success: true });
    expect(await get(`/v23.0/${id}`)).toMatchObject({ error: { code: 100, error_subcode: 33 } });
    expect(await get(FLOWS)).toEqual({ data: [] });
  });
});

describe('migrating', () => {
  const account = (businessId: string) =>
    graph.mock.world.of(wabas).add((id) => ({
      id,
      businessId,
      name: 'Second',
      currency: 'USD',
      timezoneId: '1',
      isEnabledForInsights: false,
    })).id;

  test('copies flows by name, and reports what it could not copy', async () => {
    const other = account('400000000000001');
    const published = await createId({ name: 'a', flow_json: JSON.stringify(soundFlow), publish: true });
    await create({ name: 'b' });
    await post(`/v23.0/${other}/flows`, { name: 'b', categories: ['OTHER'] });
    const migrate = { source_waba_id: '200000000000001', source_flow_names: ['a', 'b', 'c'] };
    const answer = await post(`/v23.0/${other}/migrate_flows`, migrate);
    expect(answer).toEqual({
      migrated_flows: [{ source_name: 'a', source_id: published, migrated_id: expect.any(String) }],
      failed_flows: [
        {
          source_name: 'c',
          error_code: '4233041',
          error_message: 'Flows Migration Error: Flow name not found in source WABA.',
        },
        {
          source_name: 'b',
          error_code: '4233041',
          error_message: 'Flows Migration Error: Flow with the same name exists in destination WABA.',
        },
      ],
    });
    expect((await get(`/v23.0/${other}/flows?fields=name,status`)).data).toMatchObject([
      { name: 'a', status: 'PUBLISHED' },
      { name: 'b', status: 'DRAFT' },
    ]);
  });

  test.each<[string, Parts, string]>([
    ['no source', {}, 'The parameter source_waba_id is required.'],
    ['a source that is none', { source_waba_id: '5' }, 'Param source_waba_id is not a WhatsApp Business Account.'],
    [
      'names that are no list',
      { source_waba_id: '200000000000001', source_flow_names: 'a' },
      'Param source_flow_names must be an array.',
    ],
    [
      'too many names',
      { source_waba_id: '200000000000001', source_flow_names: Array(101).fill('a') },
      'Param source_flow_names must have at most 100 elements.',
    ],
  ])('refuses %s', async (_, body, words) => {
    expect(await post(`/v23.0/${account('400000000000001')}/migrate_flows`, body)).toEqual(parameter(words));
  });

  test('refuses a source of another business', async () => {
    const foreign = account('400000000000002');
    expect(await post('/v23.0/200000000000001/migrate_flows', { source_waba_id: foreign })).toEqual(
      parameter('Param source_waba_id must belong to the same business as the destination.'),
    );
  });
});
