/** A webhook endpoint on a free port: keeps every request as it came, and answers as it is told. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: Buffer;
  /** `value` of the only change. */
  readonly value: {
    readonly messages?: readonly Readonly<Record<string, unknown>>[];
    readonly statuses?: readonly Readonly<Record<string, unknown>>[];
    readonly contacts?: readonly Readonly<Record<string, unknown>>[];
    readonly metadata?: unknown;
  };
}

export interface WebhookReceiver {
  readonly url: URL;
  readonly webhooks: readonly ReceivedWebhook[];
  /** Queries of the handshakes that came. */
  readonly handshakes: readonly URLSearchParams[];
  /** HTTP status of the next answers, the last one for good. */
  answer(...statuses: number[]): void;
  close(): Promise<void>;
}

export async function receiveWebhooks({ verifyToken = 'waproof-verify-token' } = {}): Promise<WebhookReceiver> {
  const webhooks: ReceivedWebhook[] = [];
  const handshakes: URLSearchParams[] = [];
  let statuses: number[] = [200];
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      const query = new URL(request.url ?? '/', 'http://x').searchParams;
      handshakes.push(query);
      const isRight = query.get('hub.mode') === 'subscribe' && query.get('hub.verify_token') === verifyToken;
      return void response.writeHead(isRight ? 200 : 403).end(isRight ? query.get('hub.challenge') : '');
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const rawBody = Buffer.concat(chunks);
      const { value } = JSON.parse(rawBody.toString()).entry[0].changes[0];
      webhooks.push({ headers: request.headers, rawBody, value });
      const [status = 200, ...later] = statuses;
      if (later.length > 0) statuses = later;
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`),
    webhooks,
    handshakes,
    answer(...next) {
      statuses = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
