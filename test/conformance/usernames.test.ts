/** Usernames of numbers, over HTTP. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CLIENT_WABA_ID, numbers, type PhoneNumber } from '../../mock-server/world/accounts.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const FIRST = '100000000000001';
const NAME = `/v23.0/${FIRST}/username`;
const claim = (username: unknown, more: object = {}, number = FIRST) =>
  graph.call(`/v23.0/${number}/username`, { body: { username, ...more } });
const nameOf = async (number = FIRST) =>
  (await graph.call(`/v23.0/${number}/username`, { method: 'GET' })).json as object;

/** Another number like the first; on another account if one is given. */
function anotherNumber(changes: Partial<PhoneNumber> = {}): string {
  const all = graph.mock.world.of(numbers);
  const first = all.get(FIRST) as PhoneNumber;
  return all.add((id) => ({ ...first, displayPhoneNumber: `+1 555 010 ${id.slice(-4)}`, ...changes, id })).id;
}

test('a name is claimed, shown by the number, changed and given up', async () => {
  expect(await nameOf()).toEqual({ status: 'none' });
  expect((await claim('Depot.Four')).json).toEqual({ status: 'approved' });
  expect(await nameOf()).toEqual({ username: 'depot.four', status: 'approved' });
  const { json } = await graph.call(`/v23.0/${FIRST}?fields=username`, { method: 'GET' });
  expect(json).toEqual({ username: 'depot.four', id: FIRST });
  expect((await claim('reserved_depot')).json).toEqual({ status: 'reserved' });
  expect(await nameOf()).toEqual({ username: 'reserved_depot', status: 'reserved' });
  expect((await graph.call(NAME, { method: 'DELETE' })).json).toEqual({ success: true });
  expect(await nameOf()).toEqual({ status: 'none' });
});

test('a name of another number of the portfolio moves only by force', async () => {
  const second = anotherNumber();
  await claim('depot_four', {}, second);
  for (const more of [{}, { transfer_action: 'none' }])
    expect((await claim('depot_four', more)).json).toMatchObject({ error: { code: 147005 } });
  expect((await claim('depot_four', { transfer_action: 'force_transfer' })).json).toEqual({ status: 'approved' });
  expect([await nameOf(), await nameOf(second)]).toEqual([
    { username: 'depot_four', status: 'approved' },
    { status: 'none' },
  ]);
});

test('a name of another business is taken, by force too', async () => {
  await claim('depot_four', {}, anotherNumber({ wabaId: CLIENT_WABA_ID }));
  expect((await claim('depot_four', { transfer_action: 'force_transfer' })).json).toMatchObject({
    error: { code: 147001 },
  });
});

test.each([
  ['taken_name', 147001],
  ['facebook_page', 147003],
  ['instagram.page', 147004],
])('%s is refused with %d', async (name, code) => {
  const { status, json } = await claim(name);
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { code, error_data: { details: expect.any(String) } } });
});

test.each([
  [{ status: 'DISCONNECTED' as const }, 133010],
  [{ messagingLimit: 'TIER_250' }, 147002],
])('a number with %j gets none', async (changes, code) => {
  expect((await claim('depot_four', {}, anotherNumber(changes))).json).toMatchObject({ error: { code } });
});

test.each(['ab', 'x'.repeat(36), 'de pot', '123', '.depot', 'depot.', 'de..pot', 'www.depot', 'depot.com', 'depot.in'])(
  'the name %s has no good form',
  async (name) => {
    expect((await claim(name)).json).toMatchObject({
      error: { code: 100, message: '(#100) Invalid parameter', error_data: { details: expect.any(String) } },
    });
  },
);

test.each([[undefined], [{ no: 'text' }], [['depot']]])('%j is no name', async (name) => {
  expect((await claim(name)).json).toMatchObject({ error: { code: 100 } });
});

test('suggestions are free names of good form', async () => {
  const suggest = async () => {
    const { json } = await graph.call(`${NAME}_suggestions`, { method: 'GET' });
    return (json as { data: { username_suggestions: string[] }[] }).data[0]?.username_suggestions ?? [];
  };
  const [first = '', ...others] = await suggest();
  expect(others.length).toBeGreaterThan(0);
  expect((await claim(first)).json).toEqual({ status: 'approved' });
  expect(await suggest()).toEqual(others);
});
