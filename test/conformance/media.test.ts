/** Media: uploading a file, reading about it, downloading it, deleting it. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  MEDIA,
  ownFolder,
  PNG,
  sha256,
  storedFiles,
  type Upload,
  upload,
  uploaded,
  urlOf,
  webp,
} from './media-bodies.js';
import { type ServedMock, serveMock, TOKEN } from './served-mock.js';

let graph: ServedMock;
/** Milliseconds that the wall is ahead. */
let ahead = 0;
ownFolder();
beforeAll(async () => {
  graph = await serveMock({ aheadMs: () => ahead });
});
afterAll(() => graph.close());

const BEARER = { authorization: `Bearer ${TOKEN}` };
const MIB = 1_024 ** 2;
const DAY_MS = 24 * 3_600_000;

async function later<Result>(ms: number, act: () => Promise<Result>): Promise<Result> {
  ahead = ms;
  try {
    return await act();
  } finally {
    ahead = 0;
  }
}

const get = (path: string) => graph.call(path, { method: 'GET' });
const remove = (path: string) => graph.call(path, { method: 'DELETE' });
describe('an upload', () => {
  test('gives an id of digits below 2^53, and nothing else', async () => {
    const answer = await upload(graph);
    expect(answer.json).toEqual({ id: expect.stringMatching(/^\d{15,16}$/) });
    expect(Number((answer.json as { id: string }).id)).toBeLessThan(2 ** 53);
    expect(answer.headers.get('x-business-use-case-usage')).toContain('"type":"whatsapp"');
    expect(graph.lastCall()).toMatchObject({
      route: 'POST /{phone-number-id}/media',
      outcome: 'accepted',
      effect: true,
    });
  });

  test('is read back as it came', async () => {
    const id = await uploaded(graph);
    const { text, json } = await get(`/v23.0/${id}`);
    expect(json).toEqual({
      url: expect.stringMatching(
        new RegExp(`^${graph.url}/whatsapp_business/attachments/\\?mid=${id}&ext=\\d{10}&hash=AT[\\w-]{44}$`),
      ),
      mime_type: 'image/png',
      sha256: sha256(PNG),
      file_size: PNG.length,
      id,
      messaging_product: 'whatsapp',
    });
    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      'url',
      'mime_type',
      'sha256',
      'file_size',
      'id',
      'messaging_product',
    ]);
  });

  test.each<[string, Upload, string]>([
    [
      "the form's type wins over the part's",
      { partType: 'application/octet-stream', fields: { messaging_product: 'whatsapp', type: 'image/jpeg' } },
      'image/jpeg',
    ],
    ["without a type the part's is taken", { partType: 'video/mp4' }, 'video/mp4'],
    [
      'a type that is no MIME type says nothing',
      { fields: { messaging_product: 'whatsapp', type: 'image' } },
      'image/png',
    ],
    ['messaging_product in the query', { path: `${MEDIA}?messaging_product=whatsapp`, fields: {} }, 'image/png'],
    ['a path without a version', { path: '/100000000000001/media/' }, 'image/png'],
    ['a sticker larger than can be sent', { bytes: webp(true, 2 * MIB), partType: 'image/webp' }, 'image/webp'],
  ])('is taken: %s', async (_, given, mimeType) => {
    const id = await uploaded(graph, given);
    expect((await get(`/v23.0/${id}`)).json).toMatchObject({ mime_type: mimeType });
  });

  test('of 100 MB is taken whole', async () => {
    const bytes = Buffer.alloc(100 * MIB, 'x');
    const id = await uploaded(graph, { bytes, partType: 'application/pdf' });
    expect((await get(`/v23.0/${id}`)).json).toMatchObject({ file_size: bytes.length, sha256: sha256(bytes) });
    expect((await remove(`/v23.0/${id}`)).json).toEqual({ success: true });
  });

  const TYPES =
    'Param file must be a file with one of the following types: audio/aac, audio/mp4, audio/mpeg, audio/amr, audio/ogg, ' +
    'audio/opus, application/vnd.ms-powerpoint, application/msword, ' +
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document, ' +
    'application/vnd.openxmlformats-officedocument.presentationml.presentation, ' +
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, application/pdf, text/plain, ' +
    'application/vnd.ms-excel, image/jpeg, image/png, image/webp, video/mp4, video/3gpp.';

  test.each<[string, Upload, string]>([
    ['of a wrong type', { partType: 'text/csv' }, `${TYPES} Received file of type 'text/csv'.`],
    [
      'of a type with parameters',
      { fields: { messaging_product: 'whatsapp', type: 'audio/ogg; codecs=opus' } },
      `${TYPES} Received file of type 'audio/ogg; codecs=opus'.`,
    ],
    ['without messaging_product', { fields: {} }, 'The parameter messaging_product is required.'],
    [
      'for another product',
      { fields: { messaging_product: 'sms' } },
      'Param messaging_product must be one of {WHATSAPP} - got "sms".',
    ],
    ['of an empty file', { bytes: Buffer.alloc(0) }, 'Param file must be a file that is not empty.'],
  ])('%s is refused, and nothing of it stays', async (_, given, message) => {
    // By name: what an earlier upload left may go meanwhile.
    const before = new Set(storedFiles());
    const answer = await upload(graph, given);
    expect(answer.json).toEqual({
      error: { message: `(#100) ${message}`, type: 'OAuthException', code: 100, fbtrace_id: expect.any(String) },
    });
    expect(answer.status).toBe(400);
    await graph.until(() => storedFiles().every((name) => before.has(name)), 'the file is gone');
  });

  test.each<[string, number]>([
    ['image/jpeg', 5 * MIB + 1],
    ['video/mp4', 16 * MIB + 1],
    ['audio/mpeg', 16 * MIB + 1],
    ['application/pdf', 100 * MIB + 1],
  ])('of %s with %i bytes is too large, and the connection lives', async (partType, sizeBytes) => {
    const answer = await upload(graph, { bytes: Buffer.alloc(sizeBytes), partType });
    expect(answer.json).toMatchObject({
      error: {
        code: 100,
        error_user_title: 'File Too Large',
        error_user_msg: expect.stringContaining(String(sizeBytes - 1)),
      },
    });
    expect(answer.status).toBe(400);
    expect((await upload(graph)).status).toBe(200);
  });

  test('without a file is refused, as is one that names a path', async () => {
    const none = await graph.call(MEDIA, { body: { messaging_product: 'whatsapp' } });
    expect(none.json).toMatchObject({ error: { code: 100, message: '(#100) The parameter file is required.' } });
    const path = await graph.call(MEDIA, { body: { messaging_product: 'whatsapp', file: '@/local/file.jpg' } });
    expect(path.json).toMatchObject({ error: { code: 100, message: `(#100) ${TYPES}` } });
  });

  test('needs a token, and an existing number', async () => {
    expect((await upload(graph, { token: 'wrong' })).status).toBe(401);
    const unknown = await upload(graph, { path: '/v23.0/999/media' });
    expect(unknown.json).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  });
});

