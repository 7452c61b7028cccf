/** Multi-Partner Solutions over HTTP: made, listed, and led through their states. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { APP, callsOf, PARTNER_APP, refused, SOLUTION } from './business-calls.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
const { get, post, reset } = callsOf(() => graph);
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(reset);
afterAll(() => graph.close());

const offer = {
  solution_name: 'Chat for shops',
  partner_app_id: PARTNER_APP,
  owner_permissions: ['MESSAGING'],
  partner_permissions: [],
};

async function offered(): Promise<string> {
  const { status, json } = await post(`${APP}/whatsapp_business_solution`, offer);
  expect(status).toBe(200);
  return String(json.solution_id);
}

test('a solution is offered, and waits for its partner', async () => {
  const id = await offered();
  expect((await get(id)).json).toEqual({
    name: 'Chat for shops',
    status: 'INITIATED',
    status_for_pending_request: 'PENDING_ACTIVATION',
    id,
  });
  expect((await get(`${id}?fields=owner_app,owner_permissions`)).json).toEqual({
    owner_app: { id: APP, name: 'Waproof App' },
    owner_permissions: ['MESSAGING'],
    id,
  });
});

test('an app lists the solutions that it owns and those that it is a partner of', async () => {
  const id = await offered();
  const idsOf = async (path: string) => ((await get(path)).json.data as { id: string }[]).map((it) => it.id);
  expect(await idsOf(`${APP}/whatsapp_business_solutions`)).toEqual([SOLUTION, id]);
  expect(await idsOf(`${APP}/whatsapp_business_solutions?role=PARTNER`)).toEqual([]);
  expect(await idsOf(`${PARTNER_APP}/whatsapp_business_solutions?role=PARTNER`)).toEqual([SOLUTION, id]);
  expect(await idsOf(`${PARTNER_APP}/whatsapp_business_solutions?role=OWNER`)).toEqual([]);
});

test('accepted, it is active; asked and agreed, it ends', async () => {
  const id = await offered();
  expect((await post(`${id}/accept`, { partner_app_id: PARTNER_APP })).json).toMatchObject({
    solution_id: id,
    partner_status: 'ACCEPTED',
    success: true,
  });
  expect((await get(id)).json).toMatchObject({ status: 'ACTIVE', status_for_pending_request: 'NONE' });
  expect((await post(`${id}/send_deactivation_request`)).json).toMatchObject({ success: true });
  expect((await get(id)).json).toMatchObject({ status: 'ACTIVE', status_for_pending_request: 'PENDING_DEACTIVATION' });
  const kept = await post(`${id}/reject_deactivation_request?fields=status_for_pending_request`, {
    reject_deactivation_request: true,
  });
  expect(kept.json).toEqual({ status_for_pending_request: 'NONE', id });
  await post(`${id}/send_deactivation_request`, { reason: 'moving on' });
  expect((await post(`${id}/accept_deactivation_request`)).json).toEqual({
    name: 'Chat for shops',
    status: 'DEACTIVATED',
    status_for_pending_request: 'NONE',
    id,
  });
});

test('rejected, it is rejected for good', async () => {
  const id = await offered();
  const wish = { request_type: 'PARTNERSHIP_REQUEST', partner_app_id: PARTNER_APP };
  expect((await post(`${id}/reject`, wish)).json).toMatchObject({
    success: true,
    solution_id: id,
    rejected_request_type: 'PARTNERSHIP_REQUEST',
    partner_app_id: PARTNER_APP,
  });
  expect((await get(id)).json).toMatchObject({ status: 'REJECTED' });
  expect(await post(`${id}/reject`, wish)).toMatchObject(refused('has already been processed'));
  expect(await post(`${id}/accept`, { partner_app_id: PARTNER_APP })).toMatchObject(refused('INITIATED status'));
});

test('a wish to deactivate can be rejected through either call', async () => {
  await post(`${SOLUTION}/send_deactivation_request`);
  const { json } = await post(`${SOLUTION}/reject`, { request_type: 'DEACTIVATION_REQUEST' });
  expect(json).toMatchObject({ success: true, rejected_request_type: 'DEACTIVATION_REQUEST' });
  expect((await get(SOLUTION)).json).toMatchObject({ status: 'ACTIVE', status_for_pending_request: 'NONE' });
});

test.each([
  [{ ...offer, solution_name: 'x' }, 'Param solution_name must be at least 2 characters long.'],
  [{ ...offer, solution_name: 'x'.repeat(76) }, 'Param solution_name must be at most 75 characters long.'],
  [{ ...offer, solution_name: undefined }, 'The parameter solution_name is required.'],
  [{ ...offer, partner_app_id: '42' }, 'Invalid parameter value for partner_app_id'],
  [{ ...offer, partner_app_id: APP }, 'Invalid parameter value for partner_app_id'],
  [{ ...offer, partner_app_id: 'mine' }, 'Param partner_app_id must be a valid numeric string.'],
  [{ ...offer, partner_permissions: ['MESSAGING'] }, 'Invalid Permissions for either of the partners'],
  [{ ...offer, owner_permissions: [] }, 'Invalid Permissions for either of the partners'],
  [{ ...offer, owner_permissions: ['SHOUTING'] }, 'Param owner_permissions[0] must be one of {MESSAGING}'],
])('an offer of %j is refused', async (body, words) => {
  expect(await post(`${APP}/whatsapp_business_solution`, body)).toMatchObject(refused(words));
});

test.each([
  ['accept', { partner_app_id: PARTNER_APP }, 'Solution must be in INITIATED status'],
  ['accept', { partner_app_id: APP }, 'Invalid parameter value for partner_app_id'],
  ['accept', {}, 'The parameter partner_app_id is required.'],
  ['reject', { request_type: 'PARTNERSHIP_REQUEST' }, 'partner_app_id is required when rejecting'],
  ['reject', { request_type: 'DEACTIVATION_REQUEST' }, 'No pending deactivation request found'],
  ['reject', { request_type: 'EVERYTHING' }, 'Param request_type must be one of'],
  ['accept_deactivation_request', {}, 'No pending deactivation request found'],
  ['reject_deactivation_request', { reject_deactivation_request: true }, 'No pending deactivation request found'],
  ['reject_deactivation_request', { reject_deactivation_request: false }, 'must be true'],
  ['reject_deactivation_request', {}, 'The parameter reject_deactivation_request is required.'],
])('an active solution refuses %s of %j', async (step, body, words) => {
  expect(await post(`${SOLUTION}/${step}`, body)).toMatchObject(refused(words));
});

test('a second wish to deactivate is refused while the first one waits', async () => {
  await post(`${SOLUTION}/send_deactivation_request`);
  expect(await post(`${SOLUTION}/send_deactivation_request`)).toMatchObject(refused('already pending'));
  expect(await post(`${SOLUTION}/accept_deactivation_request?fields=colour`)).toMatchObject(
    refused('nonexisting field (colour)'),
  );
  expect((await get(SOLUTION)).json).toMatchObject({ status: 'ACTIVE' });
});
