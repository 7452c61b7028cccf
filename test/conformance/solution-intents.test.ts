/** What is intended with accounts of solutions, over HTTP: migration and hand-over. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { APP, BUSINESS, CLIENT, CLIENT_WABA, callsOf, PARTNER_APP, refused, SOLUTION, WABA } from './business-calls.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
const { get, post, reset } = callsOf(() => graph);
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(reset);
afterAll(() => graph.close());

const MIGRATE = `${WABA}/set_solution_migration_intent`;
const MOVE = `${WABA}/obo_mobility_intent`;
/** The mock's wall stands in November 2026. */
const LATER = '2027-01-01T10:00:00Z';

async function otherSolution(): Promise<string> {
  const { json } = await post(`${APP}/whatsapp_business_solution`, {
    solution_name: 'Another',
    partner_app_id: PARTNER_APP,
    owner_permissions: [],
    partner_permissions: ['MESSAGING'],
  });
  return String(json.solution_id);
}

const solutionsOf = async (waba: string) =>
  ((await get(`${waba}/solutions`)).json.data as { id: string }[]).map(({ id }) => id);

test('an account names the solutions that serve it', async () => {
  expect((await get(`${WABA}/solutions`)).json).toMatchObject({
    data: [{ name: 'Waproof Solution', status: 'ACTIVE', status_for_pending_request: 'NONE', id: SOLUTION }],
  });
  expect(await solutionsOf(CLIENT_WABA)).toEqual([SOLUTION]);
});

test('a migration begins, is scheduled, and once confirmed takes the account out of its solution', async () => {
  const target = await otherSolution();
  const wish = { solution_id: SOLUTION, target_solution_id: target };
  const begun = await post(MIGRATE, { ...wish, migration_intent: 'INITIATE_MIGRATION' });
  expect(begun.json).toMatchObject({ success: true, status: 'PENDING' });
  const id = String(begun.json.migration_intent_id);
  expect((await get(id)).json).toEqual({ status: 'INITIATED', id });
  const scheduled = await post(MIGRATE, {
    ...wish,
    migration_intent: 'SCHEDULE_MIGRATION',
    scheduled_migration_time: LATER,
  });
  expect(scheduled.json).toEqual({
    success: true,
    migration_intent_id: id,
    status: 'SCHEDULED',
    estimated_completion_time: LATER,
  });
  expect((await get(id)).json).toEqual({ status: 'ACCEPTED', id });
  const confirmed = await post(MIGRATE, { ...wish, migration_intent: 'CONFIRM_MIGRATION' });
  expect(confirmed.json).toEqual({ success: true, migration_intent_id: id, status: 'APPROVED' });
  expect((await get(id)).json).toEqual({ status: 'COMPLETED', id });
  expect(await solutionsOf(WABA)).toEqual([target]);
  expect(await solutionsOf(CLIENT_WABA)).toEqual([SOLUTION, target]);
});

test('a cancelled migration leaves everything as it was', async () => {
  await post(MIGRATE, { solution_id: SOLUTION, migration_intent: 'INITIATE_MIGRATION' });
  const { json } = await post(MIGRATE, { solution_id: SOLUTION, migration_intent: 'CANCEL_MIGRATION' });
  expect(json).toMatchObject({ success: true, status: 'REJECTED' });
  expect(await solutionsOf(WABA)).toEqual([SOLUTION]);
});

test.each([
  [{ migration_intent: 'INITIATE_MIGRATION' }, 'The parameter solution_id is required.'],
  [{ solution_id: SOLUTION }, 'The parameter migration_intent is required.'],
  [{ solution_id: '42', migration_intent: 'INITIATE_MIGRATION' }, 'Invalid parameter value for solution_id'],
  [
    { solution_id: SOLUTION, target_solution_id: '42', migration_intent: 'INITIATE_MIGRATION' },
    'Invalid parameter value for target_solution_id',
  ],
  [{ solution_id: SOLUTION, migration_intent: 'CONFIRM_MIGRATION' }, 'No pending migration'],
  [{ solution_id: SOLUTION, migration_intent: 'CANCEL_MIGRATION' }, 'No pending migration'],
  [{ solution_id: SOLUTION, migration_intent: 'SCHEDULE_MIGRATION' }, 'scheduled_migration_time is required'],
  [
    { solution_id: SOLUTION, migration_intent: 'SCHEDULE_MIGRATION', scheduled_migration_time: '2020-01-01T00:00:00Z' },
    'must be in the future',
  ],
  [
    { solution_id: SOLUTION, migration_intent: 'SCHEDULE_MIGRATION', scheduled_migration_time: 'soon' },
    'must be a date and time',
  ],
])('a migration of %j is refused', async (body, words) => {
  expect(await post(MIGRATE, body)).toMatchObject(refused(words));
});

