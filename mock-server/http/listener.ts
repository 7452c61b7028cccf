/**
 * The `node:http` listener, or the `node:https` one where there is a certificate: Graph calls go straight to their handler; everything below `/_waproof`, `/metrics` and
 * `/` goes to the control app, which is loaded when it is first asked for.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cancel } from '../../core/clock.js';
import { UsageError } from '../../core/usage-error.js';
import type { KeyPair } from '../webhooks/target-tls.js';
import type { ControlDeps } from './control/deps.js';
import type { SecuredServer } from './secured-server.js';

export interface Listener {
  /** Binds, and gives the port that was bound (port 0: any free one). @throws UsageError when the port is taken. */
  listen(port: number, host: string): Promise<number>;
  /** No TLS handshake succeeds from now on. @param failed told of every attempt. `undefined`: it serves plain HTTP. */
  refuseHandshakes(failed: () => void): Cancel | undefined;
  close(): Promise<void>;
}

/** A `POST /` is a Graph call (a batch), a `GET /` is somebody with a browser. */
const isControl = (method: string, target: string) =>
  target.startsWith('/_waproof') ||
  (method === 'GET' && (target === '/' || target === '/metrics' || target === '/favicon.ico'));

/** Both kinds of server. */
const SETTINGS = { keepAliveTimeout: 65_000, requestTimeout: 30_000, maxHeaderSize: 32_768 };

/** @param certificate asked for when it is to listen; absent, or giving nothing: plain HTTP. */
export function createListener(
  graphCalls: RequestListener,
  control: ControlDeps,
  certificate: () => KeyPair | undefined = () => undefined,
): Listener {
  let controlApp: Promise<RequestListener> | undefined;
  const loadControlApp = () => {
    controlApp ??= import('./control/control-app.js').then(({ createControlApp }) => createControlApp(control));
    return controlApp;
  };

  async function serveControl(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const app = await loadControlApp();
    app(request, response);
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    if (isControl(request.method ?? 'GET', request.url ?? '/')) void serveControl(request, response);
    else graphCalls(request, response);
  }

  async function createServerFor(pair: KeyPair | undefined): Promise<Server> {
    if (!pair) return createServer(SETTINGS, serve);
    const { createSecuredServer } = await import('./secured-server.js');
    secured = await createSecuredServer(SETTINGS, pair, serve);
    return secured.server;
  }

  let server: Server | undefined;
  let secured: SecuredServer | undefined;

  return {
    refuseHandshakes: (failed) => secured?.refuseHandshakes(failed),
    async listen(port, host) {
      const listening = await createServerFor(certificate());
      server = listening;
      return new Promise((resolve, reject) => {
        listening.once('error', (error: NodeJS.ErrnoException) => {
          if (error.code === 'EADDRINUSE')
            reject(
              new UsageError(`port ${port} on ${host} is taken; choose another with --port, or 0 for any free one`),
            );
          else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND' || error.code === 'EACCES')
            reject(new UsageError(`cannot listen on ${host}:${port}: ${error.message}`));
          else reject(error);
        });
        listening.listen(port, host, () => resolve((listening.address() as AddressInfo).port));
      });
    },
    close: () =>
      new Promise((resolve) => {
        if (!server) return resolve();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
