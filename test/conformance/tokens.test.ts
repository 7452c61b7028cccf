/** Each way in which a token can be wrong, over HTTP: kinds, ends, permissions, objects, proofs, addresses. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hi } from './bodies.js';
import { MESSAGES, type ServedMock, serveMock } from './served-mock.js';
import { callWith, command, errorOf, type Json, makeToken, NO_TOKEN } from './token-holder.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(() => graph.mock.world.reset());
afterAll(() => graph.close());

const APP = '300000000000001';
const APP_TOKEN = `${APP}|waproof-app-secret`;
const WABA = '200000000000001';
const CLIENT_WABA = '210000000000001';
const SEND = { messaging_product: 'whatsapp', to: '15557770001', ...hi };
const send = (token: string, more: Json = {}) => callWith(graph, token, `POST ${MESSAGES}`, { ...SEND, ...more });

describe('a token that is over', () => {
  test('says when it expired, and what time it is now', async () => {
    const answer = await send(await makeToken(graph, { kind: 'user', expiresInSeconds: -3_600 }));
    expect([answer.status, errorOf(answer)]).toEqual([
      401,
      {
        message: expect.stringMatching(
          /^Error validating access token: Session has expired on Saturday, 21-Nov-26 15:00:0\d PST\. The current time is Saturday, 21-Nov-26 16:00:0\d PST\.$/,
        ),
        type: 'OAuthException',
        code: 190,
        error_subcode: 463,
        fbtrace_id: expect.any(String),
      },
    ]);
    expect(answer.headers.get('www-authenticate')).toMatch(
      /^OAuth "Facebook Platform" "invalid_token" "Error validating/,
    );
    expect(graph.lastCall()).toMatchObject({ status: 401, outcome: 'refused', effect: false });
  });

  test.each([
    ['revoked', 467],
    ['logged-out', 467],
    ['password-changed', 460],
    ['session-mismatch', 452],
    ['session-invalid', 456],
    ['app-removed', 458],
    ['checkpoint', 459],
    ['unconfirmed-user', 464],
    ['role-lost', 492],
  ])('because it was %s says %d', async (reason, subcode) => {
    const token = await makeToken(graph, { kind: 'system-user' });
    expect((await send(token)).status).toBe(200);
    await graph.call(`/_waproof/tokens/${token}?reason=${reason}`, { method: 'DELETE', headers: NO_TOKEN });
    const answer = await send(token);
    expect([answer.status, errorOf(answer)]).toMatchObject([401, { code: 190, error_subcode: subcode }]);
    expect(errorOf(answer).message).toMatch(/^Error validating access token: ./);
  });
});

describe('the kind of token', () => {
  test('an app token holds no permission of anybody', async () => {
    const answer = await send(APP_TOKEN);
    expect([answer.status, errorOf(answer)]).toMatchObject([
      403,
      { message: '(#10) Application does not have permission for this action', code: 10 },
    ]);
  });

  test.each([['user'], ['system-user'], ['page']])('a %s token with the permission sends', async (kind) => {
    expect((await send(await makeToken(graph, { kind }))).status).toBe(200);
  });
});

describe('the permission', () => {
  test('to send is asked for before the content is looked at', async () => {
    const token = await makeToken(graph, { kind: 'system-user', scopes: ['whatsapp_business_management'] });
    const answer = await send(token, { to: undefined, text: 7 });
    expect([answer.status, errorOf(answer)]).toMatchObject([
      403,
      {
        message:
          '(#200) You do not have the necessary permissions required to send messages on behalf of this WhatsApp ' +
          'Business Account',
        code: 200,
      },
    ]);
    expect(graph.lastCall()).toMatchObject({ action: 'send', outcome: 'refused' });
    expect((await callWith(graph, token, `GET /v23.0/${WABA}`)).status).toBe(200);
  });

  test.each([
    [`GET /v23.0/${WABA}`, 'whatsapp_business_management'],
    [`GET /v23.0/${WABA}/phone_numbers`, 'whatsapp_business_management'],
    [`POST /v23.0/${WABA}/message_templates`, 'whatsapp_business_management'],
    ['GET /v23.0/100000000000001/whatsapp_business_profile', 'whatsapp_business_messaging'],
    ['GET /v23.0/400000000000001', 'business_management'],
  ])('%s needs %s', async (call, scope) => {
    const token = await makeToken(graph, { kind: 'user', scopes: ['public_profile'] });
    const body = call.startsWith('POST') ? {} : undefined;
    const answer = await callWith(graph, token, call, body);
    expect([answer.status, errorOf(answer)]).toMatchObject([
      403,
      { message: `(#200) Requires ${scope} permission to manage the object`, type: 'OAuthException', code: 200 },
    ]);
  });

  test('is asked for after the object: an unknown one is missing to everybody', async () => {
    const token = await makeToken(graph, { kind: 'user', scopes: [] });
    expect(errorOf(await callWith(graph, token, 'GET /v23.0/42'))).toMatchObject({ code: 100, error_subcode: 33 });
  });

  test('is not needed to know who one is', async () => {
    const token = await makeToken(graph, { kind: 'user', scopes: [] });
    expect((await callWith(graph, token, 'GET /v23.0/me')).status).toBe(200);
    expect((await callWith(graph, token, 'GET /v23.0/app')).status).toBe(200);
  });
});

describe('granular permissions', () => {
  const both = ['whatsapp_business_management', 'whatsapp_business_messaging'];
  const granted = (targets: Json) => makeToken(graph, { kind: 'system-user', scopes: both, targets });

  test('reach the accounts that they were granted for, and their numbers', async () => {
    const token = await granted({ whatsapp_business_management: [WABA], whatsapp_business_messaging: [WABA] });
    expect((await callWith(graph, token, `GET /v23.0/${WABA}`)).status).toBe(200);
    expect((await callWith(graph, token, 'GET /v23.0/100000000000001')).status).toBe(200);
    expect((await send(token)).status).toBe(200);
  });

  test('an account out of reach of all of them is not there', async () => {
    const token = await granted({ whatsapp_business_management: [CLIENT_WABA], whatsapp_business_messaging: [] });
    const answer = await callWith(graph, token, `GET /v23.0/${WABA}`);
    expect([answer.status, errorOf(answer)]).toMatchObject([
      400,
      { type: 'GraphMethodException', code: 100, error_subcode: 33 },
    ]);
    expect(errorOf(await send(token))).toMatchObject({ code: 100, error_subcode: 33 });
    expect((await callWith(graph, token, `GET /v23.0/${CLIENT_WABA}`)).status).toBe(200);
  });

  test('an account that may be managed, but not sent from, refuses to send with 200', async () => {
    const token = await granted({ whatsapp_business_management: [WABA], whatsapp_business_messaging: [CLIENT_WABA] });
    expect((await callWith(graph, token, `GET /v23.0/${WABA}`)).status).toBe(200);
    const answer = await send(token);
    expect([answer.status, errorOf(answer)]).toMatchObject([403, { code: 200 }]);
  });

  test('an account that may be sent from, but not managed, refuses to be managed with 200', async () => {
    const token = await granted({ whatsapp_business_management: [CLIENT_WABA], whatsapp_business_messaging: [WABA] });
    const answer = await callWith(graph, token, `GET /v23.0/${WABA}`);
    expect([answer.status, errorOf(answer)]).toMatchObject([
      403,
      {
        message: 'Need permission on WhatsAppBusinessAccount or this Business',
        code: 200,
        error_subcode: 1349174,
        error_user_title: 'Permission Denied',
      },
    ]);
    expect((await send(token)).status).toBe(200);
  });

  test('an account of another business that nobody shared is not there', async () => {
    const users = await callWith(graph, 'EAAwaproof', 'GET /v23.0/410000000000001/system_users');
    expect(users.json).toEqual({ data: [] });
    const proof = createHmac('sha256', 'waproof-app-secret').update('EAAwaproof').digest('hex');
    const client = await callWith(graph, 'EAAwaproof', 'POST /v23.0/410000000000001/system_user_access_tokens', {
      appsecret_proof: proof,
      fetch_only: true,
    });
    const { access_token } = client.json as { access_token: string };
    expect((await callWith(graph, access_token, `GET /v23.0/${CLIENT_WABA}`)).status).toBe(200);
    expect(errorOf(await callWith(graph, access_token, `GET /v23.0/${WABA}`))).toMatchObject({ error_subcode: 33 });
    expect(errorOf(await send(access_token))).toMatchObject({ error_subcode: 33 });
  });
});

describe('appsecret_proof', () => {
  const proofOf = (text: string, secret = 'waproof-app-secret') =>
    createHmac('sha256', secret).update(text).digest('hex');
  const wrong = 'Invalid appsecret_proof provided in the API argument';
  const settle = (settings: Json) => command(graph, `/apps/${APP}`, settings);

  test('may be left out, but must be right when it is given', async () => {
    expect((await send('EAAwaproof', { appsecret_proof: proofOf('EAAwaproof') })).status).toBe(200);
    const answer = await send('EAAwaproof', { appsecret_proof: proofOf('EAAwaproof', 'other') });
    expect([answer.status, errorOf(answer)]).toEqual([
      400,
      { message: wrong, type: 'GraphMethodException', code: 100, fbtrace_id: expect.any(String) },
    ]);
  });

  test('with a time is good for five minutes', async () => {
    const now = Math.floor(graph.mock.world.now() / 1_000);
    const timed = (at: number) => ({ appsecret_time: at, appsecret_proof: proofOf(`EAAwaproof|${at}`) });
    expect((await send('EAAwaproof', timed(now - 200))).status).toBe(200);
    expect(errorOf(await send('EAAwaproof', timed(now - 400)))).toMatchObject({ code: 100, message: wrong });
  });

  test('must be there when the app requires it', async () => {
    expect(await settle({ requireAppSecretProof: true })).toEqual({
      id: APP,
      requireAppSecretProof: true,
      allowedIps: [],
    });
    const answer = await callWith(graph, 'EAAwaproof', 'GET /v23.0/me');
    expect([answer.status, errorOf(answer)]).toMatchObject([
      400,
      {
        message: 'API calls from the server require an appsecret_proof argument',
        type: 'GraphMethodException',
        code: 100,
      },
    ]);
    const query = `appsecret_proof=${proofOf('EAAwaproof')}`;
    expect((await callWith(graph, 'EAAwaproof', `GET /v23.0/me?${query}`)).status).toBe(200);
    expect((await callWith(graph, APP_TOKEN, `GET /v23.0/${APP}`)).status).toBe(200);
  });

  test('of a batch goes for its entries', async () => {
    await settle({ requireAppSecretProof: true });
    const batch = [{ method: 'GET', relative_url: 'v23.0/me' }];
    const given = { batch, access_token: 'EAAwaproof', appsecret_proof: proofOf('EAAwaproof') };
    const answers = await graph.call('/', { body: given, headers: NO_TOKEN });
    expect(answers.json).toMatchObject([{ code: 200 }]);
    const without = await graph.call('/', { body: { ...given, appsecret_proof: undefined }, headers: NO_TOKEN });
    expect(without.json).toMatchObject([{ code: 400 }]);
  });
});

describe('an entry of a batch', () => {
  test('speaks for its own token, whatever the batch was sent with', async () => {
    const token = await makeToken(graph, { kind: 'page', page: { id: '77', name: 'Shop' } });
    const batch = [
      { method: 'GET', relative_url: `v23.0/me?access_token=${token}` },
      { method: 'GET', relative_url: 'v23.0/me' },
    ];
    const { json } = await graph.call('/', { body: { batch } });
    expect((json as { body: string }[]).map(({ body }) => JSON.parse(body))).toEqual([
      { name: 'Shop', id: '77' },
      { name: 'Waproof System User', id: '600000000000001' },
    ]);
  });
});

describe('the allowlist of addresses', () => {
  test('refuses calls from elsewhere, with any token of the app and without', async () => {
    await command(graph, `/apps/${APP}`, { allowedIps: ['203.0.113.0/24', '2001:db8::1'] });
    for (const token of ['EAAwaproof', APP_TOKEN]) {
      const answer = await callWith(graph, token, 'GET /v23.0/app');
      expect([answer.status, errorOf(answer)]).toMatchObject([
        400,
        { message: '(#5) Unauthorized source IP address', type: 'OAuthException', code: 5 },
      ]);
    }
    const query = `client_id=${APP}&client_secret=waproof-app-secret&grant_type=client_credentials`;
    const answer = await graph.call(`/oauth/access_token?${query}`, { method: 'GET', headers: NO_TOKEN });
    expect([answer.status, errorOf(answer)]).toMatchObject([
      400,
      { message: "This IP can't make requests for that application.", code: 5 },
    ]);
  });

  test('lets in whom it names, and everybody once it is empty', async () => {
    await command(graph, `/apps/${APP}`, { allowedIps: ['127.0.0.0/8'] });
    expect((await send('EAAwaproof')).status).toBe(200);
    await command(graph, `/apps/${APP}`, { allowedIps: ['203.0.113.1'] });
    expect(errorOf(await send('EAAwaproof'))).toMatchObject({ code: 5 });
    await command(graph, `/apps/${APP}`, { allowedIps: [] });
    expect((await send('EAAwaproof')).status).toBe(200);
  });
});

test('no token and no secret is ever written into the history', async () => {
  const token = await makeToken(graph, { kind: 'user', expiresInSeconds: -60 });
  const secrets = [token, 'EAAwaproof', 'waproof-app-secret'];
  await callWith(graph, token, 'GET /v23.0/me');
  await graph.call(`/v23.0/me?access_token=${token}`, { method: 'GET', headers: NO_TOKEN });
  await callWith(graph, APP_TOKEN, `GET /v23.0/debug_token?input_token=${token}`);
  await graph.call(`/v23.0/${token}?fields=id`, { method: 'GET' });
  const history = JSON.stringify(graph.observations);
  expect(graph.observations.length).toBeGreaterThan(4);
  for (const secret of secrets) expect(history).not.toContain(secret);
});
