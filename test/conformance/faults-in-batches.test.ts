/** Faults on calls that come together: entries of a batch, reads of several objects. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { callRaw } from './raw-caller.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock({ speed: 20 });
});
afterEach(() => graph.mock.faults.activate([]));
afterAll(() => graph.close());

const NUMBER = '100000000000001';
const WABA = '200000000000001';

const send = (to: string) => ({
  method: 'POST',
  relative_url: `${NUMBER}/messages`,
  body: `messaging_product=whatsapp&to=${to}&type=text&text=${encodeURIComponent('{"body":"hi"}')}`,
});
const batch = async () => {
  const known = graph.observed('graph.call').length;
  const answer = await graph.call('/v23.0', {
    body: { include_headers: false, batch: [send('15557770001'), { method: 'GET', relative_url: NUMBER }] },
  });
  return {
    status: answer.status,
    entries: answer.json as readonly ({ readonly code: number; readonly body: string } | null)[],
    parts: graph.observed('graph.call').slice(known, -1),
    whole: graph.lastCall(),
  };
};

test.each([
  ['graph.reset', { moment: 'arrival' }, false],
  ['graph.reset', { moment: 'after-effect' }, true],
  ['graph.hang', {}, false],
  ['graph.truncate', {}, true],
  ['graph.garbage', { what: 'broken-json' }, true],
  ['graph.dribble', {}, true],
])('%s %j: the entry is null, the others are answered', async (name, given, effect) => {
  graph.trouble(name, given);
  const { status, entries, parts, whole } = await batch();
  expect([status, entries[0], entries[1]?.code]).toEqual([200, null, 200]);
  const [struck, spared] = parts;
  expect(struck).toMatchObject({ answer: 'lost', outcome: 'unknown', effect, action: 'send', faults: [`${name}#1`] });
  expect(spared).toMatchObject({ answer: 'delivered', outcome: 'accepted', faults: [] });
  expect(whole).toMatchObject({
    route: 'POST / (batch)',
    answer: 'delivered',
    outcome: 'accepted',
    effect,
    faults: [],
  });
});

test('an error is the answer of its entry', async () => {
  graph.trouble('graph.outage', { on: ['send'] });
  const { entries, parts } = await batch();
  expect(entries.map((entry) => entry?.code)).toEqual([503, 200]);
  expect(parts[0]).toMatchObject({ answer: 'delivered', outcome: 'unknown', effect: false, error: { code: 2 } });
});

test('parts and whole came over one connection', async () => {
  const { parts, whole } = await batch();
  expect(whole.connection).toBeGreaterThan(0);
  expect(parts.map(({ connection }) => connection)).toEqual([whole.connection, whole.connection]);
});

const several = { method: 'GET', path: `/v23.0/?ids=${NUMBER},${WABA}&fields=id` };

test('several objects: what spoils the answer to one spoils that to all', async () => {
  graph.trouble('graph.truncate', { on: ['other'], match: { route: '{waba-id}' } });
  const answer = await callRaw(graph.url, several);
  const whole = `{"${NUMBER}":{"id":"${NUMBER}"},"${WABA}":{"id":"${WABA}"}}`;
  expect([answer.end, answer.status, answer.stated]).toEqual(['fin', 200, whole.length]);
  expect(whole.startsWith(answer.body.toString())).toBe(true);
  expect(graph.lastCall()).toMatchObject({
    route: 'GET /?ids=',
    answer: 'lost',
    outcome: 'unknown',
    faults: ['graph.truncate#1'],
    injected: true,
  });
});

test('several objects: one that is refused refuses all, and a delay of one is one of all', async () => {
  graph.trouble('graph.error', { on: ['other'], match: { route: '{waba-id}' } });
  expect((await callRaw(graph.url, several)).status).toBe(500);
  expect(graph.lastCall()).toMatchObject({ answer: 'delivered', outcome: 'unknown', faults: ['graph.error#1'] });
  graph.trouble('graph.latency', { value: '2s', match: { route: '{waba-id}' } });
  expect((await callRaw(graph.url, several)).status).toBe(200);
  const { at, receivedAt, faults, injected } = graph.lastCall();
  expect([faults, injected]).toEqual([['graph.latency#1'], false]);
  expect(at - receivedAt).toBeGreaterThan(1_900);
});
