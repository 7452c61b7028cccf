/** Who one is, and what one gave to the app: `/me`, `/{user-id}` and their permissions, over HTTP. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { users } from '../../mock-server/world/accounts.js';
import { type ServedMock, serveMock } from './served-mock.js';
import { callWith, errorOf, type Json, makeToken, NO_TOKEN } from './token-holder.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(() => graph.mock.world.reset());
afterAll(() => graph.close());

const APP_TOKEN = '300000000000001|waproof-app-secret';
const noUser = 'An active access token must be used to query information about the current user.';

describe('/me', () => {
  test.each<[string, Json, string, Json]>([
    ['a user', { kind: 'user' }, '', { name: 'Waproof Person', id: expect.stringMatching(/^\d{15}$/) }],
    ['a system user', { kind: 'system-user' }, '', { name: 'Waproof System User', id: '600000000000001' }],
    ['a page', { kind: 'page', page: { id: '77', name: 'Shop' } }, '', { name: 'Shop', id: '77' }],
    [
      'a system user in full',
      { kind: 'system-user' },
      '?fields=id,name,created_time',
      { name: 'Waproof System User', created_time: '2026-01-01T00:00:00+0000', id: '600000000000001' },
    ],
  ])('is %s', async (_, wish, query, expected) => {
    const answer = await callWith(graph, await makeToken(graph, wish), `GET /v23.0/me${query}`);
    expect([answer.status, answer.json]).toEqual([200, expected]);
  });

  test('is nobody for an app, and without a token', async () => {
    const asApp = await callWith(graph, APP_TOKEN, 'GET /v23.0/me');
    const asNobody = await graph.call('/v23.0/me', { method: 'GET', headers: NO_TOKEN });
    for (const answer of [asApp, asNobody])
      expect([answer.status, errorOf(answer)]).toMatchObject([400, { message: noUser, code: 2500 }]);
  });

  test.each([
    [{ kind: 'page' }, 'Page'],
    [{ kind: 'user' }, 'User'],
  ])('of %j has no other fields', async (wish, type) => {
    const answer = await callWith(graph, await makeToken(graph, wish), 'GET /v23.0/me?fields=shoe_size');
    expect(errorOf(answer)).toMatchObject({
      code: 100,
      message: `(#100) Tried accessing nonexisting field (shoe_size) on node type (${type})`,
    });
  });
});

describe('/{user-id}', () => {
  test('is seen within the business', async () => {
    const answer = await callWith(graph, 'EAAwaproof', 'GET /v23.0/600000000000001');
    expect([answer.status, answer.json]).toEqual([200, { name: 'Waproof System User', id: '600000000000001' }]);
  });

  test('is not seen from another business', async () => {
    const [stranger] = graph.mock.world.of(users).all();
    const foreign = graph.mock.world
      .of(users)
      .add((id) => ({ id, name: 'Eve', businessId: '410000000000001', kind: 'user', role: 'ADMIN' }));
    const token = await makeToken(graph, { kind: 'user', userId: foreign.id });
    expect(errorOf(await callWith(graph, token, `GET /v23.0/${stranger?.id}`))).toMatchObject({ error_subcode: 33 });
    expect((await callWith(graph, token, `GET /v23.0/${foreign.id}`)).status).toBe(200);
  });
});

describe('permissions', () => {
  const wish = { kind: 'user', scopes: ['public_profile', 'whatsapp_business_management'] };

  test('are listed', async () => {
    const token = await makeToken(graph, wish);
    const expected = {
      data: [
        { permission: 'public_profile', status: 'granted' },
        { permission: 'whatsapp_business_management', status: 'granted' },
      ],
    };
    expect((await callWith(graph, token, 'GET /v23.0/me/permissions')).json).toEqual(expected);
    const { id } = (await callWith(graph, token, 'GET /v23.0/me')).json as Json;
    expect((await callWith(graph, APP_TOKEN, `GET /v23.0/${id}/permissions`)).json).toEqual(expected);
  });

  test('are taken back one at a time', async () => {
    const token = await makeToken(graph, wish);
    const call = 'DELETE /v23.0/me/permissions/whatsapp_business_management';
    expect((await callWith(graph, token, call)).json).toEqual({ success: true });
    expect(errorOf(await callWith(graph, token, 'GET /v23.0/200000000000001'))).toMatchObject({ code: 200 });
    expect((await callWith(graph, token, 'GET /v23.0/me')).status).toBe(200);
    expect(errorOf(await callWith(graph, token, 'DELETE /v23.0/me/permissions/flying'))).toMatchObject({ code: 100 });
  });

  test.each(['me', 'id'])('go all at once with the app: every token of the user ends (%s)', async (how) => {
    const [first, second] = [await makeToken(graph, wish), await makeToken(graph, wish)];
    const { id } = (await callWith(graph, first, 'GET /v23.0/me')).json as Json;
    const path = how === 'me' ? 'me' : id;
    expect((await callWith(graph, first, `DELETE /v23.0/${path}/permissions`)).json).toEqual({ success: true });
    for (const token of [first, second])
      expect(errorOf(await callWith(graph, token, 'GET /v23.0/me'))).toMatchObject({
        message: 'Error validating access token: The user has not authorized application 300000000000001.',
        code: 190,
        error_subcode: 458,
      });
    expect((await callWith(graph, 'EAAwaproof', 'GET /v23.0/me')).status).toBe(200);
  });

  test('of others are nobody’s business', async () => {
    const token = await makeToken(graph, wish);
    for (const method of ['GET', 'DELETE']) {
      const answer = await callWith(graph, token, `${method} /v23.0/600000000000001/permissions`);
      expect([answer.status, errorOf(answer)]).toMatchObject([403, { message: '(#200) Permissions error', code: 200 }]);
    }
    expect(errorOf(await callWith(graph, APP_TOKEN, 'GET /v23.0/me/permissions'))).toMatchObject({ code: 2500 });
  });
});
