/** Contact cards: what is refused of them. Those that are accepted stand with the other types. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contact } from './bodies.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

test.each<[string, Record<string, unknown>, string]>([
  ['contacts that are no list', { type: 'contacts', contacts: {} }, 'Param contacts must be an array.'],
  ['a contact without a name', { type: 'contacts', contacts: [{}] }, "The parameter contacts[0]['name'] is required."],
  [
    'a contact without a formatted name',
    { type: 'contacts', contacts: [{ name: { first_name: 'Bo' } }] },
    "The parameter contacts[0]['name']['formatted_name'] is required.",
  ],
  [
    'a contact with an unknown part',
    { type: 'contacts', contacts: [{ name: { formatted_name: 'Bo' }, nickname: 'B' }] },
    'Unexpected key "nickname" on param "contacts[0]".',
  ],
])('%s is refused by Graph: code 100, no error_data', async (_, parts, words) => {
  const answer = await graph.send(parts);
  expect(answer.json).toEqual({
    error: { message: `(#100) ${words}`, type: 'OAuthException', code: 100, fbtrace_id: expect.any(String) },
  });
  expect(answer.status).toBe(400);
});

test.each<[string, Record<string, unknown>, number, string]>([
  [
    'no contacts',
    { type: 'contacts', contacts: [] },
    131009,
    'Invalid contacts count. Min allowed contacts: 1, Max allowed contacts: 257',
  ],
  [
    'too many contacts',
    { type: 'contacts', contacts: Array(258).fill(contact) },
    131009,
    'Invalid contacts count. Min allowed contacts: 1, Max allowed contacts: 257',
  ],
  [
    'a contact with a formatted name only',
    { type: 'contacts', contacts: [contact, { name: { formatted_name: 'Bo' } }] },
    131008,
    'contacts[1]: name needs one of first_name, last_name, middle_name, suffix, prefix besides formatted_name',
  ],
  [
    'a birthday that is no date',
    { type: 'contacts', contacts: [{ ...contact, birthday: '3 May' }] },
    131009,
    'contacts[0]: birthday must be YYYY-MM-DD',
  ],
])('%s: refused by WhatsApp, with details', async (_, parts, code, details) => {
  const answer = await graph.send(parts);
  expect(answer.json).toMatchObject({ error: { code, error_data: { messaging_product: 'whatsapp', details } } });
  expect(answer.status).toBe(400);
  expect(graph.lastCall()).toMatchObject({ outcome: 'refused', effect: false, error: { code, definite: true } });
});
