/** The log of an account’s changes, over HTTP. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CREDIT, callsOf, refused, WABA } from './business-calls.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
const { get, post, remove, reset } = callsOf(() => graph);
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(reset);
afterAll(() => graph.close());

test('what was changed is told, the newest first, with who did it', async () => {
  expect((await get(`${WABA}/activities`)).json).toEqual({ data: [] });
  await post(WABA, { name: 'Renamed' });
  await post(`${CREDIT}/whatsapp_credit_sharing_and_attach`, { waba_currency: 'USD', waba_id: WABA });
  expect((await get(`${WABA}/activities`)).json.data).toEqual([
    { activity_type: 'BILLING_UPDATED', timestamp: expect.any(String), actor_type: 'API', id: expect.any(String) },
    { activity_type: 'ACCOUNT_UPDATED', timestamp: expect.any(String), actor_type: 'API', id: expect.any(String) },
  ]);
  const { json } = await get(`${WABA}/activities?fields=actor_id,actor_name,details&activity_type=ACCOUNT_UPDATED`);
  expect(json.data).toMatchObject([
    { actor_id: '600000000000001', actor_name: 'Waproof System User', details: { name: 'Renamed' } },
  ]);
});

const template = {
  name: 'parcel',
  language: 'en_US',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'Your parcel is on its way.' }],
};

test('what other resources change in an account is told too', async () => {
  const { json } = await post(`${WABA}/message_templates`, template);
  await post(String(json.id), { message_send_ttl_seconds: 600 });
  await remove(`${WABA}/message_templates?name=parcel`);
  await post(`${WABA}/assigned_users`, { user: '600000000000001', tasks: ['MANAGE'] });
  await post(`${WABA}/subscribed_apps`);
  await post(`${WABA}/phone_numbers`, { cc: '1', phone_number: '5550100055', verified_name: 'Second' });
  const { json: log } = await get(`${WABA}/activities?fields=activity_type,details`);
  expect(log.data).toMatchObject([
    { activity_type: 'PHONE_NUMBER_ADDED', details: { cc: '1', phone_number: '5550100055' } },
    { activity_type: 'WEBHOOK_CONFIGURED', details: {} },
    { activity_type: 'USER_ADDED', details: { user: '600000000000001' } },
    { activity_type: 'TEMPLATE_DELETED', details: { name: 'parcel' } },
    { activity_type: 'TEMPLATE_UPDATED' },
    { activity_type: 'TEMPLATE_CREATED', details: { name: 'parcel', language: 'en_US', category: 'UTILITY' } },
  ]);
});

test('a call that is refused leaves no trace', async () => {
  await post(WABA, { name: '' });
  await post(WABA, { timezone_id: 'here' });
  await post(WABA, {});
  await post(`${WABA}/message_templates`, { ...template, language: undefined });
  await remove(`${WABA}/message_templates?name=nothing`);
  expect((await get(`${WABA}/activities`)).json).toEqual({ data: [] });
});

test.each([
  ['since=2026-11-22', 1],
  ['since=2026-11-23T00:00:00Z', 0],
  ['until=1700000000', 0],
  ['since=1700000000&until=2027-01-01', 1],
  ['activity_type=USER_ADDED,account_updated', 1],
  ['activity_type=USER_ADDED', 0],
])('%s finds %i', async (query, count) => {
  await post(WABA, { name: 'Renamed' });
  expect((await get(`${WABA}/activities?${query}`)).json.data).toHaveLength(count);
});

test.each([
  ['since=yesterday', 'Param since must be a Unix timestamp or a date in ISO 8601.'],
  ['until=tomorrow', 'Param until must be a Unix timestamp or a date in ISO 8601.'],
  ['activity_type=SLEPT', 'Param activity_type must be one of'],
])('%s is refused', async (query, words) => {
  expect(await get(`${WABA}/activities?${query}`)).toMatchObject(refused(words));
});