describe('information about media', () => {
  test('is for its own number only, where the call says which', async () => {
    const id = await uploaded(graph);
    expect((await get(`/v23.0/${id}?phone_number_id=100000000000001`)).status).toBe(200);
    expect((await get(`/v23.0/${id}?phone_number_id=100000000000009`)).json).toMatchObject({
      error: { code: 100, error_subcode: 33 },
    });
  });

  test('gives the fields that are asked for, and the id', async () => {
    const id = await uploaded(graph);
    expect((await get(`/v23.0/${id}?fields=file_size`)).json).toEqual({ file_size: PNG.length, id });
  });

  test('ends after 30 days', async () => {
    const id = await uploaded(graph);
    expect((await later(30 * DAY_MS - 1_000, () => get(`/v23.0/${id}`))).status).toBe(200);
    expect((await later(30 * DAY_MS + 1_000, () => get(`/v23.0/${id}`))).json).toMatchObject({
      error: {
        code: 100,
        error_subcode: 33,
        message: expect.stringContaining(`Object with ID '${id}' does not exist`),
      },
    });
  });

  test('of an id of another form is refused as of one that there is not', async () => {
    expect((await get('/v23.0/123_123')).json).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  });

  test('names the host of Meta to whoever believes to talk to it', async () => {
    const id = await uploaded(graph);
    const { request } = await import('node:http');
    const text = await new Promise<string>((resolve) => {
      const { port } = new URL(graph.url);
      request({ port, path: `/v23.0/${id}`, headers: { ...BEARER, host: 'graph.facebook.com' } }, (response) => {
        response.setEncoding('utf8').once('data', resolve);
      }).end();
    });
    expect(JSON.parse(text)).toMatchObject({
      url: expect.stringMatching(/^https:\/\/lookaside\.fbsbx\.com\/whatsapp_business\//),
    });
  });
});

describe('a download', () => {
  const bytes = Buffer.from(Array.from({ length: 3_000 }, (_, index) => index % 251));
  let url = '';
  let id = '';
  beforeAll(async () => {
    id = await uploaded(graph, { bytes, fileName: 'whatsapp.png' });
    url = await urlOf(graph, id);
  });

  test('gives the bytes, with the headers of a file and none of Graph', async () => {
    const response = await fetch(url, { headers: BEARER });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': '3000',
      'content-disposition': 'inline;filename=whatsapp.png',
      'accept-ranges': 'bytes',
      etag: expect.stringMatching(/^"\d+"$/),
    });
    for (const name of ['x-fb-request-id', 'facebook-api-version', 'x-business-use-case-usage', 'www-authenticate'])
      expect(response.headers.get(name)).toBeNull();
    await graph.until(() => graph.lastCall().route === 'GET /whatsapp_business/attachments', 'it is recorded');
    expect(graph.lastCall()).toMatchObject({ outcome: 'accepted', effect: false, answer: 'delivered' });
  });

  /** Reads to the last byte, and hangs up there and then. */
  const fetchAndHangUp = () =>
    new Promise<void>((resolve, reject) => {
      const { hostname, port, pathname, search } = new URL(url);
      const socket = connect(Number(port), hostname);
      let received = Buffer.alloc(0);
      socket.on('data', (chunk) => {
        received = Buffer.concat([received, chunk]);
        const body = received.indexOf('\r\n\r\n') + 4;
        if (body > 3 && received.length - body === bytes.length) socket.destroy();
      });
      socket.once('close', () => resolve());
      socket.once('error', reject);
      socket.write(
        `GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${TOKEN}\r\nConnection: close\r\n\r\n`,
      );
    });

  test('is delivered when all of it is, though the caller hangs up at the last byte', async () => {
    const downloads = () => graph.observed('graph.call').filter(({ route }) => route?.endsWith('/attachments'));
    const before = downloads().length;
    for (let i = 0; i < 100; i++) await fetchAndHangUp();
    await graph.until(() => downloads().length === before + 100, 'all are recorded');
    expect(new Set(downloads().map(({ answer }) => answer))).toEqual(new Set(['delivered']));
  });

  test.each<[string, number, string | null, readonly [from: number, to: number]]>([
    ['bytes=0-9', 206, 'bytes 0-9/3000', [0, 10]],
    ['bytes=2990-', 206, 'bytes 2990-2999/3000', [2_990, 3_000]],
    ['bytes=-5', 206, 'bytes 2995-2999/3000', [2_995, 3_000]],
    ['bytes=2999-99999', 206, 'bytes 2999-2999/3000', [2_999, 3_000]],
    ['bytes=3000-', 416, 'bytes */3000', [0, 0]],
    ['bytes=-0', 416, 'bytes */3000', [0, 0]],
    ['bytes=9-1', 200, null, [0, 3_000]],
    ['bytes=0-1,5-6', 200, null, [0, 3_000]],
    ['lines=1-2', 200, null, [0, 3_000]],
  ])('of the range %s', async (range, status, contentRange, [from, to]) => {
    const response = await fetch(url, { headers: { ...BEARER, range } });
    expect([response.status, response.headers.get('content-range')]).toEqual([status, contentRange]);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes.subarray(from, to));
  });

  test('by HEAD has the headers alone', async () => {
    const response = await fetch(url, { method: 'HEAD', headers: { ...BEARER, range: 'bytes=0-9' } });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '3000', '']);
  });

  test('also goes with a version before the path', async () => {
    const { pathname, search } = new URL(url);
    expect((await get(`/v23.0${pathname}${search}`)).status).toBe(200);
  });

  test.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['a wrong token', { authorization: 'Bearer wrong' }],
  ])('with %s is 401, in the envelope', async (_, headers) => {
    const response = await fetch(url, { headers });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      error: { code: expect.any(Number), fbtrace_id: expect.any(String) },
    });
  });

  test.each<[string, (given: string) => string]>([
    ['another media', (it) => it.replace(/mid=\d+/, 'mid=1037999999999999')],
    ['a longer life', (it) => it.replace(/ext=\d+/, 'ext=1999999999')],
    ['a made-up hash', (it) => it.replace(/hash=\w+/, 'hash=ATxx')],
    ['no parameters', (it) => it.replace(/\?.*/, '')],
  ])('of a URL with %s is 404', async (_, change) => {
    const response = await fetch(change(url), { headers: BEARER });
    expect([response.status, ((await response.json()) as { error: object }).error]).toMatchObject([404, { code: 100 }]);
  });

  test('ends five minutes after the URL was given; a new URL works', async () => {
    const at = async (ms: number, address: string) =>
      later(ms, async () => (await fetch(address, { headers: BEARER })).status);
    expect(await at(280_000, url)).toBe(200);
    expect(await at(320_000, url)).toBe(404);
    const fresh = await later(320_000, () => urlOf(graph, id));
    expect(await at(330_000, fresh)).toBe(200);
  });
});

