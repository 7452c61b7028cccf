/** Who may work on an account, over HTTP: assigned, listed from both sides, taken away. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';
import { errorOf, type Json } from './token-holder.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(() => graph.mock.world.reset());
afterAll(() => graph.close());

const WABA = '200000000000001';
const BUSINESS = '400000000000001';
const ADMIN = '600000000000001';
const ASSIGNED = `/v23.0/${WABA}/assigned_users`;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const get = async (path: string) => (await graph.call(path, { method: 'GET' })).json as Json;

async function employee(): Promise<string> {
  const { json } = await graph.call(`/v23.0/${BUSINESS}/system_users`, { body: { name: 'Ann' } });
  return (json as { id: string }).id;
}

test('a fresh account has its administrator', async () => {
  expect(await get(`${ASSIGNED}?business=${BUSINESS}`)).toMatchObject({
    data: [{ name: 'Waproof System User', tasks: ['FULL_CONTROL'], id: ADMIN }],
  });
});

describe('tasks', () => {
  test.each<[string, Json | string, Record<string, string>]>([
    ['as a list', { tasks: ['MANAGE', 'VIEW_INSIGHTS', 'MANAGE'] }, {}],
    ['as JSON in a form', `tasks=${encodeURIComponent('["MANAGE","VIEW_INSIGHTS"]')}`, FORM],
    ['in single quotes, as in Meta’s examples', `tasks=${encodeURIComponent("['MANAGE', 'VIEW_INSIGHTS']")}`, FORM],
    ['between commas', 'tasks=MANAGE,VIEW_INSIGHTS', FORM],
  ])('are taken %s', async (_, tasks, headers) => {
    const user = await employee();
    const body = typeof tasks === 'string' ? `user=${user}&${tasks}` : { user, ...tasks };
    expect((await graph.call(ASSIGNED, { body, headers })).json).toEqual({ success: true });
    const fields = 'id,name,business,user_type,tasks';
    expect(await get(`${ASSIGNED}?business=${BUSINESS}&fields=${fields}&summary=total_count`)).toMatchObject({
      data: [
        { id: ADMIN },
        {
          name: 'Ann',
          business: { id: BUSINESS, name: 'Waproof Business' },
          user_type: 'SYSTEM_USER',
          tasks: ['MANAGE', 'VIEW_INSIGHTS'],
          id: user,
        },
      ],
      summary: { total_count: 2 },
    });
  });

  test('that are assigned later take the place of earlier ones, and all can be taken away', async () => {
    const user = await employee();
    for (const tasks of [['MANAGE'], ['MESSAGING']]) await graph.call(ASSIGNED, { body: { user, tasks } });
    const mine = `/v23.0/${user}/assigned_whatsapp_business_accounts`;
    expect(
      await get(`${mine}?fields=id,name,status,permissions,business_id,assignment_date,phone_numbers`),
    ).toMatchObject({
      data: [
        {
          id: WABA,
          name: 'Waproof Account',
          status: 'ACTIVE',
          permissions: ['MESSAGING'],
          business_id: BUSINESS,
          assignment_date: expect.stringMatching(/^2026-11-2\dT\d\d:\d\d:\d\dZ$/),
          phone_numbers: [{ id: '100000000000001', display_phone_number: '+1 555 010 0001', verified_name: 'Waproof' }],
        },
      ],
    });
    expect((await graph.call(ASSIGNED, { method: 'DELETE', body: { user } })).json).toEqual({ success: true });
    expect(await get(mine)).toEqual({ data: [] });
    expect(errorOf(await graph.call(ASSIGNED, { method: 'DELETE', body: { user } }))).toMatchObject({ code: 100 });
  });
});

test('users of other businesses are listed by theirs', async () => {
  expect(await get(`${ASSIGNED}?business=410000000000001`)).toEqual({ data: [] });
  expect(errorOf(await graph.call(`${ASSIGNED}?business=42`, { method: 'GET' }))).toMatchObject({
    message: '(#100) Param business must be a valid business ID.',
  });
  expect(errorOf(await graph.call(ASSIGNED, { method: 'GET' }))).toMatchObject({
    message: '(#100) The parameter business is required.',
    code: 100,
  });
});

test.each<[Json, string]>([
  [{}, '(#100) The parameter user is required.'],
  [{ user: '42', tasks: ['MANAGE'] }, '(#100) Invalid parameter: user must be a valid user ID'],
  [{ user: { id: ADMIN }, tasks: ['MANAGE'] }, '(#100) The parameter user is required.'],
  [{ user: ADMIN }, '(#100) The parameter tasks is required.'],
  [{ user: ADMIN, tasks: [] }, '(#100) Param tasks must have between 1 and 16 elements.'],
  [{ user: ADMIN, tasks: { a: 1 } }, '(#100) Param tasks must be an array.'],
  [{ user: ADMIN, tasks: ['MANAGE', 'FLY'] }, '(#100) Param tasks[1] must be one of {MANAGE, DEVELOP,'],
])('assigning %j is refused', async (body, message) => {
  const answer = await graph.call(ASSIGNED, { body });
  expect([answer.status, errorOf(answer)]).toMatchObject([
    400,
    { message: expect.stringContaining(message), type: 'OAuthException', code: 100 },
  ]);
});
