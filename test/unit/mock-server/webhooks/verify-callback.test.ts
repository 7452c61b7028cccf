/** What a callback must answer to be accepted, and Meta's words when it does not: against real sockets on loopback. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createSystemClock } from '../../../../core/clock.js';
import { createRandom } from '../../../../core/random.js';
import { createPoster } from '../../../../mock-server/webhooks/poster.js';
import { createTargetGuard, type Resolve } from '../../../../mock-server/webhooks/target-guard.js';
import { createCallbackVerifier } from '../../../../mock-server/webhooks/verify-callback.js';

const clock = createSystemClock();
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A server on a free port; gives its port. */
async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  });
  return (server.address() as AddressInfo).port;
}

const inTheHouse: Resolve = (host, done) =>
  done(null, [{ address: host === 'elsewhere.example' ? '192.0.2.7' : '127.0.0.1', family: 4 }]);

function verify(url: string, named: readonly string[] = []) {
  const guard = createTargetGuard(named, inTheHouse);
  return createCallbackVerifier({ clock, random: createRandom(1), guard })(url, 'mine');
}

const challengeOf = (url = '') => new URL(url, 'http://x').searchParams.get('hub.challenge') ?? '';
const FAILED = '(#2200) Callback verification failed with the following errors: ';

test('a callback that echoes the challenge is verified, by address and by name', async () => {
  const hosts: unknown[] = [];
  const port = await serve((request, response) => {
    hosts.push(request.headers.host);
    response.end(challengeOf(request.url));
  });
  expect(await verify(`http://127.0.0.1:${port}/webhook`)).toBeUndefined();
  expect(await verify(`http://app.example:${port}/webhook`, ['app.example'])).toBeUndefined();
  expect(hosts).toEqual([`127.0.0.1:${port}`, `app.example:${port}`]);
});

test.each<[string, RequestListener, string]>([
  [
    'refuses the token',
    (_request, response) => response.writeHead(403).end(),
    'HTTP Status Code = 403; HTTP Message = Forbidden',
  ],
  [
    'is not there any more',
    (_request, response) => response.writeHead(404).end(),
    'HTTP Status Code = 404; HTTP Message = Not Found',
  ],
  [
    'sends on to another address: that is not followed',
    (request, response) =>
      request.url?.startsWith('/there')
        ? response.end(challengeOf(request.url))
        : response.writeHead(302, { Location: `/there${request.url?.slice(request.url.indexOf('?'))}` }).end(),
    'HTTP Status Code = 302; HTTP Message = Found',
  ],
  [
    'answers JSON',
    (request, response) => response.end(JSON.stringify(challengeOf(request.url))),
    "response does not match challenge, expected value = '",
  ],
  [
    'answers created',
    (request, response) => response.writeHead(201).end(challengeOf(request.url)),
    'HTTP Status Code = 201',
  ],
  [
    'hangs up',
    (request) => request.socket.resetAndDestroy(),
    'curl_errno = 56; curl_error = Connection reset by peer; HTTP Status Code = 0',
  ],
])('a callback that %s is refused', async (_, listener, words) => {
  const refusal = await verify(`http://127.0.0.1:${await serve(listener)}/webhook`);
  expect(refusal).toMatchObject({ code: 2200, status: 400 });
  expect(refusal?.message.startsWith(FAILED + words)).toBe(true);
});

test('an answer that drips is not waited for', async () => {
  let pieces = 0;
  const port = await serve((_request, response) => {
    const drip = () => {
      pieces++;
      if (response.write('1')) clock.schedule(1, drip);
    };
    drip();
  });
  expect((await verify(`http://127.0.0.1:${port}/`))?.message).toContain('response does not match challenge');
  expect(pieces).toBeLessThan(1_000);
});

test('a closed port is refused in curl’s words', async () => {
  const port = await serve(() => undefined);
  await open.pop()?.close();
  expect((await verify(`http://127.0.0.1:${port}/`))?.message).toBe(
    `${FAILED}curl_errno = 7; curl_error = Failed to connect to 127.0.0.1 port ${port}; HTTP Status Code = 0`,
  );
});

test('where no webhook may go is never connected to, and the refusal says what is allowed', async () => {
  for (const host of ['192.0.2.7', 'elsewhere.example', '169.254.169.254', '[fe80::1]']) {
    const refusal = await verify(`http://${host}/webhook`);
    expect(refusal?.code).toBe(2200);
    expect(refusal?.message).toMatch(
      /webhooks go to loopback addresses and to hosts named by|to which no webhook goes/,
    );
  }
});

test('a delivery is judged again when it connects: a name may have moved', async () => {
  const port = await serve((_request, response) => response.end());
  let address = '127.0.0.1';
  const guard = createTargetGuard([], (_host, done) => done(null, [{ address, family: 4 }]));
  const url = new URL(`http://moving.example:${port}/webhook`);
  const post = async () => {
    const poster = createPoster({ clock, url, timeoutMs: 2_000, connections: 1, guard });
    open.push(poster);
    return poster.post(Buffer.from('{}'), {});
  };
  expect(await post()).toMatchObject({ status: 200 });
  address = '169.254.169.254';
  const { status, problem } = await post();
  expect(status).toBeUndefined();
  expect(problem).toContain('to which no webhook goes');
});
