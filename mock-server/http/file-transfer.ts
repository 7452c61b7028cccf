/**
 * Files that come with calls and go with answers, over their sockets. The store, its folder and the parser are made
 * with the first upload: a mock that never sees one starts without them.
 */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { UsageError } from '../../core/usage-error.js';
import { type GraphError, graphError, notSimulated } from '../errors/graph-error.js';
import type { BytesEffect, UploadedFile } from '../graph/operation.js';
import type { Routed } from '../graph/router.js';
import { referredBlobs } from '../world/file-references.js';
import type { World } from '../world/world.js';
import type { BlobStore } from './blob-store.js';
import type { Answer, Content, Outcome } from './call.js';
import type { Parameters } from './read-body.js';
import { type Download, type SpoiltDownload, sendBytes, sendNoBytes } from './send-bytes.js';

/** What came, the refusal of it, or nothing: the caller is gone. */
export type Received = Content | { readonly refusal: GraphError } | 'cut-off';

export interface FileTransfer {
  /** Whether a body is a file or may hold some; any other is text, and read without us. */
  isMine(routed: Routed, contentType: string | undefined): boolean;
  /** Calls `done` once. @param query the address's, whose parameters a body's override. */
  receive(
    request: IncomingMessage,
    about: { readonly routed: Routed; readonly contentType: string; readonly query: Parameters },
    done: (received: Received) => void,
  ): void;
  /** After the call: keeps what its operations keep, drops the rest and whatever nobody refers to any more. */
  settle(content: Content, outcome: Outcome): void;
  /** Answers a download. @param errorText the envelope, when there is nothing to send. */
  send(download: Download, answer: Answer, errorText: string, spoilt?: SpoiltDownload): Promise<boolean>;
  /**
   * Keeps a file that comes otherwise than by a Graph call: the body itself, or the only file of a form.
   * @param enter makes something refer to it, at once. @throws UsageError when there is none, or no room.
   */
  keepUpload<Result>(
    source: { readonly stream: Readable; readonly contentType: string },
    longestBytes: number,
    enter: (file: UploadedFile) => Result,
  ): Promise<Result>;
  close(): void;
}

/** Files of a batch go to whichever of its calls names them. */
const BATCH_FILE_BYTES = 100 * 1_024 ** 2;

const tooLarge = (longestBytes: number): GraphError =>
  graphError(100, {
    message: '(#100) Invalid parameter',
    userTitle: 'File Too Large',
    userMessage: `The file you uploaded is too large. It may have ${longestBytes} bytes.`,
  });
const bodyTooLarge = (): GraphError => graphError(100, { status: 413, message: '(#100) Request body is too large.' });
const storeFull = (): GraphError => notSimulated('more than 2 GiB of uploaded files at a time');

const longestFile = ({ operation, path }: Routed): number =>
  operation?.takesText ?? operation?.takesBytes ?? (path === '/' ? BATCH_FILE_BYTES : 0);

const NOTHING: Content = { parameters: {}, files: {} };

