/** Partner-led business verification over HTTP. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BUSINESS, CLIENT, CLIENT_WABA, callsOf, refused } from './business-calls.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
const { get, post, reset } = callsOf(() => graph);
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(reset);
afterAll(() => graph.close());

const SUBMIT = `${BUSINESS}/self_certify_whatsapp_business`;
const SUBMISSIONS = `${BUSINESS}/self_certified_whatsapp_business_submissions`;
const request = { end_business_id: CLIENT, business_documents: ['bank-statement.pdf'], business_vertical: 'RETAIL' };

test('a client is submitted, listed and verified', async () => {
  expect((await get(`${CLIENT}?fields=verification_status`)).json).toMatchObject({
    verification_status: 'not_verified',
  });
  expect((await post(SUBMIT, request)).json).toEqual({
    success: true,
    message: 'Your request has been received and will be reviewed shortly.',
    verification_attempts: 1,
  });
  expect((await get(`${SUBMISSIONS}?end_business_id=${CLIENT}`)).json.data).toEqual([
    {
      verification_status: 'APPROVED',
      submitted_time: expect.stringMatching(/^2026-11-22T.*\+0000$/),
      update_time: expect.any(String),
      client_business_id: CLIENT,
      submitted_info: { business_vertical: 'RETAIL' },
      id: expect.any(String),
    },
  ]);
  expect((await get(`${SUBMISSIONS}?end_business_id=42`)).json).toEqual({ data: [] });
  expect((await get(`${CLIENT}?fields=verification_status`)).json).toMatchObject({ verification_status: 'verified' });
  expect((await get(`${CLIENT_WABA}?fields=business_verification_status,health_status`)).json).toMatchObject({
    business_verification_status: 'verified',
    health_status: { can_send_message: 'AVAILABLE' },
  });
});

test('documents come as files of a form', async () => {
  const form = new FormData();
  form.set('end_business_id', CLIENT);
  form.set('business_documents[]', new Blob(['%PDF-1.7'], { type: 'application/pdf' }), 'statement.pdf');
  const response = await fetch(`${graph.url}/v23.0/${SUBMIT}`, {
    method: 'POST',
    headers: { authorization: 'Bearer EAAwaproof' },
    body: form,
  });
  expect(await response.json()).toMatchObject({ success: true, verification_attempts: 1 });
});

test('a client is submitted three times at most', async () => {
  for (const attempts of [1, 2, 3])
    expect((await post(SUBMIT, request)).json).toMatchObject({ verification_attempts: attempts });
  expect(await post(SUBMIT, request)).toMatchObject(refused('at most 3 times'));
});

test.each([
  [{ ...request, end_business_id: undefined }, 'The parameter end_business_id is required.'],
  [{ ...request, end_business_id: '42' }, 'Invalid parameter value for end_business_id'],
  [{ ...request, end_business_id: BUSINESS }, 'Invalid parameter value for end_business_id'],
  [{ ...request, business_documents: undefined }, 'The parameter business_documents is required.'],
  [{ ...request, business_documents: ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf'] }, 'at most 3 elements'],
  [{ ...request, business_documents: ['notes.txt'] }, 'files of type PDF'],
  [{ ...request, business_documents: [{}] }, 'files of type PDF'],
])('%j is refused', async (body, words) => {
  expect(await post(SUBMIT, body)).toMatchObject(refused(words));
});