test('an account migrates once at a time', async () => {
  const wish = { solution_id: SOLUTION, migration_intent: 'INITIATE_MIGRATION' };
  await post(MIGRATE, wish);
  expect(await post(MIGRATE, wish)).toMatchObject(refused('pending already'));
});

test('a hand-over begins, shows as a request in progress, and moves the account once it is confirmed', async () => {
  const target = await otherSolution();
  const wish = { solution_id: SOLUTION, target_solution_id: target };
  const begun = await post(MOVE, { ...wish, intent_type: 'INITIATE_TRANSFER', metadata: { ticket: 7 } });
  expect(begun.json).toMatchObject({ success: true, status: 'PENDING', approval_required: true });
  const id = String(begun.json.mobility_intent_id);
  expect((await get(id)).json).toMatchObject({ waba: { id: WABA }, solution: { id: SOLUTION, status: 'ACTIVE' }, id });
  expect((await get(`${WABA}/in_progress_onbehalf_request`)).json).toMatchObject({
    data: [{ status: 'IN_PROGRESS', business_owned_object: WABA, id }],
  });
  expect(
    (await get(`${WABA}/in_progress_onbehalf_request?fields=receiving_business,requesting_business`)).json.data,
  ).toEqual([
    {
      receiving_business: { id: CLIENT, name: 'Waproof Client' },
      requesting_business: { id: BUSINESS, name: 'Waproof Business' },
      id,
    },
  ]);
  const done = await post(MOVE, { solution_id: SOLUTION, intent_type: 'CONFIRM_TRANSFER' });
  expect(done.json).toMatchObject({ success: true, mobility_intent_id: id, status: 'COMPLETED' });
  expect((await get(`${id}?fields=status`)).json).toEqual({ status: 'COMPLETED', id });
  expect((await get(`${WABA}/in_progress_onbehalf_request`)).json).toEqual({ data: [] });
  expect(await solutionsOf(WABA)).toEqual([target]);
});

test('a hand-over with a time is scheduled; rejected, it is over', async () => {
  const wish = { solution_id: SOLUTION, intent_type: 'REQUEST_HANDOVER', scheduled_execution_time: LATER };
  expect((await post(MOVE, wish)).json).toMatchObject({ status: 'SCHEDULED', estimated_completion_time: LATER });
  const rejection = { solution_id: SOLUTION, intent_type: 'REJECT_HANDOVER' };
  expect((await post(MOVE, rejection)).json).toMatchObject({ status: 'REJECTED' });
  expect(await post(MOVE, rejection)).toMatchObject(refused('No pending mobility intent'));
  expect((await get(`${MOVE}?fields=status`)).json.data).toMatchObject([{ status: 'CANCELLED' }]);
});

test.each([
  [{ intent_type: 'INITIATE_TRANSFER' }, 'The parameter solution_id is required.'],
  [{ solution_id: SOLUTION, intent_type: 'RUN_AWAY' }, 'Param intent_type must be one of'],
  [{ solution_id: SOLUTION, intent_type: 'CANCEL_TRANSFER' }, 'No pending mobility intent'],
  [
    { solution_id: SOLUTION, intent_type: 'REQUEST_HANDOVER', scheduled_execution_time: '2020-01-01T00:00:00Z' },
    'must be in the future',
  ],
  [
    { solution_id: SOLUTION, intent_type: 'REQUEST_HANDOVER', scheduled_execution_time: '2027-19-39T00:00:00Z' },
    'must be in the future',
  ],
])('a hand-over of %j is refused', async (body, words) => {
  expect(await post(MOVE, body)).toMatchObject(refused(words));
});

test('an intent that is set again keeps its id and takes the new solution', async () => {
  const target = await otherSolution();
  const set = (body: object) => post(`${WABA}/set_obo_mobility_intent`, { waba_id: WABA, ...body });
  const first = await set({ client_mutation_id: 'mine' });
  expect(first.json).toEqual({ success: true, intent_id: expect.any(String), client_mutation_id: 'mine' });
  const second = await set({ solution_id: target });
  expect(second.json).toEqual({ success: true, intent_id: first.json.intent_id });
  expect((await get(String(first.json.intent_id))).json).toMatchObject({ solution: { id: target } });
  expect(await set({ solution_id: '42' })).toMatchObject(refused('Invalid solution configuration'));
  expect(await set({ waba_id: CLIENT_WABA })).toMatchObject(refused('Invalid parameter value for waba_id'));
});
