/**
 * Reads a multipart body: its fields as parameters, its files as blobs, while they come. What cannot be parsed gives
 * nothing, as any body does; what is too much is read on for a while and forgotten, so that the connection lives.
 */
import type { IncomingMessage } from 'node:http';
import busboy, { type Busboy } from 'busboy';
import type { UploadedFile } from '../graph/operation.js';
import type { BlobStore } from './blob-store.js';
import { collect, forget, type Incoming, readText } from './form-files.js';
import { LONGEST_BODY_BYTES, type Parameters } from './read-body.js';

export interface Form {
  readonly fields: Parameters;
  readonly files: Readonly<Record<string, UploadedFile>>;
}

/** `full`: the store of files takes no more. */
export type ReadForm = Form | { readonly problem: 'too-large' | 'full' | 'malformed' | 'cut-off' };

/** Parts of one body; more are refused. */
const MOST_FIELDS = 200;
const MOST_FILES = 10;
/** Of a body that is refused already so many more bytes are taken; then the answer is given while the caller sends. */
const PATIENCE_BYTES = 32 * 1_024 ** 2;
export interface FormLimits {
  /** Longest file; 0: files are passed over. */
  readonly fileBytes: number;
  /** Files are texts: they are given among the fields instead. */
  readonly isText: boolean;
}

function createParser(contentType: string, { fileBytes }: FormLimits): Busboy | undefined {
  try {
    return busboy({
      headers: { 'content-type': contentType },
      defParamCharset: 'utf8',
      limits: {
        fields: MOST_FIELDS,
        fieldSize: LONGEST_BODY_BYTES,
        files: fileBytes > 0 ? MOST_FILES : 0,
        headerPairs: 50,
        // One more than may be: the writer sees it and knows.
        fileSize: fileBytes + 1,
      },
    });
  } catch {
    // No boundary, or a content type that only begins like one.
    return undefined;
  }
}

type Fail = (problem: 'too-large' | 'malformed' | 'cut-off') => void;

/** What has been read of a form so far. */
interface Reading {
  readonly fields: [string, string][];
  readonly incoming: Incoming[];
  isDone: boolean;
}

function takeFields(parser: Busboy, { fields }: Reading, fail: Fail): void {
  let length = 0;
  parser.on('fieldsLimit', () => fail('too-large'));
  parser.on('field', (name: string | undefined, value, { valueTruncated }) => {
    length += value.length;
    if (valueTruncated || length > LONGEST_BODY_BYTES) return fail('too-large');
    if (name !== undefined) fields.push([name, value]);
  });
}

function takeFiles(
  parser: Busboy,
  reading: Reading,
  { store, limits, fail }: { readonly store: BlobStore; readonly limits: FormLimits; readonly fail: Fail },
): void {
  parser.on('filesLimit', () => fail('too-large'));
  parser.on('file', (name = '', stream, info) => {
    // The parser goes on to the end of a chunk in which it found a mistake.
    if (reading.isDone) return void stream.on('error', () => {}).resume();
    if (limits.isText) {
      // Not from within the parser's own write: it would be destroyed under its feet.
      stream.on('limit', () => queueMicrotask(() => fail('too-large')));
      return readText(stream, (text) => reading.fields.push([name, text]));
    }
    const writer = store.write(limits.fileBytes);
    stream.on('error', () => writer.stream.destroy());
    stream.pipe(writer.stream);
    reading.incoming.push({ name, info, writer });
  });
}

export function readMultipart(
  request: IncomingMessage,
  contentType: string,
  store: BlobStore,
  limits: FormLimits,
): Promise<ReadForm> {
  return new Promise((resolve) => {
    const parser = createParser(contentType, limits);
    const reading: Reading = { fields: [], incoming: [], isDone: false };
    let bodyBytes = 0;

    const fail: Fail = (problem) => {
      if (reading.isDone) return;
      reading.isDone = true;
      // Not now: the parser does not bear being destroyed by what it tells in the middle of a chunk.
      queueMicrotask(() => {
        if (parser) {
          request.unpipe(parser);
          parser.destroy();
        }
        for (const { writer } of reading.incoming) writer.stream.destroy();
        void Promise.all([forget(reading.incoming, store), passBy(request)]).then(() => resolve({ problem }));
      });
    };

    if (request.destroyed && !request.complete) return fail('cut-off');
    // Comes also after a whole body, while its end is still on the way to the disk.
    request.on('close', () => {
      if (!request.complete) fail('cut-off');
    });
    request.on('data', (chunk: Buffer) => {
      bodyBytes += chunk.length;
      if (bodyBytes > MOST_FILES * limits.fileBytes + PATIENCE_BYTES) fail('too-large');
    });
    if (!parser) return fail('malformed');
    takeFields(parser, reading, fail);
    if (limits.fileBytes > 0) takeFiles(parser, reading, { store, limits, fail });
    parser.on('error', () => fail('malformed'));
    parser.on('close', () => {
      if (reading.isDone) return;
      reading.isDone = true;
      void collect(reading.incoming, store).then((files) =>
        resolve('problem' in files ? files : { fields: Object.fromEntries(reading.fields), files: files.files }),
      );
    });
    request.pipe(parser);
  });
}

/** Takes the rest of a body and forgets it, so that its sender comes to read the answer. */
function passBy(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    if (request.readableEnded || request.destroyed) return resolve();
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > PATIENCE_BYTES) resolve();
    });
    request.once('end', resolve);
    request.once('close', resolve);
    request.resume();
  });
}
