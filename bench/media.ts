/**
 * Uploads and downloads of 16 MB, the largest film that can be sent, some at a time: how fast, next to a server that only
 * pipes the bytes to a file and back; and how much memory the mock takes meanwhile, which must not depend on the bytes.
 */
import { Readable } from 'node:stream';
import { Pool } from 'undici';
import { type Child, startChild } from './child.js';
import { type Ratio, summarise } from './rounds.js';

export interface MediaResult {
  /** MB per second. */
  readonly up: Ratio;
  readonly down: Ratio;
  /** Highest resident memory after an upload or download, over that after the first ones, in MB. */
  readonly growthMb: number;
  readonly megabytes: number;
}

const FILE_BYTES = 16_000_000;
const CHUNK = Buffer.alloc(64_000, 'x');
const AT_ONCE = 4;
const BOUNDARY = 'bench';
const part = (headers: string) => `--${BOUNDARY}\r\nContent-Disposition: form-data; ${headers}\r\n\r\n`;
const HEAD = Buffer.from(
  `${part('name="messaging_product"')}whatsapp\r\n${part('name="file"; filename="a.mp4"\r\nContent-Type: video/mp4')}`,
);
const TAIL = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
const FORM = `multipart/form-data; boundary=${BOUNDARY}`;

function* form(): Iterable<Buffer> {
  yield HEAD;
  for (let sent = 0; sent < FILE_BYTES; sent += CHUNK.length) yield CHUNK;
  yield TAIL;
}

/** A server, and the paths at which it takes and gives a file. */
interface Side {
  readonly child: Child;
  readonly pool: Pool;
  readonly up: string;
  readonly down: (id: string) => Promise<string>;
}

const headers = { authorization: 'Bearer EAAwaproof', 'content-type': FORM };
const length = String(HEAD.length + FILE_BYTES + TAIL.length);

async function post({ pool, up }: Side): Promise<string> {
  const answer = await pool.request({
    path: up,
    method: 'POST',
    headers: { ...headers, 'content-length': length },
    body: Readable.from(form(), { objectMode: false }),
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`upload refused: HTTP ${answer.statusCode} ${text}`);
  return (JSON.parse(text) as { id: string }).id;
}

async function get({ pool, down }: Side, id: string): Promise<void> {
  const answer = await pool.request({ path: await down(id), method: 'GET', headers });
  let received = 0;
  for await (const chunk of answer.body) received += (chunk as Buffer).length;
  if (answer.statusCode !== 200 || received < FILE_BYTES) throw new Error(`download of ${received} bytes only`);
}

async function mockSide(): Promise<Side> {
  const child = await startChild('mock-process.js');
  const pool = new Pool(child.url, { connections: AT_ONCE });
  return {
    child,
    pool,
    up: '/v23.0/100000000000001/media',
    async down(id) {
      const answer = await pool.request({ path: `/v23.0/${id}`, method: 'GET', headers });
      const { pathname, search } = new URL(((await answer.body.json()) as { url: string }).url);
      return pathname + search;
    },
  };
}

async function bareSide(): Promise<Side> {
  const child = await startChild('bare-file-server.js');
  return { child, pool: new Pool(child.url, { connections: AT_ONCE }), up: '/', down: async (id) => `/${id}` };
}

/** MB per second of some uploads at once, and then of their downloads; they are deleted again. */
async function round(side: Side): Promise<{ up: number; down: number }> {
  const each = Array.from({ length: AT_ONCE });
  const startedAt = performance.now();
  const ids = await Promise.all(each.map(() => post(side)));
  const turnedAt = performance.now();
  await Promise.all(ids.map((id) => get(side, id)));
  const endedAt = performance.now();
  for (const id of ids) await (await side.pool.request({ path: `/${id}`, method: 'DELETE', headers })).body.dump();
  const perSecond = (ms: number) => (AT_ONCE * FILE_BYTES) / 1_000 / ms;
  return { up: perSecond(turnedAt - startedAt), down: perSecond(endedAt - turnedAt) };
}

export async function benchMedia(rounds: number): Promise<MediaResult> {
  const [mock, bare] = [await mockSide(), await bareSide()];
  const sides = [mock, bare];
  for (const side of sides) await round(side);
  const base = (await mock.child.usage()).rssBytes;
  let highest = base;
  const pairs: { up: { bound: number; measured: number }; down: { bound: number; measured: number } }[] = [];
  for (let done = 0; done < rounds; done++) {
    const bound = await round(bare);
    const measured = await round(mock);
    pairs.push({
      up: { bound: bound.up, measured: measured.up },
      down: { bound: bound.down, measured: measured.down },
    });
    highest = Math.max(highest, (await mock.child.usage()).rssBytes);
  }
  for (const { pool, child } of sides) {
    await pool.close();
    await child.stop();
  }
  return {
    up: summarise(pairs.map(({ up }) => up)),
    down: summarise(pairs.map(({ down }) => down)),
    growthMb: (highest - base) / 1e6,
    megabytes: (rounds * AT_ONCE * FILE_BYTES) / 1e6,
  };
}