describe('deleting media', () => {
  test('forgets it, its URL, and its bytes', async () => {
    const before = storedFiles().length;
    const id = await uploaded(graph);
    const url = await urlOf(graph, id);
    expect((await remove(`/v23.0/${id}`)).json).toEqual({ success: true });
    expect((await get(`/v23.0/${id}`)).json).toMatchObject({ error: { code: 100, error_subcode: 33 } });
    expect((await fetch(url, { headers: BEARER })).status).toBe(404);
    expect((await remove(`/v23.0/${id}`)).json).toMatchObject({ error: { code: 100, error_subcode: 33 } });
    await graph.until(() => storedFiles().length <= before, 'the file is gone');
  });

  test('of another number does nothing', async () => {
    const id = await uploaded(graph);
    expect((await remove(`/v23.0/${id}?phone_number_id=42`)).json).toMatchObject({ error: { error_subcode: 33 } });
    expect((await get(`/v23.0/${id}`)).status).toBe(200);
  });

  test('by an id of another form is refused as for a post', async () => {
    const answer = await remove('/v23.0/123_123');
    expect(answer.json).toEqual({
      error: {
        message: '(#100) Invalid post_id parameter',
        type: 'OAuthException',
        code: 100,
        fbtrace_id: expect.any(String),
      },
    });
  });
});

test('starting afresh forgets all media', async () => {
  const id = await uploaded(graph);
  await graph.call('/_waproof/world');
  expect((await get(`/v23.0/${id}`)).json).toMatchObject({ error: { code: 100, error_subcode: 33 } });
});
