/** What each ending of a call is on the wire, to the byte; what really happened; and what the history says of both. */
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { callRaw, message, type RawCall } from './raw-caller.js';
import { MESSAGES, type ServedMock, serveMock } from './served-mock.js';

/** A hundred seconds pass in one. */
const SPEED = 100;

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock({ speed: SPEED });
});
afterEach(() => graph.mock.faults.activate([]));
afterAll(() => graph.close());

const received = () => [...graph.mock.world.users()].find((user) => user.id === '15557770001')?.received ?? 0;
const calls = () => graph.observed('graph.call');

/** One call, how many messages it sent, and what the history says of it once it does. */
async function struck(call: RawCall = {}) {
  const before = received();
  const known = calls().length;
  const answer = await callRaw(graph.url, call);
  await graph.until(() => calls().length > known, 'the call is in the history');
  expect(calls()).toHaveLength(known + 1);
  return { answer, sent: received() - before, history: graph.lastCall() };
}

const LOST = { answer: 'lost', outcome: 'unknown', injected: true } as const;

describe('graph.reset', () => {
  test.each([
    ['arrival', 0, 0],
    ['before-effect', 0, 0],
    ['after-effect', 1, 200],
  ])('%s: RST and no byte', async (moment, messages, status) => {
    graph.trouble('graph.reset', { moment });
    const { answer, sent, history } = await struck();
    expect([answer.end, answer.head, sent]).toEqual(['reset', '', messages]);
    expect(history).toMatchObject({ ...LOST, status, effect: messages === 1, faults: ['graph.reset#1'] });
    expect(history.message !== undefined).toBe(messages === 1);
  });

  test('on arrival it is in the history which message was tried, so that attempts can be told to belong together', async () => {
    const plain = (await struck()).history;
    graph.trouble('graph.reset');
    const { action, to, type, digest, text } = (await struck()).history;
    expect({ action, to, type, digest, text }).toEqual({
      action: 'send',
      to: plain.to,
      type: 'text',
      digest: plain.digest,
      text: 'hi',
    });
  });

  test('an upload is broken off in the middle, and nothing of it is kept', async () => {
    graph.trouble('graph.reset', { on: ['other'] });
    const { answer, history } = await struck({
      path: '/v23.0/100000000000001/media',
      headers: ['Content-Type: multipart/form-data; boundary=b'],
      body: '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n',
      length: 5_000_000,
    });
    expect([answer.end, answer.head]).toEqual(['reset', '']);
    expect(history).toMatchObject({ ...LOST, action: 'other', effect: false, route: 'POST /{phone-number-id}/media' });
  });
});

describe('before and after a call is looked at', () => {
  const wrong: RawCall = { headers: ['Content-Type: application/json', 'X-No-Token: 1'], body: '{"to":1}' };

  test('on arrival nobody learns what was wrong with a call', async () => {
    graph.trouble('graph.outage');
    for (const call of [wrong, { path: '/v99.0/100000000000001/messages' }, { body: 'x'.repeat(1_100_000) }]) {
      const { answer, sent, history } = await struck(call);
      expect([answer.status, sent]).toEqual([503, 0]);
      expect(history).toMatchObject({ answer: 'delivered', outcome: 'unknown', injected: true, error: { code: 2 } });
    }
  });

  test('later a mistake of the caller is answered as always', async () => {
    for (const moment of ['before-effect', 'after-effect']) {
      graph.trouble('graph.outage', { moment });
      const { answer, history } = await struck(wrong);
      expect(answer.status).toBe(400);
      expect(history).toMatchObject({ answer: 'delivered', outcome: 'refused', injected: false, faults: [] });
    }
  });

  test('an error after the effect leaves open what happened', async () => {
    graph.trouble('graph.error', { moment: 'after-effect' });
    const { answer, sent, history } = await struck();
    expect([answer.status, sent]).toEqual([500, 1]);
    expect(history).toMatchObject({ answer: 'delivered', outcome: 'unknown', effect: true, error: { code: 131000 } });
    expect(history.message).toMatch(/^wamid\./);
  });
});

describe('graph.lost-answer', () => {
  test('close: FIN without a byte', async () => {
    graph.trouble('graph.lost-answer', { how: 'close' });
    const { answer, sent, history } = await struck();
    expect([answer.end, answer.head, sent]).toEqual(['fin', '', 1]);
    expect(history).toMatchObject({ ...LOST, effect: true });
  });
});

describe('graph.hang', () => {
  test('silence for as long as it says, then FIN; the history knows at once', async () => {
    graph.trouble('graph.hang', { lasting: '20s' });
    const known = calls().length;
    const startedAt = Date.now();
    const pending = callRaw(graph.url);
    await graph.until(() => calls().length > known, 'the call is in the history');
    expect(graph.lastCall()).toMatchObject({ ...LOST, status: 0, effect: false });
    const answer = await pending;
    expect([answer.end, answer.head]).toEqual(['fin', '']);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual((20_000 / SPEED) * 0.9);
  });

  test('after the effect the message has gone out; a caller that gives up is let go', async () => {
    graph.trouble('graph.hang', { moment: 'after-effect' });
    const before = received();
    const { port } = new URL(graph.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `POST ${MESSAGES} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer EAAwaproof\r\nContent-Type: application/json\r\nContent-Length: ${message.length}\r\n\r\n${message}`,
    );
    await graph.until(() => received() > before, 'the message has gone out');
    socket.end();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(graph.lastCall()).toMatchObject({ ...LOST, effect: true, status: 200 });
  });
});

