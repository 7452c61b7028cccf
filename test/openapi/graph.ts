/**
 * A fresh mock as the suite speaks to it: any operation with any kind of body, with the right token, a wrong one or none.
 * A preparing call that fails ends the operation's turn with an explanation.
 */
import { File } from 'node:buffer';
import { createSystemClock } from '../../core/clock.js';
import { serveMock, TOKEN } from '../conformance/served-mock.js';

export interface ApiCall {
  readonly method: string;
  /** Without the version, or a whole address of the mock. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  /** Default: JSON. */
  readonly contentType?: string | undefined;
  /** Default: the right one; empty: none. */
  readonly token?: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
  /** `undefined` when the body is no JSON. */
  readonly json: unknown;
}

/** What cannot be got ready; the operation is not judged further. */
export class Unprepared extends Error {}

export interface Graph {
  readonly url: string;
  call(request: ApiCall): Promise<ApiAnswer>;
  /** A call that must succeed. @throws Unprepared */
  must(method: string, path: string, rest?: Omit<ApiCall, 'method' | 'path'>): Promise<Record<string, unknown>>;
  /** A call of the control API. @throws Unprepared */
  control(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** Asks again and again for something that comes about by itself. @throws Unprepared after five seconds. */
  soon<Value>(what: string, find: () => Promise<Value | undefined>): Promise<Value>;
  /** Has webhooks delivered there. */
  deliverTo(url: URL): Promise<void>;
  close(): Promise<void>;
}

const VERSION = '/v23.0';
/**
 * Times real time: what comes about by itself is there in some ten milliseconds, and what expires after five minutes
 * lasts for six seconds, longer than an operation's turn takes on a slow machine.
 */
const SPEED = 50;
const PATIENCE_MS = 5_000;
const PAUSE_MS = 2;
const SHOWN = 200;

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** A file's bytes, or text. */
export const file = (bytes: Uint8Array | string, name: string, type: string) =>
  new File([typeof bytes === 'string' ? bytes : Uint8Array.from(bytes)], name, { type });

function encode(
  contentType: string,
  body: Readonly<Record<string, unknown>>,
): { type?: string; payload: string | FormData } {
  const members = Object.entries(body).filter(([, value]) => value !== undefined);
  if (contentType.startsWith('multipart/')) {
    const form = new FormData();
    for (const [name, value] of members)
      if (value instanceof File) form.append(name, value as unknown as Blob, value.name);
      else form.append(name, asText(value));
    return { payload: form };
  }
  if (contentType === 'application/x-www-form-urlencoded') {
    const form = members.map(([name, value]): [string, string] => [name, asText(value)]);
    return { type: contentType, payload: String(new URLSearchParams(form)) };
  }
  return { type: 'application/json', payload: JSON.stringify(body) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export async function openGraph(): Promise<Graph> {
  const served = await serveMock({ speed: SPEED });

  async function call(request: ApiCall): Promise<ApiAnswer> {
    const { method, path, query = {}, body, contentType = 'application/json', token = TOKEN } = request;
    const url = new URL(path.startsWith('http') ? path : `${served.url}${VERSION}${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const encoded = body && encode(contentType, body);
    const headers: [string, string][] = [];
    if (token !== '') headers.push(['authorization', `Bearer ${token}`]);
    if (encoded?.type) headers.push(['content-type', encoded.type]);
    const response = await fetch(url, { method, headers, body: encoded?.payload ?? null });
    const text = await response.text();
    return { status: response.status, text, json: parse(text) };
  }

  function expectSuccess(what: string, { status, text, json }: ApiAnswer): Record<string, unknown> {
    if (status < 200 || status >= 300)
      throw new Unprepared(`to prepare it, ${what} answers ${status}: ${text.slice(0, SHOWN)}`);
    return (json ?? {}) as Record<string, unknown>;
  }

  return {
    url: served.url,
    call,
    must: async (method, path, rest = {}) => expectSuccess(`${method} ${path}`, await call({ method, path, ...rest })),
    async control(method, path, body) {
      const answer = await call({ method, path: `${served.url}/_waproof${path}`, body: body as ApiCall['body'] });
      return expectSuccess(`${method} /_waproof${path}`, answer);
    },
    async soon(what, find) {
      const clock = createSystemClock();
      while (clock.now() < PATIENCE_MS) {
        const found = await find();
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => clock.schedule(PAUSE_MS, resolve));
      }
      throw new Unprepared(`waited in vain for ${what}`);
    },
    deliverTo: (url) => served.mock.deliverTo({ url, timeoutMs: 60_000 }),
    close: () => served.close(),
  };
}
