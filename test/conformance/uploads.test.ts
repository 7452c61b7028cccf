/** Resumable uploads, and what their handles are good for: profile pictures and samples of templates. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PNG } from './media-bodies.js';
import { type GraphAnswer, type ServedMock, serveMock, TOKEN } from './served-mock.js';

let graph: ServedMock;
let ahead = 0;
beforeAll(async () => {
  graph = await serveMock({ aheadMs: () => ahead });
});
afterAll(() => graph.close());

const APP = '/v23.0/300000000000001';
const PROFILE = '/v23.0/100000000000001/whatsapp_business_profile';
const DAY_MS = 24 * 3_600_000;

const open = (query: Readonly<Record<string, string>>, path = `${APP}/uploads`): Promise<GraphAnswer> =>
  graph.call(`${path}?${new URLSearchParams(query)}`, { headers: { 'content-type': undefined } });

async function session(bytes: Uint8Array, fileType = 'image/png', fileName = 'a.png'): Promise<string> {
  const { json } = await open({ file_length: String(bytes.length), file_type: fileType, file_name: fileName });
  return (json as { id: string }).id;
}

async function send(
  id: string,
  bytes: Uint8Array,
  { offset = '0', headers = {} }: { offset?: string | null; headers?: Readonly<Record<string, string>> } = {},
): Promise<GraphAnswer> {
  const response = await fetch(`${graph.url}/v23.0/${id}`, {
    method: 'POST',
    headers: { authorization: `OAuth ${TOKEN}`, ...(offset !== null && { file_offset: offset }), ...headers },
    body: bytes,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) as unknown };
}

const state = (id: string) => graph.call(`/v23.0/${id}`, { method: 'GET' });

async function handleOf(bytes: Uint8Array, fileType = 'image/png', fileName = 'a.png'): Promise<string> {
  const { json } = await send(await session(bytes, fileType, fileName), bytes);
  return (json as { h: string }).h;
}

const decoded = (text = '') => Buffer.from(text, 'base64').toString();

describe('a session', () => {
  test('has an id that says what it is for, and a signature', async () => {
    const answer = await open({ file_length: '12', file_type: 'image/png', file_name: 'my cat.png' });
    const { id } = answer.json as { id: string };
    expect(answer.json).toEqual({ id: expect.stringMatching(/^upload:MTph[\w+=]+\?sig=AR[\w-]{17}$/) });
    expect(decoded(/upload:([^?]*)/.exec(id)?.[1])).toMatch(
      /^1:attachment:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\?file_length=12&file_type=image%2Fpng&file_name=my\+cat\.png$/,
    );
  });

  test('is another one each time, also by the name of the own app', async () => {
    const query = { file_length: '12', file_type: 'image/png' };
    const answers = await Promise.all([open(query), open(query), open(query, '/v23.0/app/uploads')]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(3);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  test.each<[string, Record<string, string>, string]>([
    ['no length', { file_type: 'image/png' }, 'The parameter file_length is required.'],
    ['no type', { file_length: '12' }, 'The parameter file_type is required.'],
    [
      'a length of nothing',
      { file_length: '0', file_type: 'image/png' },
      'Param file_length must be a number between 1 and 104857600.',
    ],
    ['a length in words', { file_length: 'many', file_type: 'image/png' }, 'Param file_length must be a number.'],
    [
      'a type that there is not',
      { file_length: '12', file_type: 'image/gif' },
      'Param file_type must be one of {application/pdf, image/jpeg, image/jpg, image/png, video/mp4} - got "image/gif".',
    ],
  ])('with %s is refused', async (_, query, message) => {
    const answer = await open(query);
    expect([answer.status, answer.json]).toMatchObject([400, { error: { code: 100, message: `(#100) ${message}` } }]);
  });

  test('ends after a day', async () => {
    const id = await session(PNG);
    ahead = DAY_MS + 1_000;
    const answer = await state(id);
    ahead = 0;
    expect(answer.json).toMatchObject({ error: { code: 100, message: expect.stringMatching(/^HMAC check failed! /) } });
  });
});

describe('posting bytes', () => {
  test('at once gives a handle in the layout of real ones', async () => {
    const handle = await handleOf(PNG, 'image/png', 'my cat.png');
    const [four, name, type, seal, e, expiry, app, user, sig, ...rest] = handle.split(':');
    expect([four, decoded(name), decoded(type), e, app, user, rest]).toEqual([
      '4',
      'my cat.png',
      'image/png',
      'e',
      '300000000000001',
      '600000000000001',
      [],
    ]);
    expect(seal).toMatch(/^AR[\w-]{108}$/);
    expect(expiry).toMatch(/^\d{10}$/);
    expect(sig).toMatch(/^AR[\w-]{17}$/);
  });

  test('takes them whatever their content type says', async () => {
    for (const type of [
      'application/x-www-form-urlencoded',
      'application/json',
      'multipart/form-data; boundary=x',
      'image/png',
    ]) {
      const answer = await send(await session(PNG), PNG, { headers: { 'content-type': type } });
      expect(answer.json).toEqual({ h: expect.stringMatching(/^4:/) });
    }
  });

  test('in pieces: each one goes on where the last one ended', async () => {
    const id = await session(PNG);
    expect((await state(id)).json).toEqual({ id, file_offset: 0 });
    expect((await send(id, PNG.subarray(0, 5))).json).toEqual({ id, file_offset: 5 });
    expect((await state(id)).json).toEqual({ id, file_offset: 5 });
    expect((await send(id, PNG.subarray(5), { offset: '5' })).json).toEqual({ h: expect.stringMatching(/^4:/) });
    expect((await state(id)).json).toEqual({ id, file_offset: PNG.length });
  });

  test('over a connection that breaks keeps what came', async () => {
    const bytes = Buffer.alloc(300_000, 'x');
    const id = await session(bytes);
    const { port } = new URL(graph.url);
    const socket = connect(Number(port), '127.0.0.1');
    const head = `POST /v23.0/${id} HTTP/1.1\r\nHost: x\r\nAuthorization: OAuth ${TOKEN}\r\nfile_offset: 0\r\n`;
    socket.write(`${head}Content-Length: ${bytes.length}\r\n\r\n`);
    const seen = graph.observed('graph.call').length;
    socket.write(bytes.subarray(0, 100_000), () => socket.end());
    await graph.until(() => graph.observed('graph.call').length > seen, 'the break is seen');
    const { file_offset: offset } = (await state(id)).json as { file_offset: number };
    expect(offset).toBe(100_000);
    expect((await send(id, bytes.subarray(offset), { offset: String(offset) })).json).toEqual({
      h: expect.stringMatching(/^4:/),
    });
  });

  test.each<[string, (id: string) => Promise<GraphAnswer>, string]>([
    ['without an offset', (id) => send(id, PNG, { offset: null }), '(#100) The header file_offset is required.'],
    ['at a wrong offset', (id) => send(id, PNG, { offset: '3' }), 'Request starting offset is invalid'],
    ['at an offset in words', (id) => send(id, PNG, { offset: 'here' }), 'Request starting offset is invalid'],
    [
      'that are too many',
      (id) => send(id, Buffer.concat([PNG, PNG])),
      'Partial request (did not match length of file)',
    ],
    ['that are none', (id) => send(id, Buffer.alloc(0)), '(#100) The body must hold the bytes of the file.'],
    ['without the signature', (id) => send(id.replace(/\?.*/, ''), PNG), 'HMAC check failed! sessionId='],
    ['with another signature', (id) => send(id.replace(/sig=.*/, 'sig=ARx'), PNG), 'HMAC check failed! sessionId='],
    [
      'to a session that there is not',
      () => send('upload:MTphdHRh?sig=ARx', PNG),
      'HMAC check failed! sessionId=upload:MTphdHRh mac=ARx',
    ],
  ])('%s is refused', async (_, act, message) => {
    const id = await session(PNG);
    const answer = await act(id);
    expect(answer.json).toMatchObject({ error: { code: 100, message: expect.stringContaining(message) } });
    expect(answer.status).toBe(400);
    expect((await state(id)).json).toEqual({ id, file_offset: 0 });
  });

  test('needs a token', async () => {
    const id = await session(PNG);
    expect((await send(id, PNG, { headers: { authorization: 'OAuth wrong' } })).status).toBe(401);
  });
});

