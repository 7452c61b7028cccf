/**
 * Files for messages that are written in great numbers: made once, before the load begins, and then named by each message
 * under an id of its own. Pictures differ in bytes and size, as photographs do; of other kinds there is one small file
 * each. When no more media fit, the oldest of these are forgotten: nobody fetches a picture thousands of messages later.
 */
import { Readable } from 'node:stream';
import type { Random } from '../../core/random.js';
import { LARGEST_UPLOAD } from '../graph/media/media-rules.js';
import { addMedia, type Media, media } from '../world/media.js';
import type { World } from '../world/world.js';
import { INBOUND_MEDIA, type InboundMediaKind, isInboundMedia, sampleFiles } from './control/sample-files.js';
import { type GivenFile, tellFile } from './control/user-media.js';
import type { FileTransfer } from './file-transfer.js';

export interface UserFiles {
  /** Makes the files. Until then messages go without. */
  stock(random: Random): Promise<void>;
  /**
   * The content of a message with a file of its kind, if it is of one that has files and names none; otherwise as it is.
   * @param address of the mock, where it can be fetched.
   */
  complete(
    content: Readonly<Record<string, unknown>> & { readonly type: string },
    where: { readonly phoneNumberId: string; readonly address: string },
  ): Readonly<Record<string, unknown>> & { readonly type: string };
}

const PICTURES = 24;
const SMALLEST_BYTES = 6_000;
const LARGEST_BYTES = 48_000;

/** JPEG, "start of image" and "comment": readers skip a comment, whatever it holds. Its length counts its own two bytes. */
const START_BYTES = 2;
const COMMENT = Buffer.from([0xff, 0xfe]);

/** The sample picture, made larger and unlike any other by a comment of noise. */
function makePicture(random: Random): Buffer {
  const plain = Buffer.from(sampleFiles.image.base64, 'base64');
  const noise = Buffer.from(
    Array.from({ length: random.integer(SMALLEST_BYTES, LARGEST_BYTES) }, () => random.integer(0, 255)),
  );
  const length = Buffer.alloc(2);
  length.writeUInt16BE(noise.length + length.length);
  return Buffer.concat([plain.subarray(0, START_BYTES), COMMENT, length, noise, plain.subarray(START_BYTES)]);
}

export function createUserFiles(world: World, transfer: Pick<FileTransfer, 'keepUpload'>): UserFiles {
  /** Media that hold the bytes; messages get media of their own with the same ones. */
  const originals = new Map<InboundMediaKind, Media[]>();
  /** Ids of what messages name, the oldest first. */
  const given = new Set<string>();
  let count = 0;

  async function keep(kind: InboundMediaKind, bytes: Buffer): Promise<void> {
    const { mimeType, fileName } = sampleFiles[kind];
    const source = { stream: Readable.from([bytes]), contentType: mimeType };
    const { phoneNumberId } = world.credentials;
    const original = await transfer.keepUpload(source, LARGEST_UPLOAD, ({ blob, sizeBytes, sha256 }) =>
      addMedia(world, 'user', { phoneNumberId, blob, mimeType, fileName, sizeBytes, sha256, isAnimated: false }),
    );
    originals.set(kind, [...(originals.get(kind) ?? []), original]);
  }

  function copyFor(kind: InboundMediaKind, phoneNumberId: string): Media | undefined {
    const known = originals.get(kind);
    const original = known?.[count++ % known.length];
    if (!original) return undefined;
    const all = world.of(media);
    // The bytes go when nobody refers to them any more, for example after a reset.
    if (!all.get(original.id)) return undefined;
    if (all.isFull()) {
      const [oldest] = given;
      if (oldest === undefined) return undefined;
      given.delete(oldest);
      all.remove(oldest);
    }
    const { id: _id, origin, expiresAt: _expiresAt, ...file } = original;
    const copy = addMedia(world, origin, { ...file, phoneNumberId });
    given.add(copy.id);
    return copy;
  }

  return {
    async stock(random) {
      if (originals.size > 0) return;
      for (let made = 0; made < PICTURES; made++) await keep('image', makePicture(random));
      for (const kind of INBOUND_MEDIA)
        if (kind !== 'image') await keep(kind, Buffer.from(sampleFiles[kind].base64, 'base64'));
    },
    complete(content, { phoneNumberId, address }) {
      const { type } = content;
      if (!isInboundMedia(type)) return content;
      const stated = content[type] as GivenFile;
      if (stated.id !== undefined) return content;
      const file = copyFor(type, phoneNumberId);
      return file ? { ...content, [type]: tellFile(world, type, stated, { file, address }) } : content;
    },
  };
}
