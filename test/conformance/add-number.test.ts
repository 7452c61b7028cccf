/** Adding a number to an account, over HTTP: from the call to the first message, and every way to be refused. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLIENT_WABA_ID, numbers, type PhoneNumber } from '../../mock-server/world/accounts.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const WABA = '/v23.0/200000000000001';
const GOOD = { cc: '1', phone_number: '6315551000', verified_name: 'Lotus Tea' };
const add = (changes: object = {}, waba = WABA) =>
  graph.call(`${waba}/phone_numbers`, { body: { ...GOOD, ...changes } });
const added = async (changes: object = {}) => ((await add(changes)).json as { id: string }).id;
const get = async (path: string) => (await graph.call(path, { method: 'GET' })).json;
const post = async (path: string, body: object) => (await graph.call(path, { body })).json;
const text = { messaging_product: 'whatsapp', to: '15557770001', text: { body: 'hi' } };

test('a number is added, verified, registered, and sends', async () => {
  const id = await added();
  const number = `/v23.0/${id}`;
  const fields = 'display_phone_number,verified_name,status,code_verification_status,quality_rating,name_status';
  expect(await get(`${number}?fields=${fields}`)).toEqual({
    display_phone_number: '+1 631-555-1000',
    verified_name: 'Lotus Tea',
    status: 'DISCONNECTED',
    code_verification_status: 'NOT_VERIFIED',
    quality_rating: 'UNKNOWN',
    name_status: 'AVAILABLE_WITHOUT_REVIEW',
    id,
  });
  expect(await post(`${number}/messages`, text)).toMatchObject({ error: { code: 133010 } });
  const success = { success: true };
  expect(await post(`${number}/request_code`, { code_method: 'SMS', language: 'en_US' })).toEqual(success);
  expect(await post(`${number}/verify_code`, { code: '123456' })).toEqual(success);
  expect(await post(`${number}/register`, { messaging_product: 'whatsapp', pin: '123456' })).toEqual(success);
  expect(await get(`${number}?fields=status,throughput,last_onboarded_time`)).toEqual({
    status: 'CONNECTED',
    throughput: { level: 'STANDARD' },
    last_onboarded_time: expect.stringMatching(/^2026-11-22T.*\+0000$/),
    id,
  });
  expect(await post(`${number}/messages`, text)).toMatchObject({ messages: [{ id: expect.any(String) }] });
});

test.each([
  [{ cc: '1', phone_number: '16315551000' }, '+1 631-555-1000'],
  [{ cc: undefined, phone_number: '+1 (631) 555-1000' }, '+1 631-555-1000'],
  [{ cc: '351', phone_number: '912345678' }, '+351 912345678'],
  [{ cc: '+55', phone_number: '11987654321' }, '+55 11987654321'],
])('with %j it is shown as %s', async (changes, display) => {
  const id = await added(changes);
  expect(await get(`/v23.0/${id}?fields=display_phone_number`)).toEqual({ display_phone_number: display, id });
});

test('a number that was verified ahead of time needs no code', async () => {
  const preverified = { cc: '1', phone_number: '5550100099', preverified_id: '750000000000001' };
  const id = await added(preverified);
  expect(await get(`/v23.0/${id}?fields=code_verification_status`)).toMatchObject({
    code_verification_status: 'VERIFIED',
  });
  expect((await add({ ...GOOD, preverified_id: '750000000000001' })).json).toMatchObject({ error: { code: 100 } });
  expect((await add({ ...GOOD, preverified_id: '1' })).json).toMatchObject({ error: { code: 100 } });
});

describe('a number that is somebody’s', () => {
  const first = { cc: '1', phone_number: '5550100001' };

  test('is refused on its own account with 2388012', async () => {
    const { status, json } = await add(first);
    expect(status).toBe(400);
    expect(json).toMatchObject({
      error: {
        message: 'Invalid parameter',
        code: 100,
        error_subcode: 2388012,
        is_transient: false,
        error_user_title: 'Phone number already in your list',
      },
    });
  });

  test('moves to another account once two-step verification is off', async () => {
    const elsewhere = `/v23.0/${CLIENT_WABA_ID}`;
    expect((await add(first, elsewhere)).json).toMatchObject({
      error: { message: '(#100) Phone number is already registered with WhatsApp Business' },
    });
    const migration = { ...first, migrate_phone_number: true };
    const all = graph.mock.world.of(numbers);
    all.update('100000000000001', { isPinEnabled: true });
    expect((await add(migration, elsewhere)).json).toMatchObject({ error: { code: 100, error_subcode: 2388001 } });
    all.update('100000000000001', { isPinEnabled: false });
    const { id } = (await add(migration, elsewhere)).json as { id: string };
    expect((await graph.send({ text: { body: 'still here' } })).status).toBe(200);
    await post(`/v23.0/${id}/verify_code`, { code: '123456' });
    await post(`/v23.0/${id}/register`, { messaging_product: 'whatsapp', pin: '123456' });
    expect((await graph.send({ text: { body: 'gone' } })).json).toMatchObject({ error: { code: 133010 } });
  });
});

test('a verified portfolio has at most 20 numbers, one that is not 2', async () => {
  const outcome = async (waba: string, from: number) => {
    for (let made = 0; ; made++) {
      const { status, json } = await add({ phone_number: String(6_315_550_000 + from + made) }, waba);
      if (status !== 200) return { made, status, json };
    }
  };
  const limit = {
    status: 403,
    json: { error: { code: 200, error_subcode: 1349175, error_user_title: 'Limit Exceeded' } },
  };
  expect(await outcome(WABA, 0)).toMatchObject({ made: 19, ...limit });
  expect(await outcome(`/v23.0/${CLIENT_WABA_ID}`, 100)).toMatchObject({ made: 2, ...limit });
});

test.each([
  [{ phone_number: undefined }, 'The parameter phone_number is required.'],
  [{ phone_number: '!' }, 'Param phone_number must be in E.164 format'],
  [{ phone_number: '1234567890123456' }, 'Param phone_number must be in E.164 format'],
  [{ cc: 'one' }, 'Param cc must be a country calling code.'],
  [{ verified_name: undefined }, 'The parameter verified_name is required.'],
  [{ verified_name: 'L' }, 'Param verified_name must be at least 2 characters long.'],
  [{ verified_name: 'x'.repeat(76) }, 'Param verified_name must be at most 75 characters long.'],
  [{ migrate_phone_number: 'perhaps' }, 'Param migrate_phone_number must be a boolean.'],
])('with %j it is refused', async (changes, words) => {
  const { status, json } = await add(changes);
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { code: 100, message: `(#100) ${words}` } });
});

describe('the list of numbers', () => {
  const idsOf = async (query: object) => {
    const json = await get(`${WABA}/phone_numbers?${new URLSearchParams({ fields: 'id', ...query })}`);
    return (json as { data: { id: string }[] }).data.map(({ id }) => id);
  };
  const condition = (field: string, operator: string, value: unknown) => ({
    filtering: JSON.stringify([{ field, operator, value }]),
  });
  const FIRST = '100000000000001';

  test('is filtered and sorted', async () => {
    const id = await added();
    const all = graph.mock.world.of(numbers);
    all.update(id, {
      accountMode: 'SANDBOX',
      lastOnboardedTime: '2025-01-01T00:00:00+0000',
    } satisfies Partial<PhoneNumber>);
    expect(await idsOf({})).toEqual([FIRST, id]);
    expect(await idsOf({ sort: 'creation_time.desc' })).toEqual([id, FIRST]);
    expect(await idsOf({ sort: 'last_onboarded_time_ascending' })).toEqual([id, FIRST]);
    expect(await idsOf({ sort: 'last_onboarded_time.desc' })).toEqual([FIRST, id]);
    expect(await idsOf(condition('account_mode', 'EQUAL', 'LIVE'))).toEqual([FIRST]);
    expect(await idsOf(condition('account_mode', 'NOT_EQUAL', 'LIVE'))).toEqual([id]);
    expect(await idsOf(condition('account_mode', 'IN', ['LIVE', 'SANDBOX']))).toEqual([FIRST, id]);
    expect(await idsOf(condition('is_official_business_account', 'EQUAL', true))).toEqual([]);
  });

  test.each([
    [{ sort: 'NOT_ONE_OF_THEM' }],
    [{ filtering: 'LIVE' }],
    [{ filtering: '[42]' }],
    [condition('colour', 'EQUAL', 'red')],
    [condition('constructor', 'EQUAL', 'red')],
    [condition('account_mode', 'LIKE', 'LIVE')],
  ])('with %j is refused', async (query) => {
    const { status, json } = await graph.call(`${WABA}/phone_numbers?${new URLSearchParams(query)}`, { method: 'GET' });
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { code: 100 } });
  });
});

test('a number is registered ten times in 72 hours at most', async () => {
  const register = () =>
    graph.call('/v23.0/100000000000001/register', { body: { messaging_product: 'whatsapp', pin: '123456' } });
  for (let i = 0; i < 10; i++) expect((await register()).status).toBe(200);
  expect((await register()).json).toMatchObject({ error: { code: 133016 } });
});
