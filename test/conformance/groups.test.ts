/** Groups of a number over HTTP: their settings, who is in them, and messages to them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waId } from '../../core/ids.js';
import { userIdOf } from '../../mock-server/world/bsuid.js';
import { groups, MAX_GROUPS } from '../../mock-server/world/groups.js';
import { button, buttons, hi } from './bodies.js';
import { type ServedMock, serveMock } from './served-mock.js';
import { receiveWebhooks } from './webhook-receiver.js';

type Parts = Readonly<Record<string, unknown>>;

const GROUPS = '/v23.0/100000000000001/groups';
const ANN = '15557770001';
const BO = '15557770002';
const ANNS_ID = userIdOf('400000000000001', waId(ANN));
const requested = { messaging_product: 'whatsapp', request_id: expect.stringMatching(/^\d{15}$/) };

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock({ speed: 20 });
});
afterEach(() => graph.close());

const body = (parts: Parts = {}) => ({ messaging_product: 'whatsapp', ...parts });
const get = async (path: string) => (await graph.call(path, { method: 'GET' })).json;
const post = (path: string, parts?: Parts) => graph.call(path, { body: body(parts) });
const remove = (path: string, parts?: Parts) => graph.call(path, { method: 'DELETE', body: body(parts) });
const errorOf = (answer: { json: unknown }) => (answer.json as { error?: { code: number; message: string } }).error;
const control = (path: string, given?: Parts) => graph.call(`/_waproof${path}`, { body: given ?? {} });

/** A group, and its path. */
async function create(parts: Parts = {}): Promise<{ id: string; path: string }> {
  expect((await post(GROUPS, { subject: ' Trip ', ...parts })).json).toEqual(requested);
  const list = (await get(GROUPS)) as { data: { groups: { id: string }[] } };
  const id = list.data.groups.at(-1)?.id ?? '';
  return { id, path: `/v23.0/${id}` };
}
const put = (path: string, ...users: string[]) =>
  post(`${path}/participants`, { participants: users.map((user) => ({ user })) });
const users = (count: number) => Array.from({ length: count }, (_, n) => `1555777010${n}`);

describe('a group', () => {
  test('is asked for, listed and read, with an id of Meta’s form', async () => {
    const { id, path } = await create({ description: 'To the sea', join_approval_mode: 'approval_required' });
    expect(id).toMatch(/^Y2FwaV9ncm91cD[\w]+ZD$/);
    expect(await get(GROUPS)).toEqual({
      data: { groups: [{ id, subject: 'Trip', created_at: expect.stringMatching(/^17953\d{5}$/) }] },
      paging: { cursors: { before: expect.any(String), after: expect.any(String) } },
    });
    expect(await get(path)).toEqual({
      id,
      messaging_product: 'whatsapp',
      subject: 'Trip',
      description: 'To the sea',
      creation_timestamp: expect.any(Number),
      join_approval_mode: 'approval_required',
      suspended: false,
      total_participant_count: 0,
      participants: [],
    });
    expect(await get(`${path}?fields=subject`)).toEqual({ subject: 'Trip', id });
    expect(errorOf({ json: await get(`${path}?fields=colour`) })).toMatchObject({ code: 100 });
  });

  test('is changed, in part', async () => {
    const { id, path } = await create();
    expect((await post(path, { subject: 'Journey' })).json).toEqual(requested);
    expect((await post(path, { description: 'By train' })).json).toEqual(requested);
    expect(await get(`${path}?fields=subject,description`)).toEqual({
      subject: 'Journey',
      description: 'By train',
      id,
    });
  });

  test('is deleted, and is nowhere then', async () => {
    const { path } = await create();
    expect((await graph.call(path, { method: 'DELETE' })).json).toEqual({ success: true });
    expect(await get(GROUPS)).toEqual({ data: { groups: [] } });
    expect((await graph.call(path, { method: 'GET' })).status).toBe(400);
  });

  test('each request has another id', async () => {
    const { path } = await create();
    const ids = [(await post(path, { subject: 'A' })).text, (await post(path, { subject: 'A' })).text];
    expect(new Set(ids).size).toBe(2);
  });

  test('pages have cursors; one that leads nowhere is 131059', async () => {
    await create();
    await create();
    const page = (await get(`${GROUPS}?limit=1`)) as { paging: { cursors: { after: string }; next: string } };
    expect(page.paging.next).toContain('limit=1');
    const second = (await get(`${GROUPS}?limit=1&after=${page.paging.cursors.after}`)) as Parts;
    expect(second.paging).not.toHaveProperty('next');
    expect(errorOf({ json: await get(`${GROUPS}?after=nowhere`) })).toMatchObject({ code: 131059 });
  });

  test.each<[string, Parts, string]>([
    ['no product', { messaging_product: undefined }, 'The parameter messaging_product is required.'],
    ['no subject', { subject: undefined }, 'The parameter subject is required.'],
    ['spaces for a subject', { subject: '  ' }, 'The parameter subject is required.'],
    ['a subject too long', { subject: 'x'.repeat(129) }, 'Param subject must be at most 128 characters long.'],
    [
      'a description too long',
      { description: 'x'.repeat(2_049) },
      'Param description must be at most 2048 characters long.',
    ],
    [
      'another mode',
      { join_approval_mode: 'ask_mother' },
      'Param join_approval_mode must be one of {APPROVAL_REQUIRED, AUTO_APPROVE} - got "ask_mother".',
    ],
  ])('is refused with %s', async (_, parts, words) => {
    expect(errorOf(await post(GROUPS, { subject: 'Trip', ...parts }))).toMatchObject({
      code: 100,
      message: `(#100) ${words}`,
    });
    expect(await get(GROUPS)).toEqual({ data: { groups: [] } });
  });

  test('is refused when the number has 10,000: 131211', async () => {
    const { id } = await create();
    const all = graph.mock.world.of(groups);
    const first = all.get(id);
    if (!first) throw new Error('the group is not there');
    for (let n = 1; n < MAX_GROUPS; n++) all.put({ ...first, id: `group-${n}` });
    expect(errorOf(await post(GROUPS, { subject: 'One more' }))).toMatchObject({ code: 131211 });
  });

  test('is not changed by nothing, nor while it is suspended', async () => {
    const { id, path } = await create();
    expect(errorOf(await post(path))).toMatchObject({ code: 100 });
    expect(errorOf(await post(path, { subject: ' ' }))).toMatchObject({ code: 100 });
    graph.mock.world.of(groups).update(id, { isSuspended: true });
    const answer = await post(path, { subject: 'A' });
    expect([answer.status, errorOf(answer)?.code]).toEqual([403, 131207]);
    expect(await get(`${path}?fields=suspended`)).toEqual({ suspended: true, id });
  });
});

