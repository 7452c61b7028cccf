/** The application for the badge of an Official Business Account, over HTTP. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const NUMBER = '/v23.0/100000000000001';
const OBA = `${NUMBER}/official_business_account`;
const act = async (action: string, business_name?: string) =>
  graph.call(OBA, { body: { action, ...(business_name !== undefined && { application_data: { business_name } }) } });
const status = async () => ((await graph.call(OBA, { method: 'GET' })).json as { oba_status: string }).oba_status;
const hasBadge = async () =>
  ((await graph.call(`${NUMBER}?fields=is_official_business_account`, { method: 'GET' })).json as object) ?? {};
const wordsOf = ({ json }: { json: unknown }) => (json as { error?: { message: string } }).error?.message;

test('an application waits for its review and can be withdrawn', async () => {
  expect((await graph.call(OBA, { method: 'GET' })).json).toEqual({
    oba_status: 'CANCELLED',
    status_message: 'No Official Business Account application has been submitted',
    id: '100000000000001',
  });
  expect((await act('SUBMIT_APPLICATION', 'Lotus Tea')).json).toEqual({
    success: true,
    message: 'Official Business Account application submitted successfully',
    updated_status: {
      oba_status: 'PENDING',
      status_message: 'Your Official Business Account application is under review',
      id: '100000000000001',
    },
    tracking_id: 'oba_req_100000000000001_1',
  });
  expect(wordsOf(await act('SUBMIT_APPLICATION', 'Lotus Tea'))).toBe(
    '(#100) Cannot submit application: An active application already exists',
  );
  expect((await act('withdraw_application')).json).toMatchObject({ tracking_id: 'oba_req_100000000000001_2' });
  expect(await status()).toBe('CANCELLED');
});

test('a rejected application is handed in again, and an approved one gives the badge', async () => {
  await act('SUBMIT_APPLICATION', 'Rejected Tea');
  expect(await status()).toBe('REJECTED');
  expect(await hasBadge()).toMatchObject({ is_official_business_account: false });
  await act('RESUBMIT_APPLICATION', 'Approved Tea');
  expect(await status()).toBe('APPROVED');
  expect(await hasBadge()).toMatchObject({ is_official_business_account: true });
});

test.each([
  ['WITHDRAW_APPLICATION', undefined, 'Cannot withdraw application: No pending application found'],
  ['RESUBMIT_APPLICATION', 'Tea', 'Cannot resubmit application: No rejected application found'],
  [
    'SUBMIT_APPLICATION',
    undefined,
    'Missing required application data: business_name is required for SUBMIT_APPLICATION',
  ],
  [
    'DANCE',
    undefined,
    'Param action must be one of {SUBMIT_APPLICATION, WITHDRAW_APPLICATION, RESUBMIT_APPLICATION} - got "DANCE".',
  ],
  ['', undefined, 'The parameter action is required.'],
])('%s of %s is refused', async (action, name, words) => {
  const answer = await act(action, name);
  expect(answer.status).toBe(400);
  expect(wordsOf(answer)).toBe(`(#100) ${words}`);
});
