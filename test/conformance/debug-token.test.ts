/** `GET /debug_token`, over HTTP: what each kind of token is good for, and who may ask. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ServedMock, serveMock, TODAY } from './served-mock.js';
import { callWith, errorOf, makeToken, NO_TOKEN } from './token-holder.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(() => graph.mock.world.reset());
afterAll(() => graph.close());

const APP_TOKEN = '300000000000001|waproof-app-secret';
const inspect = (input: string, token = APP_TOKEN) =>
  callWith(graph, token, `GET /v23.0/debug_token?${new URLSearchParams({ input_token: input })}`);
const dataOf = async (input: string, token?: string) => {
  const answer = await inspect(input, token);
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  return (answer.json as { data: Record<string, unknown> }).data;
};
const now = () => Math.floor(graph.mock.world.now() / 1_000);
const near = (seconds: number) => expect.toSatisfy((it) => Math.abs(Number(it) - seconds) <= 60, `about ${seconds}`);

describe('a token that is valid', () => {
  test('the mock’s own: a system user’s, for ever, on the account of its business', async () => {
    const data = await dataOf('EAAwaproof');
    expect(data).toEqual({
      app_id: '300000000000001',
      type: 'SYSTEM_USER',
      application: 'Waproof App',
      data_access_expires_at: 0,
      expires_at: 0,
      is_valid: true,
      issued_at: 1_767_225_600,
      scopes: expect.arrayContaining(['whatsapp_business_management', 'whatsapp_business_messaging']),
      granular_scopes: [
        { scope: 'whatsapp_business_management', target_ids: ['200000000000001'] },
        { scope: 'whatsapp_business_messaging', target_ids: ['200000000000001'] },
      ],
      user_id: '600000000000001',
    });
  });

  test('a user’s: until when, and for which objects', async () => {
    const token = await makeToken(graph, {
      kind: 'user',
      scopes: ['whatsapp_business_messaging', 'public_profile'],
      targets: { whatsapp_business_messaging: ['210000000000001', '200000000000001'] },
      expiresInSeconds: 3_600,
    });
    expect(await dataOf(token)).toMatchObject({
      type: 'USER',
      is_valid: true,
      issued_at: near(TODAY / 1_000),
      expires_at: near(now() + 3_600),
      data_access_expires_at: near(now() + 90 * 86_400),
      scopes: ['whatsapp_business_messaging', 'public_profile'],
      granular_scopes: [{ scope: 'whatsapp_business_messaging', target_ids: ['210000000000001', '200000000000001'] }],
    });
  });

  test('a page’s and an app’s', async () => {
    const page = await makeToken(graph, { kind: 'page', page: { id: '77', name: 'Shop' } });
    expect(await dataOf(page)).toMatchObject({ type: 'PAGE', is_valid: true, profile_id: '77' });
    expect(await dataOf(APP_TOKEN)).toEqual({
      app_id: '300000000000001',
      type: 'APP',
      application: 'Waproof App',
      is_valid: true,
      scopes: [],
    });
  });

  test('an employee’s: the accounts that it was assigned', async () => {
    const token = await makeToken(graph, { kind: 'system-user', role: 'EMPLOYEE' });
    const { user_id: user, granular_scopes: granular } = await dataOf(token);
    expect(granular).toMatchObject([{ target_ids: [] }, { target_ids: [] }]);
    await graph.call('/v23.0/200000000000001/assigned_users', { body: { user, tasks: ['DEVELOP'] } });
    expect((await dataOf(token)).granular_scopes).toMatchObject([
      { target_ids: ['200000000000001'] },
      { target_ids: ['200000000000001'] },
    ]);
  });
});

describe('a token that is not valid is an answer, too', () => {
  test('one that nobody gave', async () => {
    expect(await dataOf('nope')).toEqual({
      error: { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' },
      is_valid: false,
      scopes: [],
    });
  });

  test('one that expired tells whose it was', async () => {
    const token = await makeToken(graph, { kind: 'user', expiresInSeconds: -60 });
    expect(await dataOf(token)).toMatchObject({
      type: 'USER',
      is_valid: false,
      expires_at: near(now() - 60),
      error: { code: 190, subcode: 463, message: expect.stringContaining('Session has expired on') },
    });
  });

  test('one that was ended', async () => {
    const token = await makeToken(graph, { kind: 'user' });
    await graph.call(`/_waproof/tokens/${token}?reason=password-changed`, { method: 'DELETE', headers: NO_TOKEN });
    expect(await dataOf(token)).toMatchObject({ is_valid: false, error: { code: 190, subcode: 460 } });
  });
});

describe('who asks', () => {
  const onlyDevelopers =
    '(#100) You must provide an app access token, or a user access token that is an owner or developer of the app';

  test('may be the app, a system user, or somebody who develops it', async () => {
    expect(await dataOf('EAAwaproof', 'EAAwaproof')).toMatchObject({ is_valid: true });
    expect(await dataOf('EAAwaproof', await makeToken(graph, { kind: 'user' }))).toMatchObject({ is_valid: true });
  });

  test.each([
    ['another user', { kind: 'user', role: 'EMPLOYEE' }],
    ['a page', { kind: 'page' }],
  ])('must not be %s', async (_, wish) => {
    const answer = await inspect('EAAwaproof', await makeToken(graph, wish));
    expect([answer.status, errorOf(answer)]).toMatchObject([400, { message: onlyDevelopers, code: 100 }]);
  });

  test('must not be another app', async () => {
    const answer = await inspect('EAAwaproof', '310000000000001|waproof-partner-app-secret');
    expect([answer.status, errorOf(answer)]).toMatchObject([
      400,
      { message: '(#100) The App_id in the input_token did not match the Viewing App', code: 100 },
    ]);
  });

  test('must say what about', async () => {
    const answer = await callWith(graph, APP_TOKEN, 'GET /v23.0/debug_token');
    expect(errorOf(answer)).toMatchObject({ message: '(#100) The parameter input_token is required.', code: 100 });
  });
});
