/** The token of a solution, over HTTP: what it opens and what it does not. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BUSINESS, CLIENT, callsOf, refused, SOLUTION } from './business-calls.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
const { get, post, reset } = callsOf(() => graph);
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(reset);
afterAll(() => graph.close());

test('a token for one client’s accounts is given, and is good for 60 days', async () => {
  const { status, json } = await get(`${SOLUTION}/access_token?business_id=${CLIENT}`);
  expect(status).toBe(200);
  const { access_token: token, expires_at: expiresAt } = json;
  const { json: debugged } = await get(`debug_token?input_token=${token}`);
  expect(debugged).toMatchObject({
    data: {
      is_valid: true,
      expires_at: expiresAt,
      granular_scopes: expect.arrayContaining([
        { scope: 'whatsapp_business_management', target_ids: ['210000000000001'] },
      ]),
    },
  });
  const headers = { authorization: `Bearer ${token}` };
  expect((await graph.call('/v23.0/210000000000001', { method: 'GET', headers })).status).toBe(200);
});

test.each([
  ['', 'The parameter business_id is required.'],
  ['?business_id=mine', 'Param business_id must be a valid numeric string.'],
  ['?business_id=42', 'has shared no WhatsApp Business Account'],
])('%s is refused', async (query, words) => {
  expect(await get(`${SOLUTION}/access_token${query}`)).toMatchObject(refused(words));
});

test('a solution that has ended gives no tokens', async () => {
  await post(`${SOLUTION}/send_deactivation_request`);
  expect((await get(`${SOLUTION}/access_token?business_id=${BUSINESS}`)).status).toBe(200);
  await post(`${SOLUTION}/accept_deactivation_request`);
  expect(await get(`${SOLUTION}/access_token?business_id=${BUSINESS}`)).toMatchObject(refused('Solution must be in'));
});