describe('a handle', () => {
  test('sets the profile picture, which is then served to everybody', async () => {
    const handle = await handleOf(PNG);
    const set = await graph.call(PROFILE, { body: { messaging_product: 'whatsapp', profile_picture_handle: handle } });
    expect(set.json).toEqual({ success: true });
    const { json } = await graph.call(`${PROFILE}?fields=profile_picture_url`, { method: 'GET' });
    const { data } = json as { data: [{ profile_picture_url: string }] };
    expect(data[0].profile_picture_url).toMatch(new RegExp(`^${graph.url}/v/t61\\.24694-24/\\d+_n\\.png$`));
    const picture = await fetch(data[0].profile_picture_url);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(PNG);
  });

  test.each<[string, () => Promise<string>]>([
    ['nobody made', async () => '4::aW1hZ2UvcG5n:ARx:e:1:2:3:ARy'],
    ['is of a document', () => handleOf(Buffer.from('%PDF-1.7'), 'application/pdf')],
    ['is empty', async () => ''],
  ])('that %s sets no picture', async (_, make) => {
    const body = { messaging_product: 'whatsapp', profile_picture_handle: await make() };
    const answer = await graph.call(PROFILE, { body });
    expect([answer.status, answer.json]).toMatchObject([400, { error: { code: 100 } }]);
  });

  test('of a file in pieces serves all of it, and ranges across them', async () => {
    const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 251));
    const id = await session(bytes, 'image/jpeg', 'a.jpg');
    await send(id, bytes.subarray(0, 300));
    await send(id, bytes.subarray(300, 301), { offset: '300' });
    const { json } = await send(id, bytes.subarray(301), { offset: '301' });
    const { h } = json as { h: string };
    await graph.call(PROFILE, { body: { messaging_product: 'whatsapp', profile_picture_handle: ` ${h}\n` } });
    const read = await graph.call(`${PROFILE}?fields=profile_picture_url`, { method: 'GET' });
    const url = (read.json as { data: [{ profile_picture_url: string }] }).data[0].profile_picture_url;
    const whole = await fetch(url);
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(bytes);
    const range = await fetch(url, { headers: { range: 'bytes=298-302' } });
    expect(Buffer.from(await range.arrayBuffer())).toEqual(bytes.subarray(298, 303));
  });

  test('is a sample of a template, read back as an address that serves it', async () => {
    const components = [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: [await handleOf(PNG)] } },
      { type: 'BODY', text: 'Your picture is here.' },
    ];
    const made = await graph.call('/v23.0/200000000000001/message_templates', {
      body: { name: 'with_a_sample', language: 'en_US', category: 'UTILITY', components },
    });
    const { id } = made.json as { id: string };
    const { json } = await graph.call(`/v23.0/${id}`, { method: 'GET' });
    const [header] = (json as { components: [{ example: { header_handle: [string] } }] }).components;
    const [url] = header.example.header_handle;
    expect(url).toMatch(new RegExp(`^${graph.url}/v/t61\\.29466-34/\\d+_n\\.png$`));
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(PNG);
  });

  test('that nobody made still makes a template, with an address of Meta', async () => {
    const components = [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::aW1hZ2UvcG5n:ARx'] } },
      { type: 'BODY', text: 'Your picture is here.' },
    ];
    const made = await graph.call('/v23.0/200000000000001/message_templates', {
      body: { name: 'with_a_foreign_sample', language: 'en_US', category: 'UTILITY', components },
    });
    expect(made.status).toBe(200);
  });
});

test('a picture that there is not is 404', async () => {
  for (const path of ['/v/t61.24694-24/1_n.png', '/v/t61.24694-24/x', '/v/t61.24694-24/710000000000001'])
    expect((await fetch(graph.url + path)).status).toBe(404);
});
