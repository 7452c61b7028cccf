/** Whether a port takes connections: the first sign of life of a subject that was started again. Nothing is asked of it. */
import { connect } from 'node:net';

/** So long a connection may take; on the own machine it takes less than a millisecond. */
const PATIENCE_MS = 1_000;

export function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS });
    const finish = (listens: boolean) => {
      socket.destroy();
      resolve(listens);
    };
    socket.once('connect', () => finish(true));
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
  });
}
