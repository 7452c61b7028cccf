import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BlobStore, createBlobStore, type WrittenBlob } from '../../../../mock-server/http/blob-store.js';

let parent: string;
let store: BlobStore;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'waproof-test-'));
  store = createBlobStore({ parent, limitBytes: 1_000 });
});
afterEach(() => {
  store.close();
  rmSync(parent, { recursive: true, force: true });
});

const files = () => readdirSync(parent).flatMap((folder) => readdirSync(join(parent, folder)));

async function write(bytes: Buffer, limitBytes = 1_000) {
  const { stream, written } = store.write(limitBytes);
  await pipeline(Readable.from([bytes.subarray(0, 3), bytes.subarray(3)]), stream);
  return written;
}

async function kept(text: string): Promise<WrittenBlob> {
  const written = await write(Buffer.from(text));
  if ('problem' in written) throw new Error(written.problem);
  store.keep(written.blob);
  return written;
}

/** Removing a file takes a moment. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000 && !isSo(); turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(isSo()).toBe(true);
}

test('what is written is told of and read back, whole and in part', async () => {
  const bytes = Buffer.from('0123456789'.repeat(5));
  const written = await write(bytes);
  expect(written).toEqual({
    blob: expect.any(String),
    sizeBytes: 50,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    head: bytes.subarray(0, 32).toString('hex'),
  });
  const { blob } = written as WrittenBlob;
  expect(await buffer(store.read(blob, { start: 0, end: 49 }))).toEqual(bytes);
  expect(String(await buffer(store.read(blob, { start: 9, end: 11 })))).toBe('901');
  expect(store.sizeBytes).toBe(50);
});

test('nobody else may read the folder', () => {
  const [folder = ''] = readdirSync(parent);
  expect(statSync(join(parent, folder)).mode & 0o077).toBe(0);
});

describe('too much', () => {
  test('for the file is taken and forgotten', async () => {
    expect(await write(Buffer.alloc(11), 10)).toEqual({ problem: 'too-large' });
    expect(store.sizeBytes).toBe(0);
    await until(() => files().length === 0);
    expect(await write(Buffer.alloc(10), 10)).toMatchObject({ sizeBytes: 10 });
  });

  test('for the store says so, until something is dropped', async () => {
    const { blob } = await kept('x'.repeat(600));
    expect(await write(Buffer.alloc(401))).toEqual({ problem: 'full' });
    expect(store.sizeBytes).toBe(600);
    store.drop(blob);
    expect(await write(Buffer.alloc(401))).toMatchObject({ sizeBytes: 401 });
  });

  test('for the disk is a full store', async () => {
    rmSync(parent, { recursive: true });
    expect(await write(Buffer.from('some bytes'))).toEqual({ problem: 'full' });
    expect(store.sizeBytes).toBe(0);
  });
});

test('what came before the writer was destroyed is a file', async () => {
  const { stream, written } = store.write(100);
  await new Promise((resolve) => stream.write(Buffer.from('half'), resolve));
  stream.destroy();
  expect(await written).toMatchObject({ sizeBytes: 4 });
});

test('a sweep drops what was kept and is referred to no more; what is not kept yet waits', async () => {
  const first = await kept('first');
  const second = await kept('second');
  const third = (await write(Buffer.from('third'))) as WrittenBlob;
  store.sweep((blob) => blob === second.blob);
  await until(() => files().length === 2);
  expect(files().sort()).toEqual([second.blob, third.blob].sort());
  expect(store.sizeBytes).toBe(11);
  store.drop(first.blob);
  expect(store.sizeBytes).toBe(11);
});

test('closing removes the folder', async () => {
  await kept('bytes');
  store.close();
  expect(readdirSync(parent)).toEqual([]);
  expect(existsSync(parent)).toBe(true);
});

test('a folder of its own stays, and the next store goes on with it', async () => {
  const folder = join(parent, 'kept.blobs');
  store.close();
  store = createBlobStore({ folder, limitBytes: 1_000 });
  const first = await kept('hello');
  const unwanted = await kept('nobody refers to me');
  store.close();
  store = createBlobStore({ folder, limitBytes: 1_000 });
  expect(store.sizeBytes).toBe(24);
  expect((await buffer(store.read(first.blob, { start: 0, end: 4 }))).toString()).toBe('hello');
  expect([first.blob, unwanted.blob]).not.toContain((await kept('new')).blob);
  store.sweep((blob) => blob === first.blob);
  await until(() => readdirSync(folder).length === 1);
  expect(readdirSync(folder)).toEqual([first.blob]);
});