describe('the invite link', () => {
  test('is read, renewed and deleted', async () => {
    const { path } = await create();
    const first = (await get(`${path}/invite_link`)) as { invite_link: string };
    expect(first).toEqual({
      messaging_product: 'whatsapp',
      invite_link: expect.stringMatching(/^https:\/\/chat\.whatsapp\.com\/\w{22}$/),
    });
    const second = (await post(`${path}/invite_link`)).json as { invite_link: string };
    expect(second.invite_link).not.toBe(first.invite_link);
    expect(await get(`${path}/invite_link`)).toEqual(second);
    expect((await remove(`${path}/invite_link`)).json).toEqual({ messaging_product: 'whatsapp', success: 'true' });
    expect(errorOf({ json: await get(`${path}/invite_link`) })).toMatchObject({ code: 131009 });
    expect(errorOf(await graph.call(`${path}/invite_link`))).toMatchObject({ code: 100 });
  });
});

describe('participants', () => {
  test('come and go, by number or by id', async () => {
    const { path } = await create();
    expect((await put(path, '+1 555 777 0001', BO)).json).toEqual(requested);
    expect(await get(`${path}?fields=participants,total_participant_count`)).toMatchObject({
      participants: [{ wa_id: ANN, user_id: ANNS_ID }, { wa_id: BO }],
      total_participant_count: 2,
    });
    const gone = await remove(`${path}/participants`, {
      participants: [{ user_id: ANNS_ID }, { user: '15550009999' }],
    });
    expect(gone.json).toEqual(requested);
    expect(await get(`${path}?fields=participants`)).toMatchObject({ participants: [{ wa_id: BO }] });
  });

  test('come by the link: at once, or when they are let in', async () => {
    const open = await create();
    expect((await control(`/users/${ANN}/groups/${open.id}`)).json).toEqual({ result: 'joined' });
    expect((await control(`/users/${ANN}/groups/${open.id}`)).json).toEqual({ result: 'is-in' });
    expect(await get(`${open.path}?fields=total_participant_count`)).toMatchObject({ total_participant_count: 1 });

    const { id, path } = await create({ join_approval_mode: 'approval_required' });
    for (const user of [ANN, BO])
      expect((await control(`/users/${user}/groups/${id}`)).json).toEqual({ result: 'asked' });
    const { data } = (await get(`${path}/join_requests`)) as { data: { join_request_id: string }[] };
    expect(data).toEqual([
      {
        join_request_id: expect.stringMatching(/^MTU1NT\w+$/),
        wa_id: ANN,
        user_id: ANNS_ID,
        creation_timestamp: expect.any(Number),
      },
      expect.objectContaining({ wa_id: BO }),
    ]);
    const [anns, bos] = data.map(({ join_request_id }) => join_request_id);
    expect((await post(`${path}/join_requests`, { join_requests: [anns, 'nobody'] })).json).toEqual({
      messaging_product: 'whatsapp',
      approved_join_requests: [anns],
      failed_join_requests: [
        {
          join_request_id: 'nobody',
          errors: [expect.objectContaining({ code: 131213, error_data: expect.anything() })],
        },
      ],
      errors: [expect.objectContaining({ code: 131201 })],
    });
    expect((await remove(`${path}/join_requests`, { join_requests: [bos] })).json).toEqual({
      messaging_product: 'whatsapp',
      rejected_join_requests: [bos],
    });
    expect(await get(`${path}/join_requests`)).toEqual({ data: [] });
    expect(await get(`${path}?fields=participants`)).toMatchObject({ participants: [{ wa_id: ANN }] });
    expect(errorOf(await post(`${path}/join_requests`, { join_requests: [bos] }))).toMatchObject({ code: 131213 });
  });

  test('nobody comes when the link is gone, or the group is full', async () => {
    const { id, path } = await create();
    await put(path, ...users(8));
    expect((await control(`/users/${ANN}/groups/${id}`)).json).toMatchObject({
      error: expect.stringContaining('full'),
    });
    const other = await create();
    await remove(`${other.path}/invite_link`);
    expect((await control(`/users/${ANN}/groups/${other.id}`)).status).toBe(400);
    expect((await control(`/users/${ANN}/groups/nowhere`)).status).toBe(400);
  });

  test('a ninth is not let in by hand either: 131204', async () => {
    const { id, path } = await create({ join_approval_mode: 'approval_required' });
    await control(`/users/${ANN}/groups/${id}`);
    await put(path, ...users(8));
    const { data } = (await get(`${path}/join_requests`)) as { data: { join_request_id: string }[] };
    const named = data.map(({ join_request_id }) => join_request_id);
    expect(errorOf(await post(`${path}/join_requests`, { join_requests: named }))).toMatchObject({ code: 131204 });
  });

  test.each<[string, Parts, number]>([
    ['no list', {}, 100],
    ['an empty list', { participants: [] }, 100],
    ['nine', { participants: users(9).map((user) => ({ user })) }, 100],
    ['no user', { participants: [{}] }, 100],
    ['a user that is no text', { participants: [{ user: { a: 1 } }] }, 100],
    ['no object', { participants: ['15557770001'] }, 100],
    ['the same twice', { participants: [{ user: ANN }, { user: `+${ANN}` }] }, 131202],
    ['both ways to name one', { participants: [{ user: ANN, user_id: ANNS_ID }] }, 131009],
    ['an id of another portfolio', { participants: [{ user_id: 'PT.70418823369015' }] }, 131009],
    ['no number', { participants: [{ user: 'Ann' }] }, 131009],
  ])('refused: %s', async (_, parts, code) => {
    const { path } = await create();
    for (const call of [post, remove])
      expect(errorOf(await call(`${path}/participants`, parts)), call.name).toMatchObject({ code });
    expect(await get(`${path}?fields=total_participant_count`)).toMatchObject({ total_participant_count: 0 });
  });

  test('more than eight in all: 131204; nobody who is in it: 131212', async () => {
    const { path } = await create();
    await put(path, ...users(7));
    expect(errorOf(await put(path, ANN, BO))).toMatchObject({ code: 131204 });
    const gone = await remove(`${path}/participants`, { participants: [{ user: ANN }] });
    expect(errorOf(gone)).toMatchObject({ code: 131212 });
  });
});

