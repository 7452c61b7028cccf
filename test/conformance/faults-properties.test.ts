/**
 * Whatever faults are active together, and whatever callers do meanwhile: every call ends and is in the history once, no
 * connection stays behind, and when the faults stop all is well again.
 */
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlannedFault } from '../../core/history.js';
import { bringIntoPlay, findFault } from '../../mock-server/faults/catalogue.js';
import { hi } from './bodies.js';
import { ownFolder, uploaded, urlOf } from './media-bodies.js';
import { callRaw, message, type RawCall } from './raw-caller.js';
import { MESSAGES, type ServedMock, serveMock, TOKEN } from './served-mock.js';

const SPEED = 200;

let graph: ServedMock;
let download: string;
ownFolder();
beforeAll(async () => {
  graph = await serveMock({ speed: SPEED });
  const { pathname, search } = new URL(await urlOf(graph, await uploaded(graph)));
  download = pathname + search;
});
afterAll(() => graph.close());

const moment = fc.constantFrom('arrival', 'before-effect', 'after-effect');
const seconds = (max: number) => fc.integer({ min: 1, max }).map((count) => `${count}s`);
const selection = fc.record(
  {
    probability: fc.constantFrom(0.3, 0.7, 1),
    on: fc.constant(['send', 'mark-read', 'media', 'other']),
    every: fc.integer({ min: 1, max: 3 }),
    first: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: ['on'] },
);
const kind = (name: string, own: fc.Arbitrary<object>) =>
  fc.tuple(own, selection).map(([parameters, chosen]) => ({ name, given: { ...parameters, ...chosen } }));

const fault = fc.oneof(
  kind('graph.reset', fc.record({ moment })),
  kind('graph.hang', fc.record({ moment, lasting: seconds(10) })),
  kind('graph.lost-answer', fc.record({ how: fc.constantFrom('reset', 'close', 'hang') })),
  kind('graph.dribble', fc.record({ rate: fc.integer({ min: 20, max: 5_000 }) })),
  kind('graph.truncate', fc.record({ share: fc.double({ min: 0, max: 0.99, noNaN: true }) })),
  kind('graph.garbage', fc.record({ moment, what: fc.constantFrom('html', 'empty', 'broken-json', 'wrong-length') })),
  kind('graph.error', fc.record({ moment })),
  kind('graph.outage', fc.record({ moment, as: fc.constantFrom('reset', 'http-503') })),
  kind('graph.latency', fc.record({ from: fc.constant(0), to: seconds(8) })),
  kind('graph.failover', fc.record({ resets: seconds(5), slow: seconds(5) })),
);

/** A call, and how many observations it makes. */
interface Act {
  readonly call: RawCall;
  readonly records: number;
  /** The caller hangs up after so many real ms. */
  readonly leaves?: number;
}

const batch = JSON.stringify({
  batch: [
    { method: 'GET', relative_url: '100000000000001' },
    { method: 'POST', relative_url: '100000000000001/messages', body: 'messaging_product=whatsapp&to=1&type=text' },
  ],
});
const media = {
  path: '/v23.0/100000000000001/media',
  headers: ['Content-Type: multipart/form-data; boundary=b'],
  body: '--b\r\nContent-Disposition: form-data; name="messaging_product"\r\n\r\nwhatsapp\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\nPNG\r\n--b--\r\n',
};
const act = fc.constantFrom<Act>(
  { call: {}, records: 1 },
  { call: { body: '{"messaging_product":"whatsapp","status":"read","message_id":"wamid.x"}' }, records: 1 },
  { call: { body: '{{{' }, records: 1 },
  { call: { method: 'GET', path: '/v23.0/100000000000001' }, records: 1 },
  { call: { method: 'GET', path: '/v23.0/?ids=100000000000001,200000000000001' }, records: 1 },
  { call: { path: '/v99.0/1/messages' }, records: 1 },
  { call: { path: '/v23.0', body: batch }, records: 3 },
  { call: media, records: 1 },
  { call: {}, records: 1, leaves: 10 },
  { call: { ...media, length: 1_000_000 }, records: 1, leaves: 20 },
  { call: { length: message.length + 5 }, records: 1, leaves: 10 },
  { call: { enough: 1 }, records: 1 },
);

/** Connections of this process, both ends. */
const connections = () => process.getActiveResourcesInfo().filter((it) => it === 'TCPSocketWrap').length;

/** Calls, and hangs up in the middle if that is what this caller does. */
async function perform({ call, leaves }: Act): Promise<void> {
  if (leaves === undefined) return void (await callRaw(graph.url, call));
  const { path = MESSAGES, headers = ['Content-Type: application/json'], body = message } = call;
  const socket = connect(Number(new URL(graph.url).port), '127.0.0.1');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => {});
  const head = [`POST ${path} HTTP/1.1`, 'Host: x', `Authorization: Bearer ${TOKEN}`, ...headers];
  socket.write(`${head.join('\r\n')}\r\nContent-Length: ${call.length ?? body.length}\r\n\r\n${body}`, () =>
    setTimeout(() => socket.destroy(), leaves),
  );
  await closed;
}

test('every call ends once, nothing stays behind, and afterwards all is well', async () => {
  const before = connections();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fault, { minLength: 1, maxLength: 4 }),
      fc.array(act, { minLength: 3, maxLength: 12 }),
      async (faults, acts) => {
        const planned = faults.map(({ name, given }, index): PlannedFault => {
          const parameters = findFault(name)?.parameters.parse(given) as PlannedFault['parameters'];
          return { id: `${name}#${index}`, name, parameters };
        });
        const known = graph.observed('graph.call').length;
        graph.mock.faults.activate(bringIntoPlay(planned));
        await Promise.all([...acts, { call: { method: 'GET', path: download }, records: 1 }].map(perform));
        const expected = known + 1 + acts.reduce((sum, { records }) => sum + records, 0);
        await graph.until(() => graph.observed('graph.call').length >= expected, 'every call is in the history');
        graph.mock.faults.activate([]);
        expect((await graph.send(hi)).status).toBe(200);
        const calls = graph.observed('graph.call').slice(known);
        expect(calls).toHaveLength(expected - known + 1);
        expect(graph.lastCall()).toMatchObject({ answer: 'delivered', outcome: 'accepted', faults: [] });
        for (const call of calls) {
          // What the caller can know never says more than the truth.
          if (call.answer === 'lost') expect(call.outcome).toBe('unknown');
          if (call.outcome === 'refused') expect(call.effect).toBe(false);
          if (call.message !== undefined) expect(call.effect).toBe(true);
          if (call.injected) expect(call.faults.length).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 25 },
  );
  // The one that fetch keeps alive, with its other end, may stay.
  await graph.until(() => connections() <= before + 2, 'all connections are closed');
}, 60_000);
