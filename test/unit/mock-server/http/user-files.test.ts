import { afterEach, describe, expect, test } from 'vitest';
import { createRandom } from '../../../../core/random.js';
import { createFileTransfer, type FileTransfer } from '../../../../mock-server/http/file-transfer.js';
import { createUserFiles } from '../../../../mock-server/http/user-files.js';
import { findMedia, media } from '../../../../mock-server/world/media.js';
import { createWorld, defaultCredentials } from '../../../../mock-server/world/world.js';

const open: FileTransfer[] = [];
afterEach(() => {
  for (const transfer of open.splice(0)) transfer.close();
});

const where = { phoneNumberId: defaultCredentials.phoneNumberId, address: 'http://127.0.0.1:4004' };

async function stocked(seed = 1) {
  const world = createWorld(defaultCredentials, createRandom(1), () => 1_790_000_000_000);
  const transfer = createFileTransfer(world);
  open.push(transfer);
  const files = createUserFiles(world, transfer);
  await files.stock(createRandom(seed));
  const complete = (type: string, inner: object = {}) =>
    files.complete({ type, [type]: inner }, where)[type] as Readonly<Record<string, string>>;
  return { world, files, complete };
}

describe('a message that holds a file', () => {
  test('says of it what Meta says, under an id of its own', async () => {
    const { world, complete } = await stocked();
    const first = complete('image', { caption: 'hi' });
    expect(first).toMatchObject({
      caption: 'hi',
      mime_type: 'image/jpeg',
      id: expect.stringMatching(/^\d{16}$/),
      sha256: expect.stringMatching(/^[\w+/]{43}=$/),
      url: expect.stringContaining('http://127.0.0.1:4004/whatsapp_business/attachments/?mid='),
    });
    const second = complete('image');
    expect(second.id).not.toBe(first.id);
    const known = findMedia(world, first.id ?? '');
    expect(Buffer.from(known?.sha256 ?? '', 'hex').toString('base64')).toBe(first.sha256);
  });

  test.each([
    ['video', 'video/mp4'],
    ['audio', 'audio/ogg; codecs=opus'],
    ['sticker', 'image/webp'],
    ['document', 'application/pdf'],
  ])('of the type %s has one of its kind', async (type, mimeType) => {
    const { complete } = await stocked();
    expect(complete(type)).toMatchObject({ mime_type: mimeType, id: expect.any(String) });
    expect(complete('document')).toMatchObject({ filename: 'document.pdf' });
  });

  test('that it names already keeps it; others are left alone', async () => {
    const { files } = await stocked();
    const named = { type: 'image', image: { id: '77' } };
    const text = { type: 'text', text: { body: 'hi' } };
    expect(files.complete(named, where)).toBe(named);
    expect(files.complete(text, where)).toBe(text);
  });
});

test('pictures differ in bytes and size, and are the same again for the same seed', async () => {
  const shown = async (seed: number) => {
    const { world, complete } = await stocked(seed);
    return Array.from({ length: 24 }, () => findMedia(world, complete('image').id ?? '')).map((it) => [
      it?.sha256,
      it?.sizeBytes,
    ]);
  };
  const first = await shown(1);
  expect(new Set(first.map(String)).size).toBe(24);
  for (const [, size] of first) {
    expect(size).toBeGreaterThan(6_000);
    expect(size).toBeLessThan(50_000);
  }
  expect(await shown(1)).toEqual(first);
  expect(await shown(2)).not.toEqual(first);
});

test('when no more fit, the oldest that messages named are forgotten; after a reset there are none', async () => {
  const { world, complete } = await stocked();
  const all = world.of(media);
  const before = all.size;
  const first = complete('image').id ?? '';
  for (let count = before + 1; count < 10_000; count++) complete('image');
  expect(all.isFull()).toBe(true);
  expect(findMedia(world, first)).toBeDefined();
  const newest = complete('image').id ?? '';
  expect([findMedia(world, first), findMedia(world, newest) !== undefined]).toEqual([undefined, true]);
  world.reset();
  expect(complete('image', { caption: 'x' })).toEqual({ caption: 'x' });
});

test('without a stock a message is as it was', () => {
  const world = createWorld(defaultCredentials, createRandom(1));
  const transfer = createFileTransfer(world);
  const content = { type: 'image', image: { caption: 'x' } };
  expect(createUserFiles(world, transfer).complete(content, where)).toBe(content);
});
