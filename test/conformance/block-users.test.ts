/** Blocking users, over HTTP: who can be blocked, what fails in part, and that the blocked are not heard any more. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { blockedUsers, blockKey } from '../../mock-server/world/blocked-users.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const NUMBER = '100000000000001';
const BLOCKS = `/v23.0/${NUMBER}/block_users`;
const ANA = '15557770001';
const BEN = '15557770002';

const write = (user: string) =>
  graph.call(`/_waproof/users/${user}/messages`, { body: { message: { type: 'text', text: { body: 'hi' } } } });
const bodyFor = (...users: object[]) => ({ messaging_product: 'whatsapp', block_users: users });
const block = (...users: object[]) => graph.call(BLOCKS, { body: bodyFor(...users) });
const blocked = async (query = '') =>
  (await graph.call(`${BLOCKS}${query}`, { method: 'GET' })).json as {
    data: { wa_id: string; user_id: string }[];
    paging?: { cursors: { after: string } };
  };
const reengage = {
  message: 'Re-engagement required',
  code: 131047,
  error_data: { details: 'User has not messaged in the last 24 hours' },
};

test('a user who wrote is blocked, listed and unblocked', async () => {
  await write(ANA);
  const { status, json } = await block({ user: `+${ANA}` });
  expect(status).toBe(200);
  expect(json).toEqual({
    messaging_product: 'whatsapp',
    block_users: { added_users: [{ input: `+${ANA}`, wa_id: ANA }] },
  });
  const { data } = await blocked();
  expect(data).toEqual([
    { messaging_product: 'whatsapp', wa_id: ANA, user_id: expect.stringMatching(/^US\.\d{16,20}$/) },
  ]);
  const removed = await graph.call(BLOCKS, { method: 'DELETE', body: bodyFor({ user: ANA }) });
  expect(removed.json).toEqual({
    messaging_product: 'whatsapp',
    block_users: { removed_users: [{ input: ANA, wa_id: ANA }] },
  });
  expect(await blocked()).toEqual({ data: [] });
});

test('a blocked user is not heard until unblocked', async () => {
  const heard = () => graph.observed('user.wrote').length;
  await write(ANA);
  await block({ user: ANA });
  const { status } = await write(ANA);
  expect([status, heard()]).toEqual([201, 1]);
  await graph.call(BLOCKS, { method: 'DELETE', body: bodyFor({ user: ANA }) });
  await write(ANA);
  expect(heard()).toBe(2);
});

test('a user is named by a business-scoped id, and a phone number wins over it', async () => {
  await write(ANA);
  await block({ user: ANA });
  const user_id = (await blocked()).data[0]?.user_id ?? '';
  const query = new URLSearchParams({ messaging_product: 'whatsapp', block_users: JSON.stringify([{ user_id }]) });
  const removed = await graph.call(`${BLOCKS}?${query}`, { method: 'DELETE' });
  expect(removed.json).toMatchObject({ block_users: { removed_users: [{ input: user_id, user_id }] } });
  expect((await block({ user_id })).json).toMatchObject({
    block_users: { added_users: [{ input: user_id, user_id }] },
  });
  const { status, json } = await block({ user: BEN, user_id });
  expect(status).toBe(400);
  expect(json).toMatchObject({ block_users: { failed_users: [{ input: BEN, wa_id: BEN }] } });
});

test('what fails in part is answered 400 with both lists and the error, and the rest is done', async () => {
  await write(ANA);
  const { status, json, text } = await block({ user: ANA }, { user: BEN }, { user: '15550100001' }, { user: 'nobody' });
  expect(status).toBe(400);
  expect(json).toEqual({
    messaging_product: 'whatsapp',
    block_users: {
      added_users: [{ input: ANA, wa_id: ANA }],
      failed_users: [
        { input: BEN, wa_id: BEN, errors: [reengage] },
        {
          input: '15550100001',
          wa_id: '15550100001',
          errors: [
            { message: 'Self Block', code: 131021, error_data: { details: 'Failed to block self phone number' } },
          ],
        },
        { input: 'nobody', errors: [reengage] },
      ],
    },
    error: {
      message: '(#139100) Failed to block/unblock users',
      type: 'OAuthException',
      code: 139100,
      error_data: { details: 'Failed to block some users, see the block_users response list for details' },
      fbtrace_id: expect.any(String),
    },
  });
  expect(text.indexOf('"block_users"')).toBeLessThan(text.indexOf('"error"'));
  expect((await blocked()).data).toHaveLength(1);
  expect(graph.observed('graph.call')[0]).toMatchObject({ status: 400, effect: true, error: { code: 139100 } });
});

test('parent ids and ids of nobody fail', async () => {
  for (const user_id of ['US.ENT.12345678901234567890', 'US.123'])
    expect((await block({ user_id })).json).toMatchObject({
      block_users: { added_users: [], failed_users: [{ input: user_id }] },
      error: { code: 139100 },
    });
  const removed = await graph.call(BLOCKS, { method: 'DELETE', body: bodyFor({ user_id: 'US.123' }) });
  expect(removed.json).toMatchObject({ block_users: { removed_users: [] }, error: { code: 139100 } });
});

test('whoever wrote more than 24 hours ago cannot be blocked', async () => {
  await write(ANA);
  const user = [...graph.mock.world.users()].find(({ id }) => id === ANA);
  const at = user?.wroteAt?.[NUMBER] ?? 0;
  expect(at).toBeGreaterThan(0);
  if (user) user.wroteAt = { [NUMBER]: at - 24 * 3_600_000 - 1 };
  expect((await block({ user: ANA })).json).toMatchObject({ block_users: { failed_users: [{ errors: [reengage] }] } });
  if (user) user.wroteAt = { '100000000000099': at };
  expect((await block({ user: ANA })).status).toBe(400);
});

test('the list ends at 64,000 users', async () => {
  const list = graph.mock.world.of(blockedUsers);
  for (let i = 0; i < 64_000; i++) {
    const user = String(16_000_000_000 + i);
    list.put({ id: blockKey(NUMBER, user), phoneNumberId: NUMBER, user });
  }
  await write(ANA);
  expect((await block({ user: ANA })).json).toMatchObject({
    block_users: { failed_users: [{ errors: [{ code: 139101 }] }] },
  });
});

test('pages go on, unless the list has changed in between', async () => {
  for (const user of [ANA, BEN]) await write(user);
  await block({ user: ANA }, { user: BEN });
  const first = await blocked('?limit=1');
  expect(first.data.map(({ wa_id }) => wa_id)).toEqual([ANA]);
  const after = first.paging?.cursors.after;
  expect((await blocked(`?limit=1&after=${after}`)).data.map(({ wa_id }) => wa_id)).toEqual([BEN]);
  await graph.call(BLOCKS, { method: 'DELETE', body: bodyFor({ user: BEN }) });
  expect(await blocked(`?limit=1&after=${after}`)).toMatchObject({ error: { code: 139102 } });
});

test.each([
  [{ block_users: [{ user: ANA }] }, 100, 'The parameter messaging_product is required.'],
  [{ messaging_product: 'whatsapp' }, 100, 'The parameter block_users is required.'],
  [bodyFor(), 100, 'Param block_users must have at least 1 element.'],
  [bodyFor({}), 100, "The parameter block_users[0]['user'] is required."],
  [{ messaging_product: 'whatsapp', block_users: 42 }, 100, 'Param block_users must be an array.'],
  [bodyFor({ user: { no: 'text' } }), 100, "Param block_users[0]['user'] must be a string."],
  [bodyFor(...Array(1_001).fill({ user: ANA })), 130429, 'Rate limit hit'],
])('a call is refused %#', async (body, code, words) => {
  for (const method of ['POST', 'DELETE']) {
    const { status, json } = await graph.call(BLOCKS, { method, body });
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { code, message: `(#${code}) ${words}` } });
  }
});