describe('messages to a group', () => {
  const toGroup = (id: string, parts: Parts = hi) => graph.send({ ...parts, to: id, recipient_type: 'group' });

  test('are answered and told of under the group’s id', async () => {
    const subject = await receiveWebhooks();
    await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
    const { id, path } = await create();
    await put(path, ANN);
    const answer = await toGroup(id);
    expect(answer.json).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: id }],
      messages: [{ id: expect.stringMatching(/^wamid\./), group_id: id }],
    });
    expect(graph.lastCall()).toMatchObject({
      action: 'send',
      to: expect.stringMatching(/^120363\d{12}$/),
      effect: true,
    });
    await graph.until(() => graph.mock.pending().lives + graph.mock.pending().deliveries === 0, 'all is at rest');
    const statuses = subject.webhooks.flatMap(({ value }) => value.statuses ?? []);
    expect(statuses.length).toBeGreaterThan(0);
    for (const status of statuses) {
      expect(status).toMatchObject({ recipient_id: id, recipient_type: 'group' });
      expect(status).not.toHaveProperty('recipient_user_id');
    }
    await subject.close();
  });

  test.each<[string, string[], Parts, number, number]>([
    ['a group of nobody', [], hi, 131020, 400],
    ['buttons', [ANN], buttons(button('a')), 131051, 400],
  ])('refused: %s', async (_, participants, parts, code, status) => {
    const { id, path } = await create();
    if (participants.length > 0) await put(path, ...participants);
    const answer = await toGroup(id, parts);
    expect([answer.status, errorOf(answer)?.code]).toEqual([status, code]);
    expect(graph.lastCall()).toMatchObject({ outcome: 'refused', effect: false });
  });

  test('refused: a group that there is not, or no longer, and a number in its place', async () => {
    const { id, path } = await create();
    await put(path, ANN);
    await graph.call(path, { method: 'DELETE' });
    for (const to of [id, 'Y2Fw', ANN]) expect(errorOf(await toGroup(to))).toMatchObject({ code: 131041 });
    expect(errorOf(await toGroup('', hi))).toMatchObject({ message: '(#100) The parameter to is required.' });
  });
});
