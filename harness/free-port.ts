/**
 * A port of the loopback interface that was free a moment ago, and that nobody gets by chance while the subject is down:
 * it lies below those that the system hands out by itself, to other runs or to the near end of a connection.
 */
import { type AddressInfo, createServer } from 'node:net';

const FIRST = 10_000;
/** Systems hand out ports from 32,768 or 49,152 on. */
const COUNT = 22_000;
const TRIES = 50;

/** Listens for a moment. @param port 0: any. Gives the port, or nothing when it is taken. */
function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(undefined) : reject(error),
    );
    server.listen(port, '127.0.0.1', () => {
      const { port: bound } = server.address() as AddressInfo;
      server.close(() => resolve(bound));
    });
  });
}

export async function findFreePort(): Promise<number> {
  let handedOut = 0;
  for (let tries = 0; tries < TRIES; tries++) {
    // Which one is left to the system's own choice of a free port: two runs at once hardly ever try the same.
    handedOut = (await tryPort(0)) ?? handedOut;
    const port = await tryPort(FIRST + (handedOut % COUNT));
    if (port !== undefined) return port;
  }
  return handedOut;
}
