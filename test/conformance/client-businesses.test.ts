/** Clients of a business, over HTTP: who they are, and MM Lite for them. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { APP, BUSINESS, CLIENT, CLIENT_WABA, callsOf, PARTNER_APP, refused, SOLUTION } from './business-calls.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
const { get, post, reset } = callsOf(() => graph);
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(reset);
afterAll(() => graph.close());

const onboard = (business: string, query = '') => post(`${business}/onboard_partners_to_mm_lite${query}`);

test('an app’s clients are the businesses that share an account with its own', async () => {
  expect((await get(`${APP}/connected_client_businesses`)).json).toMatchObject({
    data: [{ name: 'Waproof Client', verification_status: 'UNVERIFIED', business_status: 'ACTIVE', id: CLIENT }],
  });
  expect((await get(`${PARTNER_APP}/connected_client_businesses`)).json).toEqual({ data: [] });
  expect(await get(`${APP}/connected_client_businesses?limit=many`)).toMatchObject(refused('Param limit must be'));
});

test('a client is taken on for MM Lite once, and its accounts say so', async () => {
  const field = 'marketing_messages_lite_api_status';
  expect((await get(`${CLIENT_WABA}?fields=${field}`)).json).toMatchObject({ [field]: 'ELIGIBLE' });
  const first = await onboard(CLIENT);
  expect(first.json).toEqual({ request_id: expect.any(String) });
  expect((await onboard(CLIENT)).json).toEqual(first.json);
  expect((await onboard(BUSINESS)).json).not.toEqual(first.json);
  expect((await get(`${CLIENT_WABA}?fields=${field}`)).json).toMatchObject({ [field]: 'ONBOARDED' });
});

test('with a solution, the client’s accounts in it get a mobility intent', async () => {
  expect((await onboard(CLIENT, `?solution_id=${SOLUTION}`)).status).toBe(200);
  expect((await get(`${CLIENT_WABA}/obo_mobility_intent`)).json).toMatchObject({
    data: [{ waba: { id: CLIENT_WABA }, solution: { id: SOLUTION } }],
  });
});

test.each([
  ['?solution_id=mine', 'Param solution_id must be a valid numeric string.'],
  ['?solution_id=42', 'WhatsApp Business Solution not found or not accessible'],
])('%s is refused', async (query, words) => {
  expect(await onboard(CLIENT, query)).toMatchObject(refused(words));
});
