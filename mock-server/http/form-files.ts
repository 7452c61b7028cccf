/** The files of a form while they come: written as they are, or read because they are texts. */
import type { Readable } from 'node:stream';
import type { FileInfo } from 'busboy';
import type { UploadedFile } from '../graph/operation.js';
import type { BlobStore, BlobWriter } from './blob-store.js';

/** A file on its way to the disk. */
export interface Incoming {
  readonly name: string;
  readonly info: FileInfo;
  readonly writer: BlobWriter;
}

/** Reads a short file whole. */
export function readText(stream: Readable, done: (text: string) => void): void {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(Buffer.concat(chunks).toString('utf8')));
  // The form fails with it.
  stream.on('error', () => {});
}

/** Drops what came of files that nobody will have. */
export async function forget(incoming: readonly Incoming[], store: BlobStore): Promise<void> {
  for (const { writer } of incoming) {
    const written = await writer.written;
    if ('blob' in written) store.drop(written.blob);
  }
}

/** All files, or what is wrong with one of them: then none is kept. The last one of a name counts. */
export async function collect(
  incoming: readonly Incoming[],
  store: BlobStore,
): Promise<{ readonly files: Readonly<Record<string, UploadedFile>> } | { readonly problem: 'too-large' | 'full' }> {
  const files = new Map<string, UploadedFile>();
  let problem: 'too-large' | 'full' | undefined;
  for (const { name, info, writer } of incoming) {
    const written = await writer.written;
    if ('problem' in written) {
      problem ??= written.problem;
      continue;
    }
    const known = files.get(name);
    if (known) store.drop(known.blob);
    files.set(name, {
      ...written,
      fileName: info.filename ?? '',
      mimeType: info.mimeType.toLowerCase(),
    });
  }
  if (problem) {
    for (const { blob } of files.values()) store.drop(blob);
    return { problem };
  }
  return { files: Object.fromEntries(files) };
}
