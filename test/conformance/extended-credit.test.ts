/** Lines of credit over HTTP: shared, attached to an account, revoked. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BUSINESS, CLIENT, CLIENT_WABA, CREDIT, callsOf, refused, WABA } from './business-calls.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
const { get, post, remove, reset } = callsOf(() => graph);
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(reset);
afterAll(() => graph.close());

const fundingOf = async (waba: string) => (await get(`${waba}?fields=primary_funding_id,currency`)).json;

test('a business has its line of credit', async () => {
  expect((await get(`${BUSINESS}/extendedcredits?fields=id,legal_entity_name`)).json).toMatchObject({
    data: [{ legal_entity_name: 'Waproof Business', id: CREDIT }],
  });
  expect((await get(`${CLIENT}/extendedcredits`)).json).toEqual({ data: [] });
  expect((await get(`${CREDIT}?fields=max_balance`)).json).toMatchObject({
    max_balance: { amount: '10000.00', currency: 'USD' },
  });
});

test('shared and attached, it pays for the account; revoked, it does no more', async () => {
  const { json } = await post(`${CREDIT}/whatsapp_credit_sharing_and_attach?waba_currency=EUR&waba_id=${CLIENT_WABA}`);
  expect(json).toEqual({ allocation_config_id: expect.any(String), waba_id: CLIENT_WABA });
  const id = String(json.allocation_config_id);
  const { receiving_credential: credential } = (await get(`${id}?fields=receiving_credential`)).json;
  expect(await fundingOf(CLIENT_WABA)).toEqual({
    primary_funding_id: (credential as { id: string }).id,
    currency: 'EUR',
    id: CLIENT_WABA,
  });
  expect((await get(id)).json).toEqual({ receiving_business: { name: 'Waproof Client', id: CLIENT }, id });
  expect((await get(`${CREDIT}/owning_credit_allocation_configs?receiving_business_id=${CLIENT}`)).json).toMatchObject({
    data: [{ id }],
  });
  expect((await get(`${CREDIT}/owning_credit_allocation_configs?receiving_business_id=42`)).json).toEqual({ data: [] });

  expect((await remove(id)).json).toEqual({ success: true });
  expect((await get(id)).json).toMatchObject({ request_status: 'DELETED' });
  expect((await get(`${CREDIT}/owning_credit_allocation_configs`)).json).toEqual({ data: [] });
  expect(await fundingOf(CLIENT_WABA)).toEqual({ currency: 'EUR', id: CLIENT_WABA });
  expect(await remove(id)).toMatchObject(refused('revoked already'));
  expect((await get(`${CLIENT_WABA}/activities`)).json.data).toHaveLength(2);
});

test('sharing first and attaching then comes to the same', async () => {
  const attach = () => post(`${CREDIT}/whatsapp_credit_attach?waba_currency=USD&waba_id=${CLIENT_WABA}`);
  expect(await attach()).toMatchObject(refused('is not shared with the owner'));
  const share = () => post(`${CREDIT}/whatsapp_credit_sharing?receiving_business_id=${CLIENT}`);
  const shared = await share();
  expect(shared.json).toEqual({ success: true, allocation_config_id: expect.any(String) });
  expect((await share()).json).toEqual(shared.json);
  expect((await attach()).json).toEqual({ success: true, waba_id: CLIENT_WABA });
  expect(await fundingOf(CLIENT_WABA)).toHaveProperty('primary_funding_id');
});

test('a line that is attached stays attached', async () => {
  const attach = () => post(`${CREDIT}/whatsapp_credit_sharing_and_attach?waba_currency=USD&waba_id=${WABA}`);
  expect((await attach()).status).toBe(200);
  expect(await attach()).toMatchObject(refused('is attached to this WhatsApp Business Account already'));
});

test.each([
  ['whatsapp_credit_sharing_and_attach', {}, 'The parameter waba_currency is required.'],
  ['whatsapp_credit_sharing_and_attach', { waba_currency: 'USD' }, 'The parameter waba_id is required.'],
  ['whatsapp_credit_sharing_and_attach', { waba_currency: 'CHF', waba_id: WABA }, 'Param waba_currency must be one of'],
  [
    'whatsapp_credit_sharing_and_attach',
    { waba_currency: 'USD', waba_id: '42' },
    'Invalid parameter value for waba_id',
  ],
  ['whatsapp_credit_attach', { waba_currency: 'USD', waba_id: '42' }, 'Invalid parameter value for waba_id'],
  ['whatsapp_credit_sharing', {}, 'The parameter receiving_business_id is required.'],
  ['whatsapp_credit_sharing', { receiving_business_id: '42' }, 'Invalid parameter value for receiving_business_id'],
])('%s of %j is refused', async (edge, body, words) => {
  expect(await post(`${CREDIT}/${edge}`, body)).toMatchObject(refused(words));
});