/** @param folder where files outlive the mock; absent: a temporary one. */
export function createFileTransfer(world: World, folder?: string): FileTransfer {
  let made: Promise<BlobStore> | undefined;
  let store: BlobStore | undefined;
  let isClosed = false;

  /** The store, made now if there is none yet. */
  async function openStore(): Promise<BlobStore> {
    made ??= import('./blob-store.js').then(({ createBlobStore }) => createBlobStore({ folder }));
    store = await made;
    if (isClosed) store.close();
    return store;
  }

  function sweep(): void {
    if (!store) return;
    const referred = referredBlobs(world);
    store.sweep((blob) => referred.has(blob));
  }

  async function receiveForm(request: IncomingMessage, contentType: string, routed: Routed): Promise<Received> {
    const longestBytes = longestFile(routed);
    const [{ readMultipart }, files] = await Promise.all([import('./read-multipart.js'), openStore()]);
    sweep();
    const form = await readMultipart(request, contentType, files, {
      fileBytes: longestBytes,
      isText: routed.operation?.takesText !== undefined,
    });
    if (!('problem' in form)) return { parameters: form.fields, files: form.files };
    switch (form.problem) {
      case 'cut-off':
        return 'cut-off';
      case 'full':
        return { refusal: storeFull() };
      case 'too-large':
        return { refusal: longestBytes > 0 ? tooLarge(longestBytes) : bodyTooLarge() };
      case 'malformed':
        // As JSON that is none: Graph then misses the first parameter that it needs.
        return NOTHING;
      default:
        return form.problem satisfies never;
    }
  }

  /** One file from a form or from a body. @throws UsageError */
  async function readOne(
    files: BlobStore,
    { stream, contentType }: { readonly stream: Readable; readonly contentType: string },
    longestBytes: number,
  ): Promise<UploadedFile> {
    if (/^multipart\//i.test(contentType)) {
      const { readMultipart } = await import('./read-multipart.js');
      const form = await readMultipart(stream as IncomingMessage, contentType, files, {
        fileBytes: longestBytes,
        isText: false,
      });
      if ('problem' in form) throw new UsageError(`the file cannot be taken: ${form.problem}`);
      const [file, ...others] = Object.values(form.files);
      for (const { blob } of others) files.drop(blob);
      if (!file) throw new UsageError('expected a file in the field "file" of the form');
      return file;
    }
    const { readRaw } = await import('./read-raw.js');
    const raw = await readRaw(stream as IncomingMessage, contentType, files, longestBytes);
    if ('problem' in raw) throw new UsageError(`the file cannot be taken: ${raw.problem}`);
    if (raw.file.sizeBytes > 0) return raw.file;
    files.drop(raw.file.blob);
    throw new UsageError('expected the bytes of a file as the body, or a form with the field "file"');
  }

  async function receiveRaw(request: IncomingMessage, contentType: string, routed: Routed): Promise<Received> {
    const longestBytes = longestFile(routed);
    const [{ readRaw }, files] = await Promise.all([import('./read-raw.js'), openStore()]);
    sweep();
    const raw = await readRaw(request, contentType, files, longestBytes);
    if ('file' in raw) return { parameters: {}, files: { bytes: raw.file } };
    return { refusal: raw.problem === 'full' ? storeFull() : tooLarge(longestBytes) };
  }

  return {
    isMine: ({ operation }, contentType) =>
      operation?.rawBody === true || (contentType !== undefined && /^multipart\//i.test(contentType)),
    receive(request, { routed, contentType, query }, done) {
      const receiving = routed.operation?.rawBody
        ? receiveRaw(request, contentType, routed)
        : receiveForm(request, contentType, routed);
      void receiving.then((received) =>
        done(
          received === 'cut-off' || 'refusal' in received
            ? received
            : { ...received, parameters: { ...query, ...received.parameters } },
        ),
      );
    },
    settle({ files }, outcome) {
      const uploaded: readonly UploadedFile[] = Object.values(files);
      if (uploaded.length > 0) {
        const outcomes = [outcome, ...(outcome.parts ?? []).map((part) => part.outcome)];
        const keeps = new Set(outcomes.map(({ answer }) => answer.keeps));
        for (const { blob } of uploaded)
          if (keeps.has(blob)) store?.keep(blob);
          else store?.drop(blob);
      }
      if (outcome.answer.effect) sweep();
    },
    async keepUpload(source, longestBytes, enter) {
      const files = await openStore();
      sweep();
      const file = await readOne(files, source, longestBytes);
      files.keep(file.blob);
      return enter(file);
    },
    async send(download, answer, errorText, spoilt) {
      const bytes: BytesEffect | undefined = answer.bytes;
      const files = store ?? (folder === undefined ? undefined : await openStore());
      if (bytes && files) return sendBytes(download, bytes, files, spoilt);
      sendNoBytes(download, answer, errorText);
      return true;
    },
    close() {
      isClosed = true;
      store?.close();
    },
  };
}
