/** Numbers that are verified ahead of time, over HTTP. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BUSINESS, CLIENT, callsOf, PREVERIFIED, refused } from './business-calls.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
const { get, post, remove, reset } = callsOf(() => graph);
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(reset);
afterAll(() => graph.close());

async function added(phone_number = '+44 20 7946 0100'): Promise<string> {
  const { json } = await post(`${BUSINESS}/add_phone_numbers`, { phone_number });
  return String(json.id);
}

const ask = { code_method: 'SMS', language: 'en_US' };

test('a number is added, verified by its code, and shared', async () => {
  const id = await added();
  expect((await get(id)).json).toEqual({
    country_prefix: 44,
    display_phone_number: '+442079460100',
    is_input_id_valid: true,
    id,
  });
  expect((await get(`${id}?fields=verification_status,availability_status,country_code`)).json).toEqual({
    verification_status: 'PENDING',
    availability_status: 'UNAVAILABLE',
    country_code: 'GB',
    id,
  });
  const share = { preverified_id: id, partner_business_id: CLIENT };
  expect(await post(`${BUSINESS}/share_preverified_numbers`, share)).toMatchObject(refused('not in a shareable state'));
  expect((await post(`${id}/request_code`, ask)).json).toEqual({ success: true });
  expect((await post(`${id}/verify_code`, { code: '123456' })).json).toEqual({ success: true, id });
  expect((await get(`${id}?fields=verification_status`)).json).toMatchObject({ verification_status: 'VERIFIED' });
  expect((await post(`${BUSINESS}/share_preverified_numbers`, share)).json).toEqual({ success: true });
  expect((await get(`${id}/partners`)).json).toMatchObject({ data: [{ name: 'Waproof Client', id: CLIENT }] });
  expect((await get(`${CLIENT}/preverified_numbers`)).json).toMatchObject({ data: [{ id }] });
  expect(await post(`${BUSINESS}/share_preverified_numbers`, share)).toMatchObject(refused('already shared'));
  expect((await remove(`${BUSINESS}/share_preverified_numbers`, share)).json).toEqual({ success: true });
  expect((await get(`${id}/partners`)).json).toEqual({ data: [] });
  expect(await remove(`${BUSINESS}/share_preverified_numbers`, share)).toMatchObject(refused('is not shared'));
});

test.each([
  ['', 2],
  ['?verification_status=VERIFIED', 1],
  ['?verification_status=PENDING&country_code=GB', 1],
  ['?country_code=US', 1],
  ['?availability_status=IN_USE', 0],
  ['?limit=1', 1],
])('the list %s holds %i', async (query, count) => {
  await added();
  const { status, json } = await get(`${BUSINESS}/preverified_numbers${query}`);
  expect(status).toBe(200);
  expect(json.data).toHaveLength(count);
});

test('the link to the next page keeps the filter', async () => {
  await added();
  await added('+44 20 7946 0101');
  const { json } = await get(`${BUSINESS}/preverified_numbers?country_code=GB&limit=1`);
  expect((json.paging as { next: string }).next).toContain('country_code=GB');
});

test.each([
  ['?verification_status=LOST', 'Param verification_status must be one of'],
  ['?availability_status=LOST', 'Param availability_status must be one of'],
  ['?country_code=usa', 'Param country_code must be a two-letter country code.'],
  ['?limit=many', 'Param limit must be'],
])('the list %s is refused', async (query, words) => {
  expect(await get(`${BUSINESS}/preverified_numbers${query}`)).toMatchObject(refused(words));
});

test.each([['12'], ['+1 (555) CALL-ME'], ['+0123456789'], ['']])('the number "%s" is refused', async (phone_number) => {
  const { status, json } = await post(`${BUSINESS}/add_phone_numbers`, { phone_number });
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { code: 100 } });
});

test('a number that is there already is refused, also when somebody uses it', async () => {
  const again = { status: 400, json: { error: { code: 100, error_subcode: 2388012 } } };
  await added();
  expect(await post(`${BUSINESS}/add_phone_numbers`, { phone_number: '442079460100' })).toMatchObject(again);
  expect(await post(`${BUSINESS}/add_phone_numbers`, { phone_number: '+1 555 010 0001' })).toMatchObject(again);
});

test.each([
  ['request_code', {}, 'The parameter code_method is required.'],
  ['request_code', { code_method: 'PIGEON', language: 'en_US' }, 'Param code_method must be one of {SMS, VOICE}'],
  ['request_code', { code_method: 'SMS', language: 'English' }, 'Param language must be a valid locale identifier.'],
  ['verify_code', {}, 'The parameter code is required.'],
  ['verify_code', { code: 'abc' }, 'Param code must be a six-digit code.'],
  ['verify_code', { code: '123456' }, 'The verification code is invalid'],
])('%s of %j is refused', async (edge, body, words) => {
  const id = await added();
  expect(await post(`${id}/${edge}`, body)).toMatchObject(refused(words));
});

test('a wrong code is refused with words for a person', async () => {
  const id = await added();
  await post(`${id}/request_code`, ask);
  const { json } = await post(`${id}/verify_code`, { code: '654321' });
  expect(json).toMatchObject({ error: { code: 100, error_user_title: 'Invalid Code' } });
});

test('codes can be asked for ten times', async () => {
  const id = await added();
  for (let time = 0; time < 10; time++) expect((await post(`${id}/request_code`, ask)).status).toBe(200);
  expect(await post(`${id}/request_code`, ask)).toMatchObject({ status: 400, json: { error: { code: 613 } } });
});

test('a verified number needs no code', async () => {
  expect(await post(`${PREVERIFIED}/request_code`, ask)).toMatchObject(refused('already been verified'));
  expect(await post(`${PREVERIFIED}/verify_code`, { code: '123456' })).toMatchObject(refused('already verified'));
});

test('a deleted number is gone', async () => {
  expect((await remove(PREVERIFIED)).json).toEqual({ success: true });
  expect(await get(PREVERIFIED)).toMatchObject({ status: 400, json: { error: { code: 100, error_subcode: 33 } } });
});

test.each([
  [{ partner_business_id: CLIENT }, 'The parameter preverified_id is required.'],
  [{ preverified_id: '42', partner_business_id: CLIENT }, 'Invalid preverified_id'],
  [{ preverified_id: PREVERIFIED, partner_business_id: '42' }, 'Invalid partner_business_id'],
  [{ preverified_id: PREVERIFIED, partner_business_id: BUSINESS }, 'Business relationship does not allow'],
])('sharing %j is refused', async (body, words) => {
  expect(await post(`${BUSINESS}/share_preverified_numbers`, body)).toMatchObject(refused(words));
});
