/** System users of a business and their tokens, over HTTP. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';
import { callWith, errorOf, type Json, makeToken } from './token-holder.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(() => graph.mock.world.reset());
afterAll(() => graph.close());

const BUSINESS = '400000000000001';
const CLIENT = '410000000000001';
const APP = '300000000000001';
const USERS = `/v23.0/${BUSINESS}/system_users`;
const proofOf = (text: string) => createHmac('sha256', 'waproof-app-secret').update(text).digest('hex');
const PROOF = proofOf('EAAwaproof');
const get = async (path: string) => (await graph.call(path, { method: 'GET' })).json as Json;

async function createUser(body: Json = { name: 'Sender', role: 'EMPLOYEE' }): Promise<string> {
  const { status, json } = await graph.call(USERS, { body });
  expect([status, json]).toEqual([200, { id: expect.stringMatching(/^\d{15}$/) }]);
  return (json as { id: string }).id;
}

describe('system users', () => {
  test('are made and listed', async () => {
    const id = await createUser();
    expect(await get(USERS)).toMatchObject({
      data: [
        { name: 'Waproof System User', role: 'ADMIN', id: '600000000000001' },
        { name: 'Sender', role: 'EMPLOYEE', id },
      ],
    });
    expect(await get(`${USERS}?fields=name&limit=1&summary=total_count`)).toMatchObject({
      data: [{ name: 'Waproof System User', id: '600000000000001' }],
      summary: { total_count: 2 },
    });
    expect(await get(`/v23.0/${id}?fields=name,created_time`)).toEqual({
      name: 'Sender',
      created_time: expect.stringMatching(/^2026-11-2\dT\d\d:\d\d:\d\d\+0000$/),
      id,
    });
  });

  test.each<[Json, string]>([
    [{}, '(#100) The parameter name is required.'],
    [{ name: 'x'.repeat(257) }, '(#100) Param name must be at most 256 characters long.'],
    [{ name: 'Bot', role: 'KING' }, '(#100) Param role must be one of {ADMIN, EMPLOYEE} - got "KING".'],
  ])('%j is refused', async (body, message) => {
    const answer = await graph.call(USERS, { body });
    expect([answer.status, errorOf(answer)]).toMatchObject([400, { message, code: 100 }]);
  });

  test('are made by administrators only', async () => {
    const employee = await makeToken(graph, { kind: 'system-user', role: 'EMPLOYEE' });
    const answer = await callWith(graph, employee, `POST ${USERS}`, { name: 'Bot' });
    expect([answer.status, errorOf(answer)]).toMatchObject([403, { message: '(#200) Permissions error', code: 200 }]);
  });
});

describe('tokens of a system user', () => {
  const ask = (id: string, more: Json = {}) =>
    graph.call(`/v23.0/${id}/access_tokens`, {
      body: {
        business_app: APP,
        scope: 'whatsapp_business_messaging,whatsapp_business_management',
        appsecret_proof: PROOF,
        ...more,
      },
    });
  const inspect = async (token: unknown) =>
    (await get(`/v23.0/debug_token?${new URLSearchParams({ input_token: String(token) })}`)).data as Json;

  test('have the permissions that were asked for, and never end', async () => {
    const id = await createUser({ name: 'Boss', role: 'ADMIN' });
    const { status, json } = await ask(id);
    expect([status, json]).toEqual([200, { access_token: expect.stringMatching(/^EAA\w{60,}$/) }]);
    expect(await inspect((json as Json).access_token)).toMatchObject({
      type: 'SYSTEM_USER',
      user_id: id,
      expires_at: 0,
      is_valid: true,
      scopes: ['whatsapp_business_messaging', 'whatsapp_business_management'],
    });
  });

  test('end after 60 days when that is asked for', async () => {
    const { json } = await ask(await createUser(), { set_token_expires_in_60_days: 'true' });
    const { expires_at: end, issued_at: begin } = await inspect((json as Json).access_token);
    expect(Number(end) - Number(begin)).toBe(5_184_000);
  });

  test('see nothing but what the employee was assigned', async () => {
    const id = await createUser();
    const { access_token: token } = (await ask(id)).json as { access_token: string };
    const send = () =>
      callWith(graph, token, 'POST /v23.0/100000000000001/messages', {
        messaging_product: 'whatsapp',
        to: '15557770001',
        text: { body: 'hi' },
      });
    const assign = (tasks: string[]) =>
      graph.call('/v23.0/200000000000001/assigned_users', { body: { user: id, tasks } });
    const pin = () => callWith(graph, token, 'POST /v23.0/100000000000001', { pin: '123456' });
    expect(errorOf(await send())).toMatchObject({ code: 100, error_subcode: 33 });
    await assign(['VIEW_INSIGHTS']);
    expect((await callWith(graph, token, 'GET /v23.0/200000000000001')).status).toBe(200);
    expect(errorOf(await send())).toMatchObject({ code: 200 });
    expect(errorOf(await pin())).toMatchObject({ code: 200, error_subcode: 1349174 });
    await assign(['MESSAGING']);
    expect((await send()).status).toBe(200);
    expect((await pin()).status).toBe(200);
  });

  test.each<[Json, number, string]>([
    [{ business_app: undefined }, 100, '(#100) The parameter business_app is required.'],
    [{ business_app: '42' }, 100, '(#100) Param business_app must be a valid app ID.'],
    [{ business_app: '310000000000001' }, 100, '(#100) The system user and the app must belong to the same business.'],
    [{ scope: undefined }, 100, '(#100) The parameter scope is required.'],
    [{ scope: 'flying' }, 3962, '(#3962) Provided permission is not valid. Check your spelling and syntax.'],
    [{ scope: [['a']] }, 3962, '(#3962) Provided permission is not valid. Check your spelling and syntax.'],
    [{ appsecret_proof: undefined }, 100, 'API calls from the server require an appsecret_proof argument'],
    [{ appsecret_proof: 'wrong' }, 100, 'Invalid appsecret_proof provided in the API argument'],
  ])('%j is refused', async (more, code, message) => {
    expect(errorOf(await ask('600000000000001', more))).toMatchObject({ code, message });
  });

  test('are for system users, and made by them or their administrators', async () => {
    const person = (await callWith(graph, await makeToken(graph, { kind: 'user' }), 'GET /v23.0/me')).json as Json;
    expect(errorOf(await ask(String(person.id)))).toMatchObject({ code: 100, error_subcode: 33 });
    const employee = await makeToken(graph, { kind: 'system-user', role: 'EMPLOYEE' });
    const answer = await callWith(graph, employee, 'POST /v23.0/600000000000001/access_tokens', {
      business_app: APP,
      scope: 'public_profile',
      appsecret_proof: proofOf(employee),
    });
    expect(errorOf(answer)).toMatchObject({ message: '(#200) Permissions error', code: 200 });
  });
});

describe('the token of a client’s business', () => {
  const fetchToken = (business: string, more: Json = {}) =>
    graph.call(`/v23.0/${business}/system_user_access_tokens`, { body: { appsecret_proof: PROOF, ...more } });

  test('is the same each time it is fetched, and sees the client’s account', async () => {
    const { status, json } = await fetchToken(CLIENT, { fetch_only: 'true' });
    expect([status, json]).toEqual([200, { access_token: expect.stringMatching(/^EAA/) }]);
    expect((await fetchToken(CLIENT, { fetch_only: true })).json).toEqual(json);
    const { access_token: token } = json as { access_token: string };
    expect((await callWith(graph, token, 'GET /v23.0/210000000000001')).status).toBe(200);
    expect((await callWith(graph, token, 'GET /v23.0/me')).json).toMatchObject({ name: 'Waproof Client Integration' });
  });

  test('is made anew otherwise, with what is asked for', async () => {
    const { access_token: token } = (
      await fetchToken(CLIENT, { scope: 'whatsapp_business_management', asset: ['210000000000001'] })
    ).json as { access_token: string };
    const { data } = await get(`/v23.0/debug_token?${new URLSearchParams({ input_token: token })}`);
    expect(data).toMatchObject({
      scopes: ['whatsapp_business_management'],
      granular_scopes: [{ scope: 'whatsapp_business_management', target_ids: ['210000000000001'] }],
    });
    expect((await fetchToken(CLIENT)).json).not.toEqual({ access_token: token });
  });

  test.each<[Json, number]>([
    [{ appsecret_proof: undefined }, 100],
    [{ scope: 'flying' }, 3962],
    [{ system_user_id: '42' }, 100],
    [{ asset: 'x' }, 100],
  ])('%j is refused', async (more, code) => {
    expect(errorOf(await fetchToken(CLIENT, more))).toMatchObject({ code });
  });

  test('is given to those only with whom it shares an account', async () => {
    const token = '310000000000001|waproof-partner-app-secret';
    expect(
      errorOf(await callWith(graph, token, `POST /v23.0/${BUSINESS}/system_user_access_tokens`, {})),
    ).toMatchObject({ code: 10 });
    const made = (await fetchToken(CLIENT)).json as { access_token: string };
    const answer = await callWith(graph, made.access_token, `POST /v23.0/${BUSINESS}/system_user_access_tokens`, {
      appsecret_proof: proofOf(made.access_token),
    });
    expect(errorOf(answer)).toMatchObject({ message: '(#200) Permissions error', code: 200 });
  });
});
