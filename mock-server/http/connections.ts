/**
 * What a call needs to know of its connection: its number, and how to break it. Numbers count from 1, in the order of the
 * first Graph call on each connection. A TLS socket cannot be reset itself: the listener notes the one below it.
 */
import type { Socket } from 'node:net';

const NUMBER = Symbol('number of the connection');
const BELOW = Symbol('socket below TLS');

interface Marked extends Socket {
  [NUMBER]?: number;
  [BELOW]?: Socket;
}

/** Gives the number of a connection, its next one when it has none. */
export function createConnectionNumbers(): (socket: Socket) => number {
  let count = 0;
  return (socket: Marked) => {
    const known = socket[NUMBER];
    if (known !== undefined) return known;
    count++;
    socket[NUMBER] = count;
    return count;
  };
}

/** Whether Graph was called over it. */
export const carriedCalls = (socket: Socket): boolean => (socket as Marked)[NUMBER] !== undefined;

export function noteBelow(secured: Socket, below: Socket): void {
  (secured as Marked)[BELOW] = below;
}

/** RST: what was written and not yet sent is lost as well. */
export function resetConnection(socket: Socket): void {
  const below = (socket as Marked)[BELOW];
  // The TLS socket goes with the one below it; destroyed itself, it would close that one in an orderly way.
  if (below) below.resetAndDestroy();
  else if ('encrypted' in socket) socket.destroy();
  else socket.resetAndDestroy();
}

/** FIN after what was written. @param linger tells when to give up waiting for the other side to close. */
export function closeConnection(socket: Socket, linger: (action: () => void) => () => void): void {
  const cancel = linger(() => socket.destroy());
  socket.once('close', cancel);
  socket.end();
}
