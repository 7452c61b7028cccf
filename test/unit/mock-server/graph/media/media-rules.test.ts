import { describe, expect, test } from 'vitest';
import {
  isAnimatedWebp,
  mediaFailure,
  UPLOAD_TYPES,
  uploadLimit,
} from '../../../../../mock-server/graph/media/media-rules.js';
import type { Media } from '../../../../../mock-server/world/media.js';

const MIB = 1_024 ** 2;
const file = (members: Partial<Media>): Media => ({
  id: '1',
  phoneNumberId: '2',
  blob: '3',
  mimeType: 'image/png',
  fileName: 'a',
  sizeBytes: 1,
  sha256: '',
  isAnimated: false,
  origin: 'business',
  expiresAt: 1,
  ...members,
});

test.each(UPLOAD_TYPES.map((type) => [type]))('%s has a limit of 5, 16 or 100 MB', (type) => {
  expect([5 * MIB, 16 * MIB, 100 * MIB]).toContain(uploadLimit(type));
});

describe('what fails when it is sent', () => {
  test.each<[Parameters<typeof mediaFailure>[0], Partial<Media>, string | undefined]>([
    ['image', { sizeBytes: 5 * MIB }, undefined],
    [
      'image',
      { sizeBytes: 6_303_812 },
      'Image file has size 6303812 bytes but must be atmost 5242880 bytes and non-empty',
    ],
    [
      'image',
      { mimeType: 'video/mp4' },
      'Unsupported Image mime type video/mp4. Please use one of image/jpeg, image/png.',
    ],
    ['video', { mimeType: 'video/3gpp', sizeBytes: 16 * MIB }, undefined],
    ['gif', { mimeType: 'video/3gpp' }, 'Unsupported Video mime type video/3gpp. Please use one of video/mp4.'],
    ['audio', { mimeType: 'audio/opus' }, undefined],
    ['audio', { mimeType: 'audio/wav' }, 'Unsupported Audio mime type audio/wav'],
    ['document', { mimeType: 'anything/else', sizeBytes: 100 * MIB }, undefined],
    ['document', { sizeBytes: 0 }, 'Document file has size 0 bytes'],
    ['sticker', { mimeType: 'image/webp', sizeBytes: 102_400 }, undefined],
    [
      'sticker',
      { mimeType: 'image/webp', sizeBytes: 102_401 },
      'Sticker file has size 102401 bytes but must be atmost 102400 bytes',
    ],
    ['sticker', { mimeType: 'image/webp', sizeBytes: 512_000, isAnimated: true }, undefined],
    ['sticker', { mimeType: 'image/webp', sizeBytes: 512_001, isAnimated: true }, 'atmost 512000 bytes'],
  ])('%s of %o', (kind, members, details) => {
    const failure = mediaFailure(kind, file(members));
    if (details === undefined) expect(failure).toBeUndefined();
    else expect(failure).toMatchObject({ code: 131053, details: expect.stringContaining(details) });
  });
});

describe('an animated WebP', () => {
  const head = (chunk: string, flags: number) =>
    Buffer.concat([Buffer.from(`RIFF\0\0\0\0WEBP${chunk}`, 'latin1'), Buffer.from([10, 0, 0, 0, flags])]).toString(
      'hex',
    );

  test.each<[string, string, boolean]>([
    ['has the flag in its extended header', head('VP8X', 0x02), true],
    ['also among other flags', head('VP8X', 0x12), true],
    ['without it is still', head('VP8X', 0x10), false],
    ['a simple one is still', head('VP8 ', 0x02), false],
    ['a PNG is none', '89504e470d0a1a0a', false],
    ['nothing is none', '', false],
  ])('%s', (_, bytes, isAnimated) => {
    expect(isAnimatedWebp(bytes)).toBe(isAnimated);
  });
});
