/**
 * The bytes of uploaded files: each in a file of a private temporary folder, which comes into being with the first
 * upload and goes at the end; or of a folder that stays. Written and read as streams, so memory holds a few chunks of a
 * file at a time, whatever its size. Knows nothing of media: what nobody keeps is dropped.
 */
import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, unlink } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable, Writable } from 'node:stream';

/** All files together, in bytes; more is refused. */
export const STORE_BYTES = 2 * 1_024 ** 3;
/** So many first bytes are told of a file: enough to tell an animated picture from a still one. */
const HEAD_BYTES = 32;
/** Bytes that may wait for the disk, for each file. */
const WAITING_BYTES = 256 * 1_024;

export interface WrittenBlob {
  readonly blob: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** The first 32 bytes, hex. */
  readonly head: string;
}

/** `too-large`: for its own limit; `full`: for the store. Nothing of it is kept. */
export type Written = WrittenBlob | { readonly problem: 'too-large' | 'full' };

/** A file that is being written. What is too much is taken and forgotten, so that whoever sends it can come to an end. */
export interface BlobWriter {
  readonly stream: Writable;
  /** Settles when the stream has ended or was destroyed: what came until then is a file all the same. */
  readonly written: Promise<Written>;
}

/** Offsets in bytes, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface BlobStore {
  /** @param limitBytes longest file. */
  write(limitBytes: number): BlobWriter;
  read(blob: string, range: ByteRange): Readable;
  /** Somebody refers to it from now on; until then no sweep touches it. */
  keep(blob: string): void;
  drop(blob: string): void;
  /** Drops every kept blob that nobody refers to any more. */
  sweep(isReferredTo: (blob: string) => boolean): void;
  /** Bytes of all files at present. */
  readonly sizeBytes: number;
  close(): void;
}

export interface BlobStoreOptions {
  readonly limitBytes?: number;
  /** Where the temporary folder is made. */
  readonly parent?: string;
  /** In place of a temporary one: what is in it is kept until a sweep, and it stays when the store is closed. */
  readonly folder?: string | undefined;
}

/** Sizes of the files that a folder has from before. */
function filesIn(folder: string): [blob: string, sizeBytes: number][] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return readdirSync(folder)
    .filter((name) => /^\d{1,15}$/.test(name))
    .map((name) => [name, statSync(join(folder, name)).size]);
}

export function createBlobStore(options: BlobStoreOptions = {}): BlobStore {
  const { limitBytes = STORE_BYTES, parent = tmpdir(), folder: given } = options;
  const folder = given ?? mkdtempSync(join(parent, 'waproof-files-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  if (given === undefined) process.once('exit', remove);
  const sizes = new Map<string, number>(given === undefined ? [] : filesIn(given));
  const kept = new Set<string>(sizes.keys());
  let sizeBytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  let nextBlob = Math.max(0, ...[...sizes.keys()].map(Number)) + 1;
  const pathOf = (blob: string) => join(folder, blob);

  function drop(blob: string): void {
    const size = sizes.get(blob);
    if (size === undefined) return;
    sizeBytes -= size;
    sizes.delete(blob);
    kept.delete(blob);
    // A file that cannot be removed now goes with the folder.
    unlink(pathOf(blob), () => {});
  }

  function write(longestBytes: number): BlobWriter {
    const blob = String(nextBlob++);
    const hash = createHash('sha256');
    const head: Buffer[] = [];
    let length = 0;
    let problem: 'too-large' | 'full' | undefined;
    let file: FileHandle | undefined;
    let busy: Promise<void> = Promise.resolve();
    sizes.set(blob, 0);

    async function take(chunk: Buffer): Promise<void> {
      if (problem) return;
      if (length + chunk.length > longestBytes) problem = 'too-large';
      else if (sizeBytes + chunk.length > limitBytes) problem = 'full';
      if (problem) return drop(blob);
      if (length < HEAD_BYTES) head.push(chunk.subarray(0, HEAD_BYTES - length));
      length += chunk.length;
      sizeBytes += chunk.length;
      sizes.set(blob, length);
      hash.update(chunk);
      file ??= await open(pathOf(blob), 'wx', 0o600);
      for (let done = 0; done < chunk.length; ) done += (await file.write(chunk, done)).bytesWritten;
    }

    async function settle(): Promise<Written> {
      await busy;
      await file?.close().catch(() => {});
      if (problem) {
        drop(blob);
        return { problem };
      }
      return { blob, sizeBytes: length, sha256: hash.digest('hex'), head: Buffer.concat(head).toString('hex') };
    }

    let finish: (written: Written) => void = () => {};
    const written = new Promise<Written>((resolve) => {
      finish = resolve;
    });
    const stream = new Writable({
      highWaterMark: WAITING_BYTES,
      write(chunk: Buffer, _encoding, done) {
        busy = take(chunk).catch(() => {
          // A disk that takes no more is a store that takes no more.
          problem = 'full';
        });
        void busy.then(() => done());
      },
      destroy(_error, done) {
        void settle().then((result) => {
          finish(result);
          done(null);
        });
      },
    });
    return { stream, written };
  }

  return {
    write,
    read: (blob, range) => createReadStream(pathOf(blob), { ...range, highWaterMark: WAITING_BYTES }),
    keep(blob) {
      if (sizes.has(blob)) kept.add(blob);
    },
    drop,
    sweep(isReferredTo) {
      for (const blob of [...kept]) if (!isReferredTo(blob)) drop(blob);
    },
    get sizeBytes() {
      return sizeBytes;
    },
    close() {
      process.removeListener('exit', remove);
      sizes.clear();
      kept.clear();
      sizeBytes = 0;
      if (given === undefined) remove();
    },
  };
}
