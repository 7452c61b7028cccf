import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../../core/virtual-clock.js';
import { waitUntilReady } from '../../../harness/readiness.js';
import type { Subject } from '../../../harness/subject.js';
import { SubjectError } from '../../../harness/subject-error.js';
import type { HandshakeResult } from '../../../mock-server/webhooks/handshake.js';

const refused: HandshakeResult = { probe: 'right-token', echoed: false, ms: 1, problem: 'refused' };
const answered = (status: number, echoed = false): HandshakeResult => ({ probe: 'right-token', status, echoed, ms: 1 });
const right = answered(200, true);

interface Options {
  /** What the handshakes come to, one after the other, the last one for good. */
  readonly shakes: readonly HandshakeResult[];
  readonly readyWithinMs?: number;
  /** The subject exits after so many handshakes. */
  readonly exitsAfter?: number;
  readonly exit?: { code: number | null; signal: string | null };
}

/** Waits on a virtual clock; gives how it ended, and when. */
async function waiting({ shakes, readyWithinMs = 30_000, exitsAfter = Infinity, exit }: Options) {
  const clock = createVirtualClock();
  const controller = new AbortController();
  let shaken = 0;
  const subject: Subject = {
    exit: () => (shaken > exitsAfter ? (exit ?? { code: 1, signal: null }) : undefined),
    exited: new Promise(() => undefined),
    lastLines: () => ['listening…', 'Error: boom'],
    stop: async () => undefined,
    kill: () => undefined,
  };
  const outcome: { ended?: unknown; at?: number } = {};
  const end = (ended: unknown) => Object.assign(outcome, { ended, at: clock.now() });
  void waitUntilReady({
    clock,
    webhookUrl: new URL('http://127.0.0.1:3000/webhook'),
    shake: async () => shakes[Math.min(shaken++, shakes.length - 1)] ?? refused,
    readyWithinMs,
    subject,
    logFile: 'waproof-out/subject.log',
    signal: controller.signal,
  }).then(end, end);
  return { clock, controller, outcome, shaken: () => shaken };
}

describe('a subject is ready', () => {
  test.each<[string, HandshakeResult[], number]>([
    ['when it answers at once', [right], 0],
    ['when it listens after a while', [refused, refused, refused, right], 300],
    ['when its gateway is up before it', [answered(502), answered(503), right], 200],
    ['when it answered wrongly only while it wired itself up', [refused, answered(404), answered(404), right], 300],
  ])('%s', async (_, shakes, at) => {
    const { clock, outcome, shaken } = await waiting({ shakes });
    await clock.advance(60_000);
    expect(outcome).toEqual({ ended: true, at });
    expect(shaken()).toBe(shakes.length);
  });
});

describe('a subject is given up', () => {
  const failure = async (options: Options) => {
    const { clock, outcome } = await waiting(options);
    await clock.advance(120_000);
    if (!(outcome.ended instanceof SubjectError)) throw new Error('it was not given up');
    return { ...outcome.ended, message: outcome.ended.message, at: outcome.at ?? 0 };
  };

  test('when nothing listens within the time', async () => {
    const { message, at, lastLines, logFile } = await failure({ shakes: [refused], readyWithinMs: 5_000 });
    expect(message).toBe(
      'nothing answered at http://127.0.0.1:3000/webhook within 5 s (refused); ' +
        'the subject must listen on the port given in PORT, on 127.0.0.1 or on all interfaces',
    );
    expect(at).toBeGreaterThanOrEqual(5_000);
    expect(at).toBeLessThan(5_300);
    expect(lastLines).toEqual(['listening…', 'Error: boom']);
    expect(logFile).toBe('waproof-out/subject.log');
  });

  test.each<[HandshakeResult, string]>([
    [answered(403), 'HTTP 403'],
    [answered(404), 'HTTP 404'],
    [answered(200), 'HTTP 200, but the body was not the challenge'],
  ])('when it goes on answering wrongly for some seconds: %j', async (result, words) => {
    const { message, at } = await failure({ shakes: [refused, result] });
    expect(message).toBe(
      `the subject did not pass the verification handshake at http://127.0.0.1:3000/webhook (${words}); ` +
        'it must answer GET with HTTP 200 and the value of hub.challenge when hub.verify_token is VERIFY_TOKEN',
    );
    expect(at).toBeGreaterThan(3_000);
    expect(at).toBeLessThan(3_500);
  });

  test('when it answers 5xx to the end', async () => {
    const { message, at } = await failure({ shakes: [answered(500)], readyWithinMs: 5_000 });
    expect(message).toContain('(HTTP 500)');
    expect(at).toBeGreaterThanOrEqual(5_000);
  });

  test.each([
    [{ code: 1, signal: null }, 'the subject exited with code 1 before it answered at http://127.0.0.1:3000/webhook'],
    [{ code: 0, signal: null }, 'the subject exited with code 0 before it answered at http://127.0.0.1:3000/webhook'],
    [
      { code: null, signal: 'SIGSEGV' },
      'the subject was ended by SIGSEGV before it answered at http://127.0.0.1:3000/webhook',
    ],
  ])('as soon as it exits: %j', async (exit, words) => {
    const { message, at } = await failure({ shakes: [refused], exitsAfter: 2, exit });
    expect([message, at]).toEqual([words, 200]);
  });

  test('even if somebody else answers in its place once it has exited', async () => {
    const { message } = await failure({ shakes: [right], exitsAfter: 0 });
    expect(message).toContain('exited with code 1');
  });
});

test('an interrupt ends the wait quietly, also in the middle of a handshake', async () => {
  const { clock, controller, outcome } = await waiting({ shakes: [refused] });
  await clock.advance(1_000);
  controller.abort('interrupted');
  await clock.advance(0);
  expect(outcome).toEqual({ ended: false, at: 1_000 });
  expect(clock.pending()).toBe(0);
});

test('a long wait does not pile up listeners', async () => {
  const { clock, controller, shaken } = await waiting({ shakes: [refused] });
  await clock.advance(20_000);
  expect(shaken()).toBe(201);
  expect(getEventListeners(controller.signal, 'abort').length).toBeLessThan(4);
});