describe('graph.dribble', () => {
  test('the answer comes in pieces, at its rate, whole; it is Graph’s own', async () => {
    graph.trouble('graph.dribble', { rate: 6 });
    const { answer, sent, history } = await struck();
    expect([answer.status, answer.body.length, sent]).toEqual([200, answer.stated, 1]);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ messages: [{ id: history.message }] });
    expect(answer.pieces).toBeGreaterThan(3);
    expect(history).toMatchObject({ answer: 'delivered', outcome: 'accepted', effect: true, injected: false });
    expect(history.faults).toEqual(['graph.dribble#1']);
    const seconds = (history.at - history.receivedAt) / 1_000;
    expect(seconds).toBeGreaterThanOrEqual(answer.body.length / 6 - 0.1);
  });

  test('it stops when the caller goes', async () => {
    graph.trouble('graph.dribble', { rate: 5 });
    const { answer, sent, history } = await struck({ enough: 3 });
    expect([answer.status, sent]).toEqual([200, 1]);
    expect(answer.body.length).toBeLessThan(answer.stated ?? 0);
    expect(history).toMatchObject({ answer: 'lost', outcome: 'unknown', effect: true, injected: false });
  });
});

describe('graph.truncate', () => {
  test.each([0, 0.5, 0.999])('%d of the body, then FIN, under the whole length', async (share) => {
    graph.trouble('graph.truncate', { share });
    const { answer, sent, history } = await struck();
    const whole = answer.stated ?? 0;
    expect([answer.end, answer.status, sent]).toEqual(['fin', 200, 1]);
    expect(answer.body.length).toBe(Math.min(Math.floor(whole * share), whole - 1));
    expect(history).toMatchObject({ ...LOST, effect: true, status: 200 });
  });
});

describe('graph.garbage', () => {
  test.each([
    [{ what: 'html' }, 502, 0],
    [{ what: 'html', status: 503, moment: 'after-effect' }, 503, 1],
    [{ what: 'html', status: 200, moment: 'arrival' }, 200, 0],
    [{ what: 'empty' }, 502, 0],
    [{ what: 'empty', status: 200, moment: 'after-effect' }, 200, 1],
    [{ what: 'broken-json' }, 200, 1],
    [{ what: 'broken-json', moment: 'before-effect', status: 500 }, 500, 0],
    [{ what: 'wrong-length' }, 200, 1],
    [{ what: 'wrong-length', moment: 'arrival' }, 200, 0],
  ])('%j', async (given, status, messages) => {
    graph.trouble('graph.garbage', given);
    const { answer, sent, history } = await struck();
    expect([answer.status, sent]).toEqual([status, messages]);
    expect(history).toMatchObject({ ...LOST, status, effect: messages === 1, faults: ['graph.garbage#1'] });
    const text = answer.body.toString();
    expect(() => JSON.parse(text.slice(0, answer.stated))).toThrow();
    switch (given.what) {
      case 'html':
        expect(answer.head).toMatch(/content-type: text\/html/i);
        expect(text).toMatch(/^<!DOCTYPE html>[\s\S]*<\/html>\s*$/);
        break;
      case 'empty':
        expect([answer.stated, text]).toEqual([0, '']);
        break;
      case 'broken-json':
        expect(answer.head).toMatch(/content-type: application\/json/i);
        expect(text.length).toBe(answer.stated);
        break;
      default:
        expect(answer.end).toBe('fin');
        expect(() => JSON.parse(text)).not.toThrow();
        expect(text.length).toBeGreaterThan(answer.stated ?? 0);
    }
  });

  test('says nothing that a caller could take for "it was not done"', () => {
    expect(() => graph.trouble('graph.garbage', { status: 404 })).toThrow('expected 200 or 500 to 599');
    expect(() => graph.trouble('graph.error', { code: 131026, moment: 'after-effect' })).toThrow('leaves open');
  });
});

describe('graph.failover', () => {
  test('resets, then slow calls, then all is well, without being switched off', async () => {
    graph.trouble('graph.failover', { resets: '30s', slow: '100s', latency: '2s', done: 0 });
    const seen: string[] = [];
    while (seen.at(-1) !== 'well') {
      const { answer, sent, history } = await struck();
      const isReset = answer.end === 'reset';
      expect(sent).toBe(isReset ? 0 : 1);
      expect(history).toMatchObject(isReset ? LOST : { answer: 'delivered', outcome: 'accepted', injected: false });
      const now = isReset ? 'reset' : history.faults.length > 0 ? 'slow' : 'well';
      if (seen.at(-1) !== now) seen.push(now);
    }
    expect(seen).toEqual(['reset', 'slow', 'well']);
    expect(graph.mock.faults.active()).toHaveLength(1);
  });
});
