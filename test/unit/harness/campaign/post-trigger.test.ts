import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { postTrigger } from '../../../../harness/campaign/post-trigger.js';
import { findFreePort } from '../../../../harness/free-port.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const trigger = {
  method: 'POST',
  path: '/campaign?x=1',
  headers: { 'content-type': 'text/plain', 'x-key': 'k' },
  body: 'ä',
};

test('posts what it is given, to the path on that host, and tells the status', async () => {
  const seen: unknown[] = [];
  const origin = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      seen.push([method, url, headers['x-key'], headers['content-length'], Buffer.concat(chunks).toString()]);
      response.writeHead(202).end('x'.repeat(100_000));
    });
  });
  expect(await postTrigger(origin, trigger, 5_000).answer).toEqual({ status: 202 });
  expect(seen).toEqual([['POST', '/campaign?x=1', 'k', '2', 'ä']]);
});

describe('no answer', () => {
  test('from a closed port', async () => {
    const origin = `http://127.0.0.1:${await findFreePort()}`;
    expect(await postTrigger(origin, trigger, 5_000).answer).toEqual({ problem: 'refused' });
  });

  test('from one that breaks off', async () => {
    const origin = await serve((request) => request.socket.resetAndDestroy());
    expect(await postTrigger(origin, trigger, 5_000).answer).toEqual({ problem: 'reset' });
  });

  test('from one that breaks off in the middle of its answer', async () => {
    const origin = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => request.socket.destroy());
    });
    expect(await postTrigger(origin, trigger, 5_000).answer).toEqual({ problem: 'reset' });
  });

  test('from one that is silent for too long', async () => {
    const origin = await serve(() => {});
    expect(await postTrigger(origin, trigger, 20).answer).toEqual({ problem: 'timeout' });
  });

  test('when it is given up', async () => {
    const origin = await serve(() => {});
    const post = postTrigger(origin, trigger, 5_000);
    post.cancel();
    expect(await post.answer).toEqual({ problem: 'given up: the run ended' });
  });
});
