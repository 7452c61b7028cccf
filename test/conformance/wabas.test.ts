/** WhatsApp Business Accounts over HTTP: read, changed, listed by business. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BUSINESS, CLIENT, CLIENT_WABA, callsOf, refused, WABA } from './business-calls.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
const { get, post, reset } = callsOf(() => graph);
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(reset);
afterAll(() => graph.close());

test('an account is changed and read back', async () => {
  const changes = { name: 'Renamed', timezone_id: '57', disable_marketing_messages_on_cloud_api: true };
  expect((await post(WABA, changes)).json).toEqual({ success: true });
  expect((await get(`${WABA}?fields=${Object.keys(changes).join(',')}`)).json).toEqual({ ...changes, id: WABA });
});

test('insights are turned on for good, and the answer is the id as a number', async () => {
  expect((await post(`${WABA}?is_enabled_for_insights=true`)).json).toEqual({ id: 200000000000001 });
  expect((await get(`${WABA}?fields=is_enabled_for_insights`)).json).toMatchObject({ is_enabled_for_insights: true });
  expect(await post(WABA, { is_enabled_for_insights: false })).toMatchObject({
    status: 400,
    json: { error: { code: 200006 } },
  });
});

test.each([
  [{ name: 'x'.repeat(101) }, 'Param name must be at most 100 characters long.'],
  [{ name: '' }, 'Param name must be at least 1 characters long.'],
  [{ timezone_id: 'Europe/Madrid' }, 'Param timezone_id must be the id of a timezone.'],
  [{ is_enabled_for_insights: 'perhaps' }, 'Param is_enabled_for_insights must be a boolean.'],
  [{ disable_marketing_messages_on_cloud_api: 7 }, 'must be a boolean'],
])('a change of %j is refused', async (body, words) => {
  expect(await post(WABA, body)).toMatchObject(refused(words));
});

test('health is told entity by entity, and an unverified business limits its account', async () => {
  expect((await get(`${WABA}?fields=health_status,status,ownership_type`)).json).toEqual({
    health_status: {
      can_send_message: 'AVAILABLE',
      entities: [
        { entity_type: 'WABA', id: WABA, can_send_message: 'AVAILABLE' },
        { entity_type: 'BUSINESS', id: BUSINESS, can_send_message: 'AVAILABLE' },
        { entity_type: 'APP', id: '300000000000001', can_send_message: 'AVAILABLE' },
      ],
    },
    status: 'ACTIVE',
    ownership_type: 'SELF',
    id: WABA,
  });
  expect((await get(`${CLIENT_WABA}?fields=health_status,ownership_type`)).json).toMatchObject({
    health_status: {
      can_send_message: 'LIMITED',
      entities: [{}, { entity_type: 'BUSINESS', id: CLIENT, errors: [{ error_code: 141010 }] }, {}],
    },
    ownership_type: 'CLIENT_OWNED',
  });
});

test('the health of a number names what it belongs to, and why it cannot send', async () => {
  const NUMBER = '100000000000001';
  const read = async () => (await get(`${NUMBER}?fields=health_status`)).json.health_status;
  expect(await read()).toMatchObject({
    can_send_message: 'AVAILABLE',
    entities: [{ entity_type: 'PHONE_NUMBER', id: NUMBER }, { entity_type: 'WABA', id: WABA }, {}, {}],
  });
  await post(`${NUMBER}/deregister`);
  expect(await read()).toMatchObject({
    can_send_message: 'BLOCKED',
    entities: [{ can_send_message: 'BLOCKED', errors: [{ error_code: 141000 }] }, {}, {}, {}],
  });
});

test.each([
  [`${BUSINESS}/owned_whatsapp_business_accounts`, [WABA]],
  [`${CLIENT}/owned_whatsapp_business_accounts`, [CLIENT_WABA]],
  [`${BUSINESS}/client_whatsapp_business_accounts`, [CLIENT_WABA]],
  [`${CLIENT}/client_whatsapp_business_accounts`, []],
  [`${BUSINESS}/owned_whatsapp_business_accounts?find=${WABA}`, [WABA]],
  [`${BUSINESS}/owned_whatsapp_business_accounts?find=42`, []],
  [`${BUSINESS}/owned_whatsapp_business_accounts?business_type=ENTERPRISE,SMB`, [WABA]],
  [`${BUSINESS}/owned_whatsapp_business_accounts?business_type=["SMB"]`, []],
  [`${BUSINESS}/client_whatsapp_business_accounts?business_type=PREMIUM`, []],
])('%s lists %j', async (path, expected) => {
  const { status, json } = await get(path);
  expect(status).toBe(200);
  expect((json.data as { id: string }[]).map(({ id }) => id)).toEqual(expected);
});

test.each([
  ['owned_whatsapp_business_accounts?first=many', 'Param first must be a number.'],
  ['owned_whatsapp_business_accounts?last=0', 'Param limit must be'],
  ['owned_whatsapp_business_accounts?find=mine', 'Param find must be a valid numeric string.'],
  ['owned_whatsapp_business_accounts?business_type=PREMIUM', 'Param business_type must be one of {ENTERPRISE, SMB}'],
  ['owned_whatsapp_business_accounts?business_type=[{"toString":1}]', 'Param business_type must be one of'],
  ['client_whatsapp_business_accounts?business_type=SMB', 'Param business_type must be one of'],
  ['client_whatsapp_business_accounts?limit=many', 'Param limit must be'],
])('%s is refused', async (edge, words) => {
  expect(await get(`${BUSINESS}/${edge}`)).toMatchObject(refused(words));
});
