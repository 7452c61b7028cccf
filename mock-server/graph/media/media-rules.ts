/**
 * What files media may be: the types that an upload takes, and the types and sizes that each kind of message takes.
 * Source: Meta, "Media" (supported types), refusals and failed statuses seen live. Not looked at: codecs, pixels.
 */
import { contentError, type GraphError } from '../../errors/graph-error.js';
import type { Media } from '../../world/media.js';

const KIB = 1_024;
const MIB = 1_024 * KIB;

const AUDIO = ['audio/aac', 'audio/mp4', 'audio/mpeg', 'audio/amr', 'audio/ogg', 'audio/opus'];
const DOCUMENTS = [
  'application/vnd.ms-powerpoint',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/pdf',
  'text/plain',
  'application/vnd.ms-excel',
];
const IMAGES = ['image/jpeg', 'image/png'];
const STICKERS = ['image/webp'];
const VIDEOS = ['video/mp4', 'video/3gpp'];

/** In the order of Meta's refusal (as seen in 2024 and 2025). */
export const UPLOAD_TYPES = [...AUDIO, ...DOCUMENTS, ...IMAGES, ...STICKERS, ...VIDEOS];

/** The largest of all, in bytes. */
export const LARGEST_UPLOAD = 100 * MIB;

/**
 * Longest upload of a type, in bytes. A sticker may be larger than what can be sent (2.1 MB were taken live); that it may
 * be as large as an image is assumed.
 */
export function uploadLimit(mimeType: string): number {
  if (AUDIO.includes(mimeType) || VIDEOS.includes(mimeType)) return 16 * MIB;
  return DOCUMENTS.includes(mimeType) ? LARGEST_UPLOAD : 5 * MIB;
}

/** Kinds of messages and template parameters that are media. */
export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker' | 'gif';

interface SendRule {
  /** As failed statuses call it. */
  readonly name: string;
  /** Absent: every type is taken. */
  readonly types?: readonly string[];
  readonly limitBytes: (file: Pick<Media, 'isAnimated'>) => number;
}

const SEND_RULES: Readonly<Record<MediaKind, SendRule>> = {
  image: { name: 'Image', types: IMAGES, limitBytes: () => 5 * MIB },
  video: { name: 'Video', types: VIDEOS, limitBytes: () => 16 * MIB },
  gif: { name: 'Video', types: ['video/mp4'], limitBytes: () => 16 * MIB },
  audio: { name: 'Audio', types: AUDIO, limitBytes: () => 16 * MIB },
  document: { name: 'Document', limitBytes: () => LARGEST_UPLOAD },
  sticker: { name: 'Sticker', types: STICKERS, limitBytes: ({ isAnimated }) => (isAnimated ? 500 : 100) * KIB },
};

/**
 * Why a file cannot be sent as this kind of media. The send itself is accepted: the failure arrives as a status
 * (131053, wording as seen live).
 */
export function mediaFailure(kind: MediaKind, file: Media): GraphError | undefined {
  const { name, types, limitBytes } = SEND_RULES[kind];
  if (types && !types.includes(file.mimeType))
    return contentError(
      131053,
      `Unsupported ${name} mime type ${file.mimeType}. Please use one of ${types.join(', ')}.`,
    );
  const limit = limitBytes(file);
  return file.sizeBytes > limit || file.sizeBytes === 0
    ? contentError(
        131053,
        `${name} file has size ${file.sizeBytes} bytes but must be atmost ${limit} bytes and non-empty`,
      )
    : undefined;
}

/** Whether a WebP picture says in its header that it is animated. @param head first bytes, hex. */
export function isAnimatedWebp(head: string): boolean {
  const bytes = Buffer.from(head, 'hex');
  const isExtended = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 16) === 'WEBPVP8X';
  return isExtended && ((bytes[20] ?? 0) & 0x02) !== 0;
}
