/** `/oauth/access_token` and `/oauth/revoke`, over HTTP: app tokens, longer lives, codes. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MESSAGES, type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeAll(async () => {
  // The 30 seconds of a code pass in as many milliseconds.
  graph = await serveMock({ speed: 1_000 });
});
beforeEach(() => graph.mock.world.reset());
afterAll(() => graph.close());

const NO_TOKEN = { authorization: undefined };
const APP = { client_id: '300000000000001', client_secret: 'waproof-app-secret' };
const DAYS_60 = 5_184_000;
type Json = Record<string, unknown>;

const ask = async (parameters: Json) => {
  const query = new URLSearchParams(
    Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return graph.call(`/v23.0/oauth/access_token?${query}`, { method: 'GET', headers: NO_TOKEN });
};
const control = async (path: string, body: Json): Promise<Json> => {
  const answer = await graph.call(`/_waproof${path}`, { body, headers: NO_TOKEN });
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return answer.json as Json;
};
const me = async (token: unknown) =>
  (await graph.call('/v23.0/me', { method: 'GET', headers: { authorization: `Bearer ${token}` } })).json;

describe('client_credentials', () => {
  const grant = { ...APP, grant_type: 'client_credentials' };
  const expected = { access_token: expect.stringMatching(/^300000000000001\|[\w-]{27}$/), token_type: 'bearer' };

  test('gives an app token that does not tell the secret and is the same each time', async () => {
    const { status, json, text } = await ask(grant);
    expect([status, json]).toEqual([200, expected]);
    expect(text).not.toContain('waproof-app-secret');
    expect((await ask(grant)).json).toEqual(json);
  });

  test.each<[string, string, string]>([
    ['JSON', 'application/json', JSON.stringify(grant)],
    ['a form', 'application/x-www-form-urlencoded', String(new URLSearchParams(grant))],
  ])('is taken as %s in a POST', async (_, type, body) => {
    const answer = await graph.call('/oauth/access_token', { body, headers: { ...NO_TOKEN, 'content-type': type } });
    expect([answer.status, answer.json]).toEqual([200, expected]);
  });
});

describe('the app', () => {
  test.each<[Json, number, string]>([
    [{}, 101, 'Missing client_id parameter.'],
    [
      { client_id: '42', client_secret: 'x' },
      101,
      'Error validating application. Cannot get application info due to a system error.',
    ],
    [{ client_id: APP.client_id }, 1, 'Missing client_secret parameter.'],
    [{ ...APP, client_secret: 'wrong' }, 1, 'Error validating client secret.'],
    [APP, 1, 'Missing authorization code'],
    [{ ...APP, grant_type: 'fb_exchange_token' }, 1, 'Missing fb_exchange_token parameter.'],
    [
      { ...APP, grant_type: 'password' },
      100,
      "Invalid grant_type: 'password'. Supported types: authorization_code, client_credentials",
    ],
    [{ ...APP, code: 'AQnever' }, 100, 'Invalid verification code format.'],
  ])('%j is refused', async (parameters, code, message) => {
    const { status, json } = await ask(parameters);
    expect([status, json]).toEqual([
      400,
      { error: { message, type: 'OAuthException', code, fbtrace_id: expect.any(String) } },
    ]);
  });

  test('whatever JSON it is described with, nothing breaks', async () => {
    const strange = [{ toString: 1 }, [[]], null, true, 1e99, ''];
    for (const value of strange) {
      const body = { client_id: value, client_secret: value, grant_type: value, code: value };
      expect((await graph.call('/oauth/access_token', { body, headers: NO_TOKEN })).status).toBe(400);
    }
  });
});

describe('fb_exchange_token', () => {
  const exchange = (token: unknown, more: Json = {}) =>
    ask({ ...APP, grant_type: 'fb_exchange_token', fb_exchange_token: token, ...more });

  test('gives a short-lived user token 60 days; the old one stays good until its end', async () => {
    const { token } = await control('/tokens', { kind: 'user', expiresInSeconds: 3_600, scopes: ['public_profile'] });
    const { status, json } = await exchange(token);
    expect([status, json]).toEqual([
      200,
      { access_token: expect.stringMatching(/^EAA\w{60,}$/), token_type: 'bearer', expires_in: DAYS_60 },
    ]);
    const { access_token } = json as Json;
    expect(access_token).not.toBe(token);
    expect(await me(access_token)).toEqual(await me(token));
  });

  test('gives a system user 60 days when that is asked for, else what it had', async () => {
    const limited = await exchange('EAAwaproof', { set_token_expires_in_60_days: 'true' });
    expect(limited.json).toMatchObject({ expires_in: DAYS_60 });
    const unlimited = await exchange('EAAwaproof');
    expect(unlimited.json).not.toHaveProperty('expires_in');
    expect(await me((limited.json as Json).access_token)).toEqual(await me('EAAwaproof'));
  });

  test('refuses a token that is unknown, expired, another app’s, or an app’s', async () => {
    const { token: old } = await control('/tokens', { kind: 'user', expiresInSeconds: -60 });
    const { token: foreign } = await control('/tokens', { kind: 'user', appId: '310000000000001' });
    expect((await exchange('nope')).json).toMatchObject({ error: { code: 190 } });
    expect((await exchange(old)).json).toMatchObject({ error: { code: 190, error_subcode: 463 } });
    for (const wrong of [foreign, '300000000000001|waproof-app-secret']) {
      const { status, json } = await exchange(wrong);
      expect([status, json]).toMatchObject([
        401,
        { error: { message: 'Invalid OAuth access token data.', code: 190 } },
      ]);
    }
  });
});

describe('a code', () => {
  test('of Embedded Signup is good for one token that never ends and sends messages', async () => {
    const { code } = await control('/codes', {});
    const { status, json } = await ask({ ...APP, code, redirect_uri: '' });
    expect([status, json]).toEqual([200, { access_token: expect.stringMatching(/^EAA/), token_type: 'bearer' }]);
    const { access_token } = json as Json;
    const body = { messaging_product: 'whatsapp', to: '15557770001', text: { body: 'hi' } };
    const sent = await graph.call(MESSAGES, { body, headers: { authorization: `Bearer ${access_token}` } });
    expect(sent.status).toBe(200);
    const again = await ask({ ...APP, code });
    expect([again.status, again.json]).toMatchObject([
      400,
      { error: { message: 'This authorization code has been used.', code: 100, error_subcode: 36009 } },
    ]);
  });

  test('of a login gives a token that lives an hour', async () => {
    const { code } = await control('/codes', { kind: 'user' });
    expect((await ask({ ...APP, grant_type: 'authorization_code', code })).json).toMatchObject({ expires_in: 3_600 });
  });

  test('lives 30 seconds', async () => {
    const { code, expiresAt } = await control('/codes', {});
    expect(Number(expiresAt) - graph.mock.world.now()).toBeLessThanOrEqual(30_000);
    await graph.until(() => graph.mock.world.now() >= Number(expiresAt), 'the code has expired');
    const { status, json } = await ask({ ...APP, code });
    expect([status, json]).toMatchObject([
      400,
      { error: { message: 'This authorization code has expired.', code: 100, error_subcode: 36007 } },
    ]);
  });

  test('that was asked for with a redirect URI is exchanged with the same', async () => {
    const { code } = await control('/codes', { redirectUri: 'https://app.example/back' });
    expect((await ask({ ...APP, code, redirect_uri: 'https://app.example/' })).json).toMatchObject({
      error: { code: 100, error_subcode: 36008 },
    });
    expect((await ask({ ...APP, code, redirect_uri: 'https://app.example/back' })).status).toBe(200);
  });

  test('of another app is none', async () => {
    const { code } = await control('/codes', { appId: '310000000000001' });
    expect((await ask({ ...APP, code })).json).toMatchObject({
      error: { message: 'Invalid verification code format.' },
    });
  });
});

describe('revoking', () => {
  const revoke = (parameters: Json) =>
    graph.call(`/v23.0/oauth/revoke?${new URLSearchParams(parameters as Record<string, string>)}`, { method: 'GET' });

  test('ends the token at once', async () => {
    const { token } = await control('/tokens', { kind: 'system-user' });
    expect((await revoke({ ...APP, revoke_token: token })).json).toEqual({ success: true });
    expect(await me(token)).toMatchObject({ error: { code: 190, error_subcode: 467 } });
    expect((await revoke({ ...APP, revoke_token: token })).json).toMatchObject({ error: { error_subcode: 467 } });
  });

  test.each([
    [{}, 101],
    [APP, 100],
    [{ ...APP, revoke_token: 'nope' }, 190],
    [{ ...APP, revoke_token: '300000000000001|waproof-app-secret' }, 190],
  ])('%j is refused', async (parameters, code) => {
    expect((await revoke(parameters)).json).toMatchObject({ error: { code } });
  });
});
