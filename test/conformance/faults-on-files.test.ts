/** Faults on media: looking it up, downloading it, uploading it. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { MEDIA, ownFolder, PNG, storedFiles, upload, uploaded, urlOf } from './media-bodies.js';
import { callRaw } from './raw-caller.js';
import { type ServedMock, serveMock } from './served-mock.js';

const SPEED = 100;

let graph: ServedMock;
let id: string;
let path: string;
ownFolder();
beforeAll(async () => {
  graph = await serveMock({ speed: SPEED });
  id = await uploaded(graph);
  const { pathname, search } = new URL(await urlOf(graph, id));
  path = pathname + search;
});
afterEach(() => graph.mock.faults.activate([]));
afterAll(() => graph.close());

const ON_MEDIA = { on: ['media'] };
const download = (enough?: number) => callRaw(graph.url, { method: 'GET', path, enough });
const DOWNLOAD = 'GET /whatsapp_business/attachments';

async function history(of: () => Promise<unknown>) {
  const known = graph.observed('graph.call').length;
  await of();
  await graph.until(() => graph.observed('graph.call').length > known, 'the call is in the history');
  return graph.lastCall();
}

test('looking media up and fetching it are calls of their own kind, an upload is not', async () => {
  expect(await history(() => graph.call(`/v23.0/${id}`, { method: 'GET' }))).toMatchObject({
    action: 'media',
    media: id,
    route: 'GET /{media-id}',
  });
  expect(await history(() => download())).toMatchObject({ action: 'media', media: id, route: DOWNLOAD, effect: false });
  const gone = await history(() => callRaw(graph.url, { method: 'GET', path: path.replace(/hash=.*/, 'hash=wrong') }));
  expect(gone).toMatchObject({ action: 'media', media: id, status: 404, outcome: 'refused' });
  const other = await history(() => upload(graph));
  expect(other).toMatchObject({ action: 'other', route: 'POST /{phone-number-id}/media' });
  expect(other.media).toBeUndefined();
});

test.each([
  [0.4, Math.floor(PNG.length * 0.4)],
  [0, 0],
])('a download that ends after %d of the file', async (share, length) => {
  graph.trouble('graph.truncate', { share, ...ON_MEDIA });
  let answer: Awaited<ReturnType<typeof download>> | undefined;
  const call = await history(async () => {
    answer = await download();
  });
  expect([answer?.end, answer?.status, answer?.stated]).toEqual(['fin', 200, PNG.length]);
  expect(answer?.body).toEqual(PNG.subarray(0, length));
  expect(call).toMatchObject({ answer: 'lost', outcome: 'unknown', effect: false, faults: ['graph.truncate#1'] });
});

test('a download at so many bytes a second comes whole, and is given up with its caller', async () => {
  const seconds = 20;
  graph.trouble('graph.dribble', { rate: PNG.length / seconds, ...ON_MEDIA });
  let answer: Awaited<ReturnType<typeof download>> | undefined;
  const call = await history(async () => {
    answer = await download();
  });
  expect(answer?.body).toEqual(PNG);
  expect(answer?.pieces).toBeGreaterThan(2);
  expect(call).toMatchObject({ answer: 'delivered', outcome: 'accepted', injected: false });
  expect(call.at - call.receivedAt).toBeGreaterThanOrEqual(seconds * 1_000 - 200);
  const given = await history(() => download(5));
  expect(given).toMatchObject({ answer: 'lost', outcome: 'unknown' });
});

test.each([
  ['graph.reset', { moment: 'after-effect' }, 'reset', 0],
  ['graph.reset', { moment: 'arrival' }, 'reset', 0],
  ['graph.lost-answer', { how: 'close' }, 'fin', 0],
  ['graph.garbage', {}, 'open', 502],
  ['graph.garbage', { what: 'broken-json' }, 'open', 200],
] as const)('%s %j on a download', async (name, given, end, status) => {
  graph.trouble(name, { ...given, ...ON_MEDIA });
  let answer: Awaited<ReturnType<typeof download>> | undefined;
  const call = await history(async () => {
    answer = await download();
  });
  expect([answer?.end, answer?.status]).toEqual([end, status]);
  expect(call).toMatchObject({ answer: 'lost', outcome: 'unknown', route: DOWNLOAD, media: id });
});

test('an error on a download, and on looking it up', async () => {
  graph.trouble('graph.error', { as: 'http-503', ...ON_MEDIA });
  expect((await download()).status).toBe(503);
  expect((await graph.call(`/v23.0/${id}`, { method: 'GET' })).status).toBe(503);
});

test('chance decides anew about every attempt at one file', async () => {
  graph.trouble('graph.error', { as: 'http-503', probability: 0.5, ...ON_MEDIA });
  const statuses = new Set<number>();
  for (let attempt = 0; attempt < 20; attempt++) statuses.add((await download()).status);
  expect([...statuses].sort()).toEqual([200, 503]);
});

test.each([
  ['before-effect', 0],
  ['after-effect', 1],
])('an upload whose answer is lost %s: the file is kept only if it was done', async (moment, kept) => {
  graph.trouble('graph.reset', { moment, on: ['other'] });
  const files = storedFiles().length;
  const call = await history(() => upload(graph).catch(() => undefined));
  expect(call).toMatchObject({ answer: 'lost', effect: kept === 1, route: 'POST /{phone-number-id}/media' });
  await graph.until(() => storedFiles().length === files + kept, 'the file is kept or gone');
});

test('an upload that meets an outage is answered before it has come, and the next one is taken', async () => {
  const files = storedFiles().length;
  graph.trouble('graph.outage');
  const bytes = Buffer.alloc(3_000_000, 'x');
  expect((await upload(graph, { bytes, partType: 'image/jpeg' })).status).toBe(503);
  expect(graph.lastCall()).toMatchObject({ answer: 'delivered', outcome: 'unknown', effect: false, injected: true });
  graph.mock.faults.activate([]);
  expect((await upload(graph, { bytes, partType: 'image/jpeg' })).status).toBe(200);
  expect(storedFiles().length).toBe(files + 1);
});

test('an upload that was done and is said to have failed is kept', async () => {
  graph.trouble('graph.error', { moment: 'after-effect', on: ['other'] });
  const files = storedFiles().length;
  expect((await upload(graph)).status).toBe(500);
  expect(graph.lastCall()).toMatchObject({ answer: 'delivered', outcome: 'unknown', effect: true });
  expect(storedFiles().length).toBe(files + 1);
  expect(MEDIA).toMatch(/media$/);
});
