/**
 * Reads a body that is a file. A connection that breaks leaves what came until then: an interrupted upload goes on from
 * there, which is what resumable uploads are for.
 */
import type { IncomingMessage } from 'node:http';
import type { UploadedFile } from '../graph/operation.js';
import type { BlobStore } from './blob-store.js';

export type ReadRaw = { readonly file: UploadedFile } | { readonly problem: 'too-large' | 'full' };

export async function readRaw(
  request: IncomingMessage,
  contentType: string,
  store: BlobStore,
  longestBytes: number,
): Promise<ReadRaw> {
  const { stream, written } = store.write(longestBytes);
  request.on('close', () => {
    if (!stream.writableEnded) stream.end();
  });
  request.pipe(stream);
  const result = await written;
  if ('problem' in result) return result;
  return { file: { ...result, fileName: '', mimeType: contentType.split(';')[0]?.trim().toLowerCase() ?? '' } };
}
