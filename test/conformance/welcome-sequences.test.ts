/** Welcome message sequences over HTTP. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CLIENT_WABA, callsOf, refused, WABA } from './business-calls.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
const { get, post, remove, reset } = callsOf(() => graph);
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(reset);
afterAll(() => graph.close());

const SEQUENCES = `${WABA}/welcome_message_sequences`;
const message = { text: 'Hello there', autofill_message: { content: 'Hi!' }, ice_breakers: [{ title: 'Prices?' }] };

const created = async () =>
  String((await post(SEQUENCES, { name: 'Sign-up', welcome_message_sequence: message })).json.sequence_id);

test('a sequence is made, changed and removed', async () => {
  const id = await created();
  expect((await get(SEQUENCES)).json.data).toEqual([
    { sequence_id: id, name: 'Sign-up', welcome_message_sequence: JSON.stringify(message), is_used_in_ad: false },
  ]);
  expect((await post(SEQUENCES, { sequence_id: id, name: 'Renamed' })).json).toEqual({ success: true });
  expect((await get(`${SEQUENCES}?sequence_id=${id}`)).json.data).toMatchObject([
    { name: 'Renamed', welcome_message_sequence: JSON.stringify(message) },
  ]);
  expect((await remove(`${SEQUENCES}?sequence_id=${id}`)).json).toEqual({ success: true });
  expect((await get(SEQUENCES)).json).toEqual({ data: [] });
});

test('the message may be JSON text, as in forms', async () => {
  const body = { name: 'Form', welcome_message_sequence: JSON.stringify(message) };
  expect((await post(SEQUENCES, body)).status).toBe(200);
  expect((await get(SEQUENCES)).json.data).toMatchObject([{ welcome_message_sequence: JSON.stringify(message) }]);
});

test('another account’s sequence cannot be read, changed or removed', async () => {
  const id = await created();
  const theirs = `${CLIENT_WABA}/welcome_message_sequences`;
  expect(await get(`${theirs}?sequence_id=${id}`)).toMatchObject(refused('Could not load the sequence'));
  expect(await post(theirs, { sequence_id: id, name: 'Mine' })).toMatchObject(refused('Could not load the sequence'));
  expect(await remove(`${theirs}?sequence_id=${id}`)).toMatchObject(refused('Could not load the sequence'));
});

test.each([
  [{ welcome_message_sequence: message }, 'The parameter name is required.'],
  [{ name: 'x' }, 'The parameter welcome_message_sequence is required.'],
  [{ name: 'x', welcome_message_sequence: 'hello' }, 'Param welcome_message_sequence must be a JSON object.'],
  [{ name: 'x', welcome_message_sequence: {} }, "The parameter welcome_message_sequence['text'] is required."],
  [
    { name: 'x', welcome_message_sequence: { text: 'a', ice_breakers: [{}] } },
    "ice_breakers'][0]['title'] is required",
  ],
  [{ sequence_id: '42', name: 'x' }, 'Could not load the sequence'],
])('%j is refused', async (body, words) => {
  expect(await post(SEQUENCES, body)).toMatchObject(refused(words));
});

test('removing none in particular is refused', async () => {
  expect(await remove(SEQUENCES)).toMatchObject(refused('The parameter sequence_id is required.'));
});
