/** Calls over a bare socket and notes what comes back, byte for byte, and how the connection ends. */
import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { MESSAGES, TOKEN } from './served-mock.js';

export interface RawAnswer {
  /** Status line and headers, as they came; empty: none came. */
  readonly head: string;
  readonly status: number;
  /** Content-Length of the head. */
  readonly stated: number | undefined;
  readonly body: Buffer;
  /** How many times bytes of the body came. */
  readonly pieces: number;
  /** `open`: the caller had all, or had enough, and hung up. */
  readonly end: 'reset' | 'fin' | 'open';
}

export interface RawCall {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: readonly string[];
  /** Default: a message. */
  readonly body?: string | Buffer;
  /** As stated; default: the body's own. */
  readonly length?: number;
  /** Hang up after so many bytes of the body, or on the first sign of the answer; default: when it is complete. */
  readonly enough?: number | undefined;
  /** PEM: call over TLS. */
  readonly ca?: string | undefined;
}

export const message = JSON.stringify({
  messaging_product: 'whatsapp',
  to: '15557770001',
  type: 'text',
  text: { body: 'hi' },
});

function requestOf({ method = 'POST', path = MESSAGES, headers = [], body = message, length }: RawCall): Buffer {
  const bytes = Buffer.from(body);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Authorization: Bearer ${TOKEN}`,
    ...(headers.length > 0 ? headers : ['Content-Type: application/json']),
    ...(method === 'GET' || method === 'HEAD' ? [] : [`Content-Length: ${length ?? bytes.length}`]),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), method === 'GET' ? Buffer.alloc(0) : bytes]);
}

/** Reads what came so far. */
function parse(bytes: Buffer): Pick<RawAnswer, 'head' | 'status' | 'stated' | 'body'> {
  const gap = bytes.indexOf('\r\n\r\n');
  const head = bytes.toString('latin1', 0, gap === -1 ? bytes.length : gap);
  const stated = /^content-length: (\d+)/im.exec(head)?.[1];
  return {
    head,
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0),
    stated: stated === undefined ? undefined : Number(stated),
    body: gap === -1 ? Buffer.alloc(0) : bytes.subarray(gap + 4),
  };
}

export function callRaw(url: string, call: RawCall = {}): Promise<RawAnswer> {
  const { hostname: host, port } = new URL(url);
  const target = { host, port: Number(port) };
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    let pieces = 0;
    const socket: Socket =
      call.ca === undefined ? connect(target) : connectSecurely({ ...target, ca: call.ca, servername: 'localhost' });
    const finish = (end: RawAnswer['end']) => {
      socket.destroy();
      resolve({ ...parse(bytes), pieces, end });
    };
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const { body, stated, head } = parse(bytes);
      if (body.length > 0) pieces++;
      if (body.length >= (call.enough ?? Number.POSITIVE_INFINITY)) finish('open');
      // A damaged answer may have more than it states, and hangs up itself.
      else if (stated !== undefined && body.length === stated && !/^connection: close/im.test(head))
        setImmediate(() => finish('open'));
    });
    socket.on('end', () => finish('fin'));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? finish('reset') : reject(error),
    );
    // Bytes of the handshake that nobody has read yet make Node take a reset for an end.
    if (call.ca !== undefined) socket.once('session', () => setImmediate(() => socket.write(requestOf(call))));
    else socket.write(requestOf(call));
  });
}
