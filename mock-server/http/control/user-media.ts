/**
 * Files that users send: `POST /_waproof/users/:id/media` takes one, as the body itself or as the field `file` of a form,
 * and gives an id for a message. A message that names no file gets a small real one. Either way the business can fetch the
 * bytes for seven days.
 */
import { Readable } from 'node:stream';
import type { Request } from 'express';
import { UsageError } from '../../../core/usage-error.js';
import { mediaUrl, URL_SECONDS } from '../../graph/media/file-urls.js';
import { isAnimatedWebp, LARGEST_UPLOAD } from '../../graph/media/media-rules.js';
import type { UploadedFile } from '../../graph/operation.js';
import { addMedia, findMedia, isMediaFull, type Media } from '../../world/media.js';
import type { World } from '../../world/world.js';
import type { FileTransfer } from '../file-transfer.js';
import type { GivenContent } from './inbound-content.js';
import { type InboundMediaKind, isInboundMedia, sampleFiles } from './sample-files.js';

export interface UserMediaDeps {
  readonly world: World;
  readonly transfer: Pick<FileTransfer, 'keepUpload'>;
}

/** Enters a file that is kept; the webhook's type may say more than the upload's, such as its codecs. */
function enter(world: World, phoneNumberId: string, file: UploadedFile, mimeType = file.mimeType): Media {
  if (isMediaFull(world)) throw new UsageError('no more media fit: start afresh with POST /_waproof/world');
  const { blob, fileName, sizeBytes, sha256, head } = file;
  const isAnimated = mimeType === 'image/webp' && isAnimatedWebp(head);
  return addMedia(world, 'user', { phoneNumberId, blob, mimeType, fileName, sizeBytes, sha256, isAnimated });
}

/** Takes the file of a request. @throws UsageError when there is none, or no room. */
export function receiveUserMedia({ world, transfer }: UserMediaDeps, request: Request, phoneNumberId: string) {
  if (request.readableEnded) throw new UsageError('expected the bytes of a file, or a form that holds it, and no JSON');
  const source = { stream: request, contentType: request.headers['content-type'] ?? '' };
  return transfer.keepUpload(source, LARGEST_UPLOAD, (file) => enter(world, phoneNumberId, file));
}

function makeSample({ world, transfer }: UserMediaDeps, kind: InboundMediaKind, phoneNumberId: string) {
  const { base64, mimeType, fileName } = sampleFiles[kind];
  const stream = Readable.from([Buffer.from(base64, 'base64')]);
  return transfer.keepUpload({ stream, contentType: mimeType }, LARGEST_UPLOAD, (file) =>
    enter(world, phoneNumberId, { ...file, fileName }, mimeType),
  );
}

/** The file that a message names. @throws UsageError when there is no such file. */
function namedMedia(world: World, id: string): Media {
  const file = findMedia(world, id);
  if (file?.origin === 'user') return file;
  throw new UsageError(
    `no user sent media ${id}: POST /_waproof/users/:id/media gives an id; without one, a file is made`,
  );
}

/** What a message says of its file, in the words of the webhook. */
export type GivenFile = Readonly<Record<string, unknown>>;

/**
 * What the message says of its file, as its webhook does: id, type, hash in base64, and where it can be fetched.
 * @param address of the mock, as whoever writes reached it.
 */
export function tellFile(
  world: World,
  type: InboundMediaKind,
  given: GivenFile,
  { file, address }: { readonly file: Media; readonly address: string },
): GivenFile {
  const expiry = Math.floor(world.now() / 1_000) + URL_SECONDS;
  return {
    ...given,
    ...(type === 'document' && given.filename === undefined && { filename: file.fileName || 'document' }),
    mime_type: given.mime_type ?? file.mimeType,
    sha256: given.sha256 ?? Buffer.from(file.sha256, 'hex').toString('base64'),
    id: file.id,
    url: given.url ?? mediaUrl(address, world.credentials.appSecret, file.id, expiry),
  };
}

/** The message with its file, made now if it names none. @param address of the mock, as whoever writes reached it. */
export async function completeMedia(
  deps: UserMediaDeps,
  content: GivenContent,
  { phoneNumberId, address }: { readonly phoneNumberId: string; readonly address: string },
): Promise<Readonly<Record<string, unknown>>> {
  const { type } = content;
  if (!isInboundMedia(type)) return content;
  const given = (content as Readonly<Record<string, unknown>>)[type] as GivenFile;
  const { world } = deps;
  const file = typeof given.id === 'string' ? namedMedia(world, given.id) : await makeSample(deps, type, phoneNumberId);
  return { ...content, [type]: tellFile(world, type, given, { file, address }) };
}
