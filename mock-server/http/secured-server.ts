/**
 * The `node:https` server of the mock. It notes the socket below each TLS socket, so that a connection can be reset, and can be
 * made to fail handshakes: without a certificate it ends them with an alert, as a server whose certificate is gone does.
 */
import type { RequestListener, Server, ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Cancel } from '../../core/clock.js';
import type { KeyPair } from '../webhooks/target-tls.js';
import { carriedCalls, noteBelow } from './connections.js';

export interface SecuredServer {
  readonly server: Server;
  /** No handshake succeeds, and connections that Graph was called over are closed. @param failed told of every attempt. */
  refuseHandshakes(failed: () => void): Cancel;
}

const endpointOf = ({ remoteAddress = '', remotePort = 0 }: Socket): string => `${remoteAddress} ${remotePort}`;

export async function createSecuredServer(
  settings: ServerOptions,
  pair: KeyPair,
  serve: RequestListener,
): Promise<SecuredServer> {
  const https = await import('node:https');
  const server = https.createServer({ ...settings, ...pair }, serve);
  const below = new Map<string, Socket>();
  const secured = new Set<Socket>();
  const refusing = new Set<() => void>();

  server.on('connection', (socket: Socket) => {
    const endpoint = endpointOf(socket);
    below.set(endpoint, socket);
    socket.once('close', () => {
      if (below.get(endpoint) === socket) below.delete(endpoint);
    });
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    const socketBelow = below.get(endpointOf(socket));
    if (socketBelow) noteBelow(socket, socketBelow);
    secured.add(socket);
    socket.once('close', () => secured.delete(socket));
  });
  server.on('tlsClientError', () => {
    for (const tell of refusing) tell();
  });

  return {
    server,
    refuseHandshakes(failed) {
      const tell = () => failed();
      refusing.add(tell);
      server.setSecureContext({});
      for (const socket of secured) if (carriedCalls(socket)) socket.destroy();
      return () => {
        if (refusing.delete(tell) && refusing.size === 0) server.setSecureContext(pair);
      };
    },
  };
}
