/** Settings of a number, over HTTP: calls, identity checks, encryption, storage. */
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const SETTINGS = '/v23.0/100000000000001/settings';
const set = (body: object) => graph.call(SETTINGS, { body });
const read = async (query = '') =>
  (await graph.call(`${SETTINGS}${query}`, { method: 'GET' })).json as Record<string, Record<string, unknown>>;

test('a fresh number has calls off and nothing set', async () => {
  expect(await read()).toEqual({
    calling: {
      status: 'disabled',
      call_icon_visibility: 'visible',
      callback_permission_status: 'disabled',
      ip_addresses: { default: [] },
    },
    user_identity_change: { enable_identity_key_check: false },
    payload_encryption: { status: 'disabled' },
    storage_configuration: { status: 'default' },
  });
});

test('calls are switched on and set up piece by piece, in either spelling', async () => {
  const hours = { status: 'ENABLED', timezone_id: 'America/Manaus', weekly_operating_hours: [], holiday_schedule: [] };
  expect((await set({ calling: { status: 'ENABLED', call_icon_visibility: 'DEFAULT' } })).json).toEqual({
    success: true,
  });
  await set({ calling: { call_hours: hours } });
  await set({ calling: { video: { status: 'enabled' } } });
  expect((await read()).calling).toMatchObject({
    status: 'ENABLED',
    call_icon_visibility: 'DEFAULT',
    call_hours: hours,
    video: { status: 'enabled' },
  });
});

test('passwords of SIP servers are given to whoever asks for them, the same each time', async () => {
  await set({ calling: { sip: { status: 'enabled', servers: [{ hostname: 'sip.example.com', port: 5061 }] } } });
  const server = { hostname: 'sip.example.com', port: 5061, app_id: '300000000000001' };
  expect((await read()).calling?.sip).toEqual({ status: 'enabled', servers: [server] });
  const withSecrets = await read('?include_sip_credentials=true');
  const password = expect.stringMatching(/^[\w-]{32}$/);
  expect(withSecrets.calling?.sip).toEqual({ status: 'enabled', servers: [{ ...server, password }] });
  expect(await read('?include_sip_credentials=true')).toEqual(withSecrets);
});

test('identity checks and storage are set and undone', async () => {
  await set({ user_identity_change: { enabled: true } });
  await set({ storage_configuration: { enabled: true, region: 'us' } });
  expect(await read()).toMatchObject({
    user_identity_change: { enable_identity_key_check: true },
    storage_configuration: { status: 'in_country_storage_enabled', data_localization_region: 'us' },
  });
  await set({ user_identity_change: { enable_identity_key_check: false } });
  await set({ storage_configuration: { status: 'DEFAULT' } });
  expect(await read()).toMatchObject({
    user_identity_change: { enable_identity_key_check: false },
    storage_configuration: { status: 'default' },
  });
});

test('payloads are encrypted for a key that is really one', async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const client_encryption_key = Buffer.from(pem).toString('base64');
  expect((await set({ payload_encryption: { status: 'enabled', client_encryption_key } })).status).toBe(200);
  expect((await read()).payload_encryption).toEqual({
    status: 'enabled',
    client_encryption_key_fingerprint: expect.stringMatching(/^SHA256:[A-Za-z0-9+/]{43}$/),
    cloud_encryption_key: expect.any(String),
  });
  await set({ payload_encryption: { status: 'disabled' } });
  expect((await read()).payload_encryption).toEqual({ status: 'disabled' });
});

test.each([
  [{}, 'One of the parameters {calling, user_identity_change, payload_encryption, storage_configuration} is required.'],
  [
    { calling: { status: 'enabled' }, user_identity_change: { enabled: true } },
    'Only one feature setting can be specified per request.',
  ],
  [{ calling: { mood: 'good' } }, "The parameter calling['status'] is required."],
  [{ calling: { video: { status: 'enabled', more: [[[[[[]]]]]] } } }, 'Param calling is nested too deeply.'],
  [{ calling: 'on' }, 'Param calling must be a JSON object.'],
  [{ calling: {} }, "The parameter calling['status'] is required."],
  [{ calling: { status: 'on' } }, `Param calling['status'] must be one of {ENABLED, DISABLED} - got "on".`],
  [{ calling: { sip: { servers: [] } } }, "The parameter calling['sip']['status'] is required."],
  [{ user_identity_change: {} }, "The parameter user_identity_change['enabled'] is required."],
  [{ payload_encryption: {} }, "The parameter payload_encryption['status'] is required."],
  [
    { payload_encryption: { status: 'enabled' } },
    "The parameter payload_encryption['client_encryption_key'] is required.",
  ],
  [
    { payload_encryption: { status: 'enabled', client_encryption_key: 'bm8ga2V5' } },
    "Param payload_encryption['client_encryption_key'] is not a valid public key.",
  ],
  [{ storage_configuration: {} }, "The parameter storage_configuration['enabled'] is required."],
  [{ storage_configuration: { enabled: true } }, "The parameter storage_configuration['region'] is required."],
])('%j is refused', async (body, words) => {
  const before = await read();
  const { status, json } = await set(body);
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { message: `(#100) ${words}`, code: 100 } });
  expect(await read()).toEqual(before);
});

test('what include_sip_credentials says must be a boolean', async () => {
  expect((await graph.call(`${SETTINGS}?include_sip_credentials=many`, { method: 'GET' })).status).toBe(400);
});
