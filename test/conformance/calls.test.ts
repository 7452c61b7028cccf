/** Calls of a number over HTTP: who may be called, and what a call goes through. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waId } from '../../core/ids.js';
import { userIdOf } from '../../mock-server/world/bsuid.js';
import { callPermissions, calls, MAX_CONNECTED_A_DAY } from '../../mock-server/world/calls.js';
import { type ServedMock, serveMock, TODAY } from './served-mock.js';

type Parts = Readonly<Record<string, unknown>>;

const NUMBER = '/v23.0/100000000000001';
const ANN = '15557770001';
const ANNS_ID = userIdOf('400000000000001', waId(ANN));
const HOUR = 3_600_000;
const offer = { sdp_type: 'offer', sdp: 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\n' };
const answer = { sdp_type: 'answer', sdp: 'v=0\r\no=- 3 4 IN IP4 127.0.0.1\r\n' };
const request = {
  type: 'interactive',
  interactive: { type: 'call_permission_request', action: { name: 'call_permission_request' } },
};
const succeeded = { messaging_product: 'whatsapp', success: true };

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const enable = (calling: Parts = {}) =>
  graph.call(`${NUMBER}/settings`, { body: { calling: { status: 'ENABLED', ...calling } } });
const act = (parts: Parts) => graph.call(`${NUMBER}/calls`, { body: { messaging_product: 'whatsapp', ...parts } });
const connect = (parts: Parts = {}) => act({ action: 'connect', to: ANN, session: offer, ...parts });
const permission = async (query = `user_wa_id=${ANN}`) =>
  (await graph.call(`${NUMBER}/call_permissions?${query}`, { method: 'GET' })).json;
const user = (path: string, body: Parts = {}) => graph.call(`/_waproof/users/${ANN}${path}`, { body });
const allow = (is_permanent = false) => user('/call_permission', { response: 'accept', is_permanent });
const codeOf = ({ json }: { json: unknown }) => (json as { error?: { code: number } }).error?.code;

async function idOf(call: Promise<{ json: unknown }>): Promise<string> {
  const { json } = await call;
  const { calls: [made] = [], id } = json as { calls?: { id: string }[]; id?: string };
  return made?.id ?? id ?? '';
}

describe('what a user allows', () => {
  const limit = (time_period: string, max_allowed: number, current_usage: number, ends?: unknown) => ({
    time_period,
    max_allowed,
    current_usage,
    ...(ends !== undefined && { limit_expiration_time: ends }),
  });
  const asking = (can_perform_action: boolean, ...limits: object[]) => ({
    action_name: 'send_call_permission_request',
    can_perform_action,
    limits,
  });
  const calling = (can_perform_action: boolean, current_usage = 0) => ({
    action_name: 'start_call',
    can_perform_action,
    limits: [limit('PT24H', 100, current_usage)],
  });

  test('is nothing at first', async () => {
    const nothing = {
      messaging_product: 'whatsapp',
      permission: { status: 'no_permission' },
      actions: [asking(true, limit('PT24H', 1, 0), limit('P7D', 2, 0)), calling(false)],
    };
    expect(await permission()).toEqual(nothing);
    expect(await permission(`recipient=${ANNS_ID}`)).toEqual(nothing);
  });

  test('is asked for once a day: 138009', async () => {
    expect((await graph.send(request)).status).toBe(200);
    expect(codeOf(await graph.send(request))).toBe(138009);
    expect((await graph.send({ ...request, to: '15557770002' })).status).toBe(200);
    expect(await permission()).toMatchObject({
      permission: { status: 'no_permission' },
      actions: [asking(false, limit('PT24H', 1, 1, expect.any(Number)), limit('P7D', 2, 1)), calling(false)],
    });
  });

  test('is asked for twice a week, and after a call anew', async () => {
    const all = graph.mock.world.of(callPermissions);
    const id = `100000000000001/${ANN}`;
    all.put({ id, askedAt: [TODAY - 100 * HOUR, TODAY - 30 * HOUR], connectedAt: [] });
    expect(codeOf(await graph.send(request))).toBe(138009);
    all.put({ id, askedAt: [TODAY - 169 * HOUR, TODAY - 30 * HOUR], connectedAt: [] });
    expect((await graph.send(request)).status).toBe(200);
    await allow();
    await enable();
    await user(`/calls/${await idOf(connect())}`, { act: 'answer' });
    expect((await graph.send(request)).status).toBe(200);
  });

  test('a week, for ever, or not at all', async () => {
    await allow();
    expect(await permission()).toMatchObject({
      permission: { status: 'temporary', expiration_time: expect.any(Number) },
      actions: [{ can_perform_action: true }, { can_perform_action: true }],
    });
    await allow(true);
    expect(await permission()).toMatchObject({
      permission: { status: 'permanent' },
      actions: [{ can_perform_action: false }, { can_perform_action: true }],
    });
    expect(codeOf(await graph.send(request))).toBe(138017);
    await user('/call_permission', { response: 'reject' });
    expect(await permission()).toMatchObject({ permission: { status: 'no_permission' } });
  });

  test('lapses after a week', async () => {
    const id = `100000000000001/${ANN}`;
    graph.mock.world.of(callPermissions).put({ id, askedAt: [], connectedAt: [], allowedUntil: TODAY });
    expect(await permission()).toMatchObject({ permission: { status: 'no_permission' } });
  });

  test.each([
    ['nobody', '', 100],
    ['no number', 'user_wa_id=Ann', 131009],
    ['a malformed id', 'recipient=ann', 100],
  ])('%s is refused', async (_, query, code) => {
    expect(codeOf({ json: await permission(query) })).toBe(code);
  });
});

describe('a call to a user', () => {
  beforeEach(() => enable());

  test('is placed, answered and ended', async () => {
    await allow();
    const placed = await connect({ biz_opaque_callback_data: 'job-7' });
    expect(placed.json).toEqual({
      messaging_product: 'whatsapp',
      calls: [{ id: expect.stringMatching(/^wacid\.HBgL/) }],
    });
    const [{ id }] = (placed.json as { calls: [{ id: string }] }).calls;
    expect(graph.mock.world.of(calls).get(id)).toMatchObject({ user: ANN, state: 'ringing', callbackData: 'job-7' });
    expect((await user(`/calls/${id}`, { act: 'answer' })).json).toEqual({ state: 'in-progress' });
    expect(await permission()).toMatchObject({ actions: [{}, { limits: [{ current_usage: 1 }] }] });
    expect((await act({ action: 'terminate', call_id: id })).json).toEqual(succeeded);
    expect(codeOf(await act({ action: 'terminate', call_id: id }))).toBe(131009);
  });

  test('is placed by id too, and ended by the user', async () => {
    await allow();
    const id = await idOf(connect({ to: undefined, recipient: ANNS_ID }));
    expect((await user(`/calls/${id}`, { act: 'hang-up' })).json).toEqual({ state: 'ended' });
    expect((await user(`/calls/${id}`, { act: 'answer' })).status).toBe(400);
  });

  test('is refused without permission: 138006', async () => {
    const refused = await connect();
    expect([refused.status, codeOf(refused)]).toEqual([401, 138006]);
  });

  test('is refused while there is another with the user: 138003', async () => {
    await allow();
    await connect();
    expect(codeOf(await connect())).toBe(138003);
  });

  test('is refused after 100 in a day: 138012', async () => {
    const connectedAt = Array<number>(MAX_CONNECTED_A_DAY).fill(TODAY - HOUR);
    graph.mock.world
      .of(callPermissions)
      .put({ id: `100000000000001/${ANN}`, askedAt: [], connectedAt, allowedUntil: 0 });
    expect(codeOf(await connect())).toBe(138012);
  });

  test('is refused when 1,000 are going on: 138002', async () => {
    await allow();
    const all = graph.mock.world.of(calls);
    for (let n = 0; n < 1_000; n++)
      all.put({
        id: `call-${n}`,
        phoneNumberId: '100000000000001',
        user: waId(`1666${n}`),
        direction: 'USER_INITIATED',
        state: 'ringing',
        startedAt: 0,
      });
    const refused = await connect();
    expect([refused.status, codeOf(refused)]).toEqual([429, 138002]);
  });

  test.each<[string, Parts, number]>([
    ['no product', { messaging_product: 'sms' }, 100],
    ['no action', { action: undefined }, 100],
    ['another action', { action: 'hang_up' }, 100],
    ['nobody', { to: undefined }, 100],
    ['words for a number', { to: 'Ann' }, 131009],
    ['the number itself', { to: '15550100001' }, 131021],
    ['a session without description', { session: { sdp_type: 'offer' } }, 100],
    ['an answer in place of an offer', { session: answer }, 131009],
    ['a description that is none', { session: { sdp_type: 'offer', sdp: 'hello' } }, 131009],
    ['callback data too long', { biz_opaque_callback_data: 'x'.repeat(513) }, 100],
  ])('is refused with %s', async (_, parts, code) => {
    await allow();
    expect(codeOf(await connect(parts))).toBe(code);
    expect(graph.mock.world.of(calls).size).toBe(0);
  });
});

describe('a call from a user', () => {
  beforeEach(() => enable());

  test('is taken in two steps with one answer', async () => {
    const id = await idOf(user('/calls'));
    expect((await act({ action: 'pre_accept', call_id: id, session: answer })).json).toEqual(succeeded);
    const other = { ...answer, sdp: `${answer.sdp}a=x` };
    expect(codeOf(await act({ action: 'accept', call_id: id, session: other }))).toBe(131009);
    expect((await act({ action: 'accept', call_id: id, session: answer })).json).toEqual(succeeded);
    expect(codeOf(await act({ action: 'accept', call_id: id, session: answer }))).toBe(131009);
    expect(codeOf(await act({ action: 'reject', call_id: id }))).toBe(131009);
    expect((await act({ action: 'terminate', call_id: id })).json).toEqual(succeeded);
  });

  test('is rejected, named by the user', async () => {
    const id = await idOf(user('/calls'));
    expect((await act({ action: 'reject', to: ANN })).json).toEqual(succeeded);
    expect(graph.mock.world.of(calls).get(id)).toBeUndefined();
    expect(codeOf(await act({ action: 'reject', to: ANN }))).toBe(131009);
  });

  test('is not answered with an offer, and one to the user not at all', async () => {
    const id = await idOf(user('/calls'));
    expect(codeOf(await act({ action: 'accept', call_id: id, session: offer }))).toBe(131009);
    await allow();
    await act({ action: 'terminate', call_id: id });
    const ours = await idOf(connect());
    expect(codeOf(await act({ action: 'accept', call_id: ours, session: answer }))).toBe(131009);
  });

  test('allows to call back when the number is set so', async () => {
    await user('/calls');
    expect(await permission()).toMatchObject({ permission: { status: 'no_permission' } });
    await enable({ callback_permission_status: 'ENABLED' });
    await user('/calls');
    expect(await permission()).toMatchObject({ permission: { status: 'temporary' } });
  });
});

describe('calls are off at first', () => {
  test('all are refused: 138000', async () => {
    await allow();
    const refused = await connect();
    expect([refused.status, codeOf(refused)]).toEqual([401, 138000]);
    expect((await user('/calls')).status).toBe(400);
  });

  test.each<[string, string, Parts]>([
    ['another answer', '/call_permission', { response: 'perhaps' }],
    ['an unknown number', '/call_permission', { response: 'accept', phone_number_id: '1' }],
    ['an unknown call', '/calls/wacid.x', { act: 'answer' }],
  ])('the control API refuses %s', async (_, path, body) => {
    const refused = await user(path, body);
    expect(refused.status).toBe(400);
    expect(refused.json).toEqual({ error: expect.any(String) });
  });
});
