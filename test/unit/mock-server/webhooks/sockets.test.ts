/** Poster and handshake against real sockets on the loopback interface: what they make of each kind of answer. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createSystemClock } from '../../../../core/clock.js';
import type { HandshakeAnswered } from '../../../../core/observations.js';
import { createRandom } from '../../../../core/random.js';
import { performHandshake } from '../../../../mock-server/webhooks/handshake.js';
import { createPoster, type Poster } from '../../../../mock-server/webhooks/poster.js';
import { describeSocketProblem } from '../../../../mock-server/webhooks/socket-problem.js';

const clock = createSystemClock();
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A server on a free port; gives its webhook URL. */
async function serve(listener: RequestListener): Promise<URL> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook?tenant=7`);
}

function posterTo(url: URL, timeoutMs = 2_000): Poster {
  const poster = createPoster({ clock, url, timeoutMs, connections: 4 });
  open.push(poster);
  return poster;
}

describe('posting', () => {
  test('the bytes arrive as they are, with their length, at the path and query of the URL', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const { 'content-length': length, 'transfer-encoding': encoding, 'x-test': mark } = request.headers;
        seen.push([request.method, request.url, length, encoding, mark, Buffer.concat(chunks).toString()]);
        response.end('EVENT_RECEIVED');
      });
    });
    const result = await posterTo(url).post(Buffer.from('{"a":"\\u00e9"}'), { 'X-Test': 'yes' });
    expect(result).toEqual({ status: 200, ms: expect.any(Number) });
    expect(seen).toEqual([['POST', '/webhook?tenant=7', '14', undefined, 'yes', '{"a":"\\u00e9"}']]);
  });

  test.each([200, 202, 301, 400, 401, 500, 503])(
    'HTTP %d is told as it is; redirects are not followed',
    async (status) => {
      let requests = 0;
      const url = await serve((_request, response) => {
        requests++;
        response.writeHead(status, { Location: '/elsewhere' }).end();
      });
      expect(await posterTo(url).post(Buffer.from('{}'), {})).toMatchObject({ status });
      expect(requests).toBe(1);
    },
  );

  test('a long answer is an answer all the same, announced or not', async () => {
    const long = 'x'.repeat(300_000);
    const url = await serve((request, response) => {
      if (request.headers['x-announced']) response.setHeader('Content-Length', long.length);
      response.write(long.slice(0, 1_000));
      response.end(long.slice(1_000));
    });
    const poster = posterTo(url);
    expect(await poster.post(Buffer.from('{}'), { 'X-Announced': '1' })).toMatchObject({ status: 200 });
    expect(await poster.post(Buffer.from('{}'), {})).toMatchObject({ status: 200 });
  });

  test('a closed port, a reset and a hang-up are told apart in plain words', async () => {
    const closed = await serve(() => undefined);
    await open.pop()?.close();
    expect(await posterTo(closed).post(Buffer.from('{}'), {})).toMatchObject({ problem: 'refused' });
    const resetting = await serve((request) => request.socket.resetAndDestroy());
    expect(await posterTo(resetting).post(Buffer.from('{}'), {})).toMatchObject({ problem: 'reset' });
    const hangingUp = await serve((request) => request.socket.end());
    expect(await posterTo(hangingUp).post(Buffer.from('{}'), {})).toMatchObject({ problem: 'reset' });
  });

  test('a subject that never answers times out', async () => {
    const url = await serve(() => undefined);
    const result = await posterTo(url, 50).post(Buffer.from('{}'), {});
    expect(result.problem).toBe('timeout');
    expect(result.ms).toBeGreaterThanOrEqual(50);
  });
});

describe('the handshake', () => {
  const shake = (url: URL, probe: HandshakeAnswered['probe'], timeoutMs = 2_000) =>
    performHandshake({ clock, url, probe, verifyToken: 'secret', random: createRandom(1), timeoutMs });

  /** A subject that answers by its book and notes the query of each call. */
  async function subject(answer: (query: URLSearchParams) => [status: number, body: string]) {
    const queries: URLSearchParams[] = [];
    const url = await serve((request, response) => {
      const query = new URL(request.url ?? '/', 'http://x').searchParams;
      queries.push(query);
      const [status, body] = answer(query);
      response.writeHead(status).end(body);
    });
    return { url, queries };
  }

  test('asks with mode, challenge and token, and keeps the query of the URL', async () => {
    const { url, queries } = await subject((query) => [200, query.get('hub.challenge') ?? '']);
    expect(await shake(url, 'right-token')).toEqual({
      probe: 'right-token',
      status: 200,
      echoed: true,
      ms: expect.any(Number),
    });
    expect(Object.fromEntries(queries[0] ?? [])).toEqual({
      tenant: '7',
      'hub.mode': 'subscribe',
      'hub.challenge': expect.stringMatching(/^1\d{9}$|^2000000000$/),
      'hub.verify_token': 'secret',
    });
  });

  test('its probes come with a wrong token and without any', async () => {
    const { url, queries } = await subject(() => [403, 'Forbidden']);
    expect(await shake(url, 'wrong-token')).toMatchObject({ probe: 'wrong-token', status: 403, echoed: false });
    expect(await shake(url, 'missing-token')).toMatchObject({ probe: 'missing-token', status: 403, echoed: false });
    expect(queries.map((query) => query.get('hub.verify_token'))).toEqual(['not-secret', null]);
  });

  test.each<[string, (challenge: string) => string]>([
    ['quoted', (challenge) => `"${challenge}"`],
    ['with a line break', (challenge) => `${challenge}\n`],
    ['empty', () => ''],
    ['a page without end', (challenge) => challenge + 'x'.repeat(100_000)],
  ])('an answer that is %s does not echo the challenge', async (_, answer) => {
    const { url } = await subject((query) => [200, answer(query.get('hub.challenge') ?? '')]);
    expect(await shake(url, 'right-token')).toMatchObject({ status: 200, echoed: false });
  });

  test('a subject that is not there or never answers is a problem in plain words', async () => {
    const { url } = await subject(() => [200, '']);
    await open.pop()?.close();
    expect(await shake(url, 'right-token')).toMatchObject({ echoed: false, problem: 'refused' });
    const silent = await serve(() => undefined);
    expect(await shake(silent, 'right-token', 50)).toMatchObject({ echoed: false, problem: 'timeout' });
  });
});

test.each([
  [Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 'refused'],
  [Object.assign(new Error('x'), { code: 'EPIPE' }), 'reset'],
  [Object.assign(new Error('x'), { code: 'UND_ERR_HEADERS_TIMEOUT' }), 'timeout'],
  [Object.assign(new Error('x'), { code: 'ENOTFOUND' }), 'unknown host'],
  [new Error('something else'), 'something else'],
  [Object.assign(new Error(''), { code: 'EWEIRD' }), 'EWEIRD'],
  ['a text', 'a text'],
])('%o is called %j', (error, words) => {
  expect(describeSocketProblem(error)).toBe(words);
});
