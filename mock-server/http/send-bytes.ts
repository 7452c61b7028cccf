/**
 * The answer of a download: the bytes of a file, whole or a range of it, streamed. Its headers are those that were
 * recorded from the host that serves Meta's media, which is not Graph: none of Graph's, and 404 for what is gone.
 */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { finished, pipeline } from 'node:stream/promises';
import type { Clock } from '../../core/clock.js';
import type { BytesEffect } from '../graph/operation.js';
import type { BlobStore } from './blob-store.js';
import { parseRange, spread } from './byte-ranges.js';
import type { Answer, Spoiling } from './call.js';
import { dribbleBytes } from './dribble.js';

export interface Download {
  readonly method: string;
  readonly header: (name: string) => string | undefined;
  readonly response: ServerResponse;
}

/** How a download is spoilt; whatever needs no bytes of the file is not ours. */
export interface SpoiltDownload {
  readonly clock: Clock;
  readonly ending: Extract<Spoiling, { kind: 'dribble' | 'truncate' }>;
  /** FIN. */
  readonly hangUp: () => void;
}

/** A decimal number as recorded; the same for the same bytes. */
const etagOf = ({ parts, sizeBytes }: BytesEffect): string =>
  `"${sizeBytes}${parts.map(({ blob }) => blob).join('0')}"`;

/** Without quotes, as recorded: a name that needs them loses what does not fit. */
const plainName = (name: string): string => name.replace(/[^\w.-]+/g, '_').slice(0, 100) || 'file';

const plainType = (type: string): string =>
  /^[\w.+-]+\/[\w.+-]+(?:;[\x20-\x7e]*)?$/.test(type) ? type : 'application/octet-stream';

async function* read(bytes: BytesEffect, store: BlobStore, range: { start: number; end: number }) {
  const stretches = spread(
    bytes.parts.map(({ sizeBytes }) => sizeBytes),
    range,
  );
  for (const [index, { blob }] of bytes.parts.entries()) {
    const stretch = stretches[index];
    if (stretch) yield* store.read(blob, stretch);
  }
}

/**
 * Writes `length` bytes and ends the answer together with the last of them. Were it ended a moment later, as a pipeline does,
 * a caller that hangs up as soon as it has everything would look like one that went away in the middle.
 * @throws Error when the caller goes before all is out, or when the source ends too soon.
 */
async function pour(source: AsyncIterable<Uint8Array>, response: ServerResponse, length: number): Promise<void> {
  const out = finished(response);
  // Awaited below; until then nobody else listens.
  out.catch(() => undefined);
  let sent = 0;
  for await (const chunk of source) {
    sent += chunk.length;
    if (sent >= length) response.end(chunk);
    else if (!response.write(chunk)) await Promise.race([once(response, 'drain'), out]);
  }
  if (length === 0) response.end();
  else if (sent < length) response.destroy(new Error(`only ${sent} of ${length} bytes are there`));
  await out;
}

/** The body of an answer, as it is or as it is spoilt. @returns whether all of it went out. */
async function sendBody(
  response: ServerResponse,
  read: (end: number) => AsyncIterable<Uint8Array>,
  { start, end }: { start: number; end: number },
  spoilt: SpoiltDownload | undefined,
): Promise<boolean> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const whole = end - start + 1;
  try {
    if (!spoilt) await pour(read(end), response, whole);
    else if (spoilt.ending.kind === 'dribble')
      await pour(dribbleBytes(spoilt.clock, read(end), spoilt.ending.bytesPerSecond, gone.signal), response, whole);
    else {
      const length = Math.min(Math.floor(whole * spoilt.ending.share), end - start);
      response.flushHeaders();
      if (length > 0) await pipeline(read(start + length - 1), response, { end: false });
      spoilt.hangUp();
      return false;
    }
    return true;
  } catch {
    // The caller hung up, or the file went while it was read: either way the connection is broken by now.
    return false;
  }
}

/** @returns whether all of it went out. */
export async function sendBytes(
  { method, header, response }: Download,
  bytes: BytesEffect,
  store: BlobStore,
  spoilt?: SpoiltDownload,
): Promise<boolean> {
  const { sizeBytes } = bytes;
  // A range is defined for GET alone.
  const asked = method === 'GET' ? parseRange(header('range'), sizeBytes) : undefined;
  const standing = {
    'Content-Type': plainType(bytes.mimeType),
    'Content-Disposition': `inline;filename=${plainName(bytes.fileName)}`,
    'Accept-Ranges': 'bytes',
    ETag: etagOf(bytes),
    'Cache-Control': 'private, max-age=300',
  };
  if (asked === 'unsatisfiable') {
    response.writeHead(416, { ...standing, 'Content-Range': `bytes */${sizeBytes}`, 'Content-Length': 0 });
    response.end();
    return true;
  }
  const range = asked ?? { start: 0, end: sizeBytes - 1 };
  response.writeHead(asked ? 206 : 200, {
    ...standing,
    ...(asked && { 'Content-Range': `bytes ${range.start}-${range.end}/${sizeBytes}` }),
    'Content-Length': range.end - range.start + 1,
  });
  if (method === 'HEAD') {
    response.end();
    return true;
  }
  return sendBody(response, (end) => read(bytes, store, { start: range.start, end }), range, spoilt);
}

/** Codes of a call without a token, or with a wrong one. */
const TOKEN_CODES = new Set([104, 190, 2500]);

/** 401 for a token that is missing or wrong, 404 for all else (recorded); the body is Graph's envelope (assumed). */
export function sendNoBytes({ method, response }: Download, { error, status }: Answer, text: string): void {
  response.writeHead(error && TOKEN_CODES.has(error.code) ? 401 : status, {
    'Content-Type': 'application/json; charset=UTF-8',
    'Content-Length': text.length,
  });
  response.end(method === 'HEAD' ? '' : text, 'latin1');
}
