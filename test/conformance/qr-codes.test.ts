/** Message QR codes, over HTTP: from the creation to the image that a phone could scan. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const CODES = '/v23.0/100000000000001/message_qrdls';

interface Code {
  readonly code: string;
  readonly prefilled_message: string;
  readonly deep_link_url: string;
  readonly qr_image_url?: string;
}

const create = async (prefilled_message: string, more: object = {}): Promise<Code> => {
  const { status, json } = await graph.call(CODES, { body: { prefilled_message, ...more } });
  expect(status).toBe(200);
  return json as Code;
};
const list = async (query = '') => (await graph.call(`${CODES}${query}`, { method: 'GET' })).json as { data: Code[] };

test('a code is made, read back, changed and deleted', async () => {
  const made = await create('Hello');
  expect(made).toEqual({
    code: expect.stringMatching(/^[A-Z2-7]{14}$/),
    prefilled_message: 'Hello',
    deep_link_url: `https://wa.me/message/${made.code}`,
  });
  expect((await list()).data).toEqual([made]);

  const changed = { ...made, prefilled_message: 'Good day' };
  const update = { code: made.code, prefilled_message: 'Good day' };
  expect((await graph.call(CODES, { body: update })).json).toEqual(changed);
  expect((await graph.call(`${CODES}/${made.code}`, { method: 'GET' })).json).toEqual({ data: [changed] });

  const again = { ...made, prefilled_message: 'Bye' };
  const { json } = await graph.call(`${CODES}/${made.code}`, { body: { prefilled_message: 'Bye' } });
  expect(json).toEqual(again);

  expect((await graph.call(`${CODES}/${made.code}`, { method: 'DELETE' })).json).toEqual({ success: true });
  expect(await list()).toEqual({ data: [] });
});

test('the newest code comes first, one can be looked for, and a page ends where it should', async () => {
  const [first, second] = [await create('one'), await create('two')];
  expect((await list('?fields=code')).data).toEqual([{ code: second.code }, { code: first.code }]);
  expect((await list(`?code=${first.code}`)).data).toEqual([first]);
  expect(await list('?code=AAAAAAAAAAAAAA')).toEqual({ data: [] });
  const page = (await list('?limit=1')) as unknown as { data: Code[]; paging: { next: string } };
  expect(page.data).toEqual([second]);
  expect(page.paging.next).toContain('/message_qrdls?limit=1&after=');
});

test('the same calls give the same codes in every mock', async () => {
  const made = await create('Hello');
  const other = await serveMock();
  const { json } = await other.call(CODES, { body: { prefilled_message: 'Hello' } });
  await other.close();
  expect(json).toEqual(made);
});

test('parameters may come in the query, with a trailing slash and any case of the format', async () => {
  const query = new URLSearchParams({ prefilled_message: 'From a query', generate_qr_image: 'png' });
  const { status, json } = await graph.call(`${CODES}/?${query}`, { headers: { 'content-type': undefined } });
  expect(status).toBe(200);
  expect(json).toMatchObject({ prefilled_message: 'From a query', qr_image_url: expect.stringMatching(/\.png$/) });
});

test.each([
  ['PNG', 'image/png', '\u0089PNG'],
  ['SVG', 'image/svg+xml; charset=utf-8', '<svg'],
])('the image of a code is a real %s, without a token', async (format, type, beginning) => {
  const { qr_image_url = '', code } = await create('Hello', { generate_qr_image: format });
  expect(qr_image_url).toBe(`${graph.url}/_waproof/qr/${code}.${format.toLowerCase()}`);
  const response = await fetch(qr_image_url);
  expect(response.headers.get('content-type')).toBe(type);
  const text = Buffer.from(await response.arrayBuffer()).toString('latin1');
  expect(text.startsWith(beginning)).toBe(true);
  expect(text.length).toBeGreaterThan(500);
  const { data } = await list(`?fields=qr_image_url.format(${format})`);
  expect(data).toEqual([{ qr_image_url }]);
});

test('there is no image of a code that there is not', async () => {
  expect((await fetch(`${graph.url}/_waproof/qr/AAAAAAAAAAAAAA.png`)).status).toBe(404);
  const { code } = await create('Hello');
  expect((await fetch(`${graph.url}/_waproof/qr/${code}.gif`)).status).toBe(404);
});

test.each([
  [{}, 'The parameter prefilled_message is required.'],
  [{ prefilled_message: 'x'.repeat(141) }, 'Param prefilled_message must be at most 140 characters long.'],
  [{ prefilled_message: { no: 'text' } }, 'Param prefilled_message must be a string.'],
  [
    { prefilled_message: 'Hi', generate_qr_image: 'GIF' },
    'Param generate_qr_image must be one of {SVG, PNG} - got "GIF".',
  ],
])('%j is refused', async (body, words) => {
  const { status, json } = await graph.call(CODES, { body });
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { message: `(#100) ${words}`, code: 100 } });
});

test.each(['GET', 'POST', 'DELETE'])('%s of a code that is not there is 100/33', async (method) => {
  const body = method === 'POST' ? { prefilled_message: 'Hi' } : undefined;
  const { status, json } = await graph.call(`${CODES}/AAAAAAAAAAAAAA`, { method, body });
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { code: 100, error_subcode: 33, type: 'GraphMethodException' } });
});

test('a number has at most 2,000 codes', async () => {
  const { qrCodes } = await import('../../mock-server/world/qr-codes.js');
  const codes = graph.mock.world.of(qrCodes);
  for (let i = 0; i < 2_000; i++)
    codes.put({ id: `CODE${i}`, phoneNumberId: '100000000000001', prefilledMessage: 'x', createdAt: 0 });
  expect((await graph.call(CODES, { body: { prefilled_message: 'one more' } })).json).toMatchObject({
    error: { code: 100, message: '(#100) A phone number can have at most 2000 message QR codes.' },
  });
  codes.remove('CODE1');
  expect((await graph.call(CODES, { body: { prefilled_message: 'one more' } })).status).toBe(200);
});
