/** `/_waproof/tokens`, `/_waproof/codes` and `/_waproof/apps/:id`: what tests and people make tokens with. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tokens } from '../../mock-server/world/tokens.js';
import { type ServedMock, serveMock } from './served-mock.js';
import { callWith, command, type Json, makeToken, NO_TOKEN } from './token-holder.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(() => graph.mock.world.reset());
afterAll(() => graph.close());

const control = (path: string, method: string, body?: unknown) =>
  graph.call(`/_waproof${path}`, { method, body, headers: NO_TOKEN });

describe('tokens', () => {
  test('are shown in full to whoever makes them, and never again', async () => {
    const token = await makeToken(graph, { kind: 'user', scopes: ['public_profile'], expiresInSeconds: 60 });
    const { json, text } = await control('/tokens', 'GET');
    expect(json).toMatchObject({
      tokens: [
        { token: 'EAAwa…', kind: 'system-user', expiresAt: 0 },
        { token: `${token.slice(0, 6)}…`, kind: 'user', scopes: ['public_profile'], appId: '300000000000001' },
      ],
    });
    expect(text).not.toContain(token);
    expect(text).not.toContain('EAAwaproof');
  });

  test('may have a text of their own', async () => {
    await command(graph, '/tokens', { kind: 'user', token: 'EAAmine' });
    expect((await callWith(graph, 'EAAmine', 'GET /v23.0/me')).status).toBe(200);
    const again = await control('/tokens', 'POST', { kind: 'user', token: 'EAAmine' });
    expect([again.status, again.json]).toEqual([400, { error: 'this token is known already: expected a new one' }]);
  });

  test('of an app', async () => {
    const { token } = await command(graph, '/tokens', { kind: 'app', appId: '310000000000001' });
    expect((await callWith(graph, String(token), 'GET /v23.0/app')).json).toMatchObject({
      name: 'Waproof Partner App',
    });
  });

  test('are ended', async () => {
    const token = await makeToken(graph, { kind: 'user' });
    expect((await control(`/tokens/${token}`, 'DELETE')).json).toEqual({ success: true });
    expect((await callWith(graph, token, 'GET /v23.0/me')).status).toBe(401);
    const { json } = await control('/tokens', 'GET');
    expect(json).toMatchObject({ tokens: [{}, { ended: 'revoked' }] });
  });

  test('are forgotten when the world starts afresh', async () => {
    const token = await makeToken(graph, { kind: 'user' });
    await control('/world', 'POST');
    expect((await callWith(graph, token, 'GET /v23.0/me')).status).toBe(401);
  });

  test('are bounded: ended ones make room, then a person is told', async () => {
    const expired = { kind: 'user', appId: '300000000000001', scopes: [], issuedAt: 0, expiresAt: 1 } as const;
    for (let i = 1; i < 10_000; i++) graph.mock.world.of(tokens).put({ ...expired, id: `old${i}` });
    expect((await control('/tokens', 'POST', { kind: 'user' })).status).toBe(201);
    for (let i = 1; i < 9_999; i++) graph.mock.world.of(tokens).put({ ...expired, id: `new${i}`, expiresAt: 0 });
    const full = await control('/tokens', 'POST', { kind: 'user' });
    expect([full.status, full.json]).toEqual([
      400,
      { error: 'no more tokens fit: start afresh with POST /_waproof/world' },
    ]);
    const query = 'grant_type=fb_exchange_token&client_id=300000000000001&client_secret=waproof-app-secret';
    const refused = await graph.call(`/oauth/access_token?${query}&fb_exchange_token=EAAwaproof`, { method: 'GET' });
    expect([refused.status, refused.json]).toMatchObject([400, { error: { code: 4 } }]);
  });
});

test.each<[string, string, unknown, string]>([
  ['/tokens', 'POST', {}, 'kind'],
  ['/tokens', 'POST', { kind: 'king' }, 'kind'],
  ['/tokens', 'POST', { kind: 'user', scope: ['email'] }, 'scope'],
  ['/tokens', 'POST', { kind: 'user', scopes: ['flying'] }, 'scopes.0'],
  ['/tokens', 'POST', { kind: 'user', targets: { flying: ['1'] } }, 'targets'],
  ['/tokens', 'POST', { kind: 'user', targets: { email: ['x'] } }, 'expected digits'],
  ['/tokens', 'POST', { kind: 'user', token: 'a b' }, 'visible ASCII'],
  ['/tokens', 'POST', { kind: 'user', expiresInSeconds: 1e12 }, 'expiresInSeconds'],
  ['/tokens', 'POST', { kind: 'user', appId: '42' }, 'app 42 is not known here: expected 300000000000001 or'],
  ['/tokens', 'POST', { kind: 'user', userId: '42' }, 'user 42 is not known here: expected 600000000000001'],
  ['/tokens/EAAunknown', 'DELETE', undefined, 'no token EAAun… is known here'],
  ['/tokens/EAAwaproof?reason=boredom', 'DELETE', undefined, 'reason'],
  ['/codes', 'POST', { kind: 'page' }, 'kind'],
  ['/codes', 'POST', { expiresInSeconds: -1 }, 'expiresInSeconds'],
  ['/apps/42', 'POST', {}, 'app 42 is not known here'],
  ['/apps/300000000000001', 'POST', { allowedIps: ['10.0.0.0/33'] }, 'expected an IP address or a network'],
  ['/apps/300000000000001', 'POST', { requireAppSecretProof: 'yes' }, 'requireAppSecretProof'],
])('%s %s with %j is refused in words', async (path, method, body, words) => {
  const answer = await control(path, method, body);
  expect(answer.status).toBe(400);
  expect((answer.json as Json).error).toContain(words);
});

test('an app keeps what is not said anew', async () => {
  await command(graph, '/apps/300000000000001', { requireAppSecretProof: true });
  expect(await command(graph, '/apps/300000000000001', { allowedIps: ['10.0.0.0/8'] })).toEqual({
    id: '300000000000001',
    requireAppSecretProof: true,
    allowedIps: ['10.0.0.0/8'],
  });
});
