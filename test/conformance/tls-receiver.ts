/** An https endpoint on a free port that notes who posts to it: with which certificate, and under which name. */
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';

export interface TlsReceiver {
  readonly url: URL;
  /** CN of each caller's certificate; `undefined`: it showed none. */
  readonly callers: readonly (string | undefined)[];
  close(): Promise<void>;
}

export async function receiveOverTls(options: ServerOptions): Promise<TlsReceiver> {
  const callers: (string | undefined)[] = [];
  const server = createServer(options, (request, response) => {
    const { subject } = (request.socket as TLSSocket).getPeerCertificate();
    request.resume().on('end', () => {
      if (request.method === 'POST') callers.push(subject?.CN as string | undefined);
      response.end(new URL(request.url ?? '/', 'http://x').searchParams.get('hub.challenge') ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`),
    callers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
