/**
 * Reads a request's body up to a limit, and its parameters as Graph takes them: JSON, a form, or the query. A body
 * that cannot be parsed gives no parameters, as Graph then misses `messaging_product` (observed).
 */
import type { IncomingMessage } from 'node:http';

/** Larger than any message; media have their own way in. */
export const LONGEST_BODY_BYTES = 1_024 * 1_024;

export type ReadBody = { readonly text: string } | { readonly problem: 'too-large' | 'cut-off' };

/** Calls `done` exactly once, synchronously with the end of the body: the hot path has no promise to wait for. */
export function readBody(request: IncomingMessage, done: (body: ReadBody) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  let isDone = false;
  const finish = (body: ReadBody) => {
    if (isDone) return;
    isDone = true;
    done(body);
  };
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= LONGEST_BODY_BYTES) chunks.push(chunk);
    else finish({ problem: 'too-large' });
  });
  request.on('end', () => {
    const [only] = chunks;
    const whole = chunks.length === 1 && only ? only : Buffer.concat(chunks);
    finish({ text: whole.toString('utf8') });
  });
  // Comes last in any case; Node emits no `error` for a caller that hangs up unless somebody listens for one.
  request.on('close', () => finish({ problem: 'cut-off' }));
}

/** One request header, the first of its name, without making an object of them all. @param name in small letters. */
export function readHeader({ rawHeaders }: IncomingMessage, name: string): string | undefined {
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const given = rawHeaders[i];
    if (given?.length === name.length && given.toLowerCase() === name) return rawHeaders[i + 1];
  }
  return undefined;
}

export type Parameters = Readonly<Record<string, unknown>>;

const NONE: Parameters = {};

function parseJsonObject(text: string): Parameters {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Parameters) : NONE;
  } catch {
    return NONE;
  }
}

export const parseQuery = (query: string): Parameters =>
  query === '' ? NONE : Object.fromEntries(new URLSearchParams(query));

export function parseParameters(text: string, contentType: string | undefined, query: string): Parameters {
  const type = contentType?.toLowerCase() ?? '';
  const fromBody =
    text === ''
      ? NONE
      : type.startsWith('application/json')
        ? parseJsonObject(text)
        : type.startsWith('application/x-www-form-urlencoded')
          ? parseQuery(text)
          : NONE;
  return query === '' ? fromBody : { ...parseQuery(query), ...fromBody };
}
