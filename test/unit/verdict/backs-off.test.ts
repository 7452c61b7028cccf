import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.js';
import { verdictOn } from './judging.js';
import { type Fate, story, user } from './story.js';
import { calmTalks, type Manner, persist } from './subjects.js';

const FAILING: readonly Fate[] = ['down', 'down', 'throttled', 'accepted'];

/** `number` sends that fail three times; `wait` gives the wait before attempt 1, 2, 3 after the first. */
function retrying(
  number: number,
  wait: (retry: number, send: number) => number,
  manner: Manner = 'context',
  fates = FAILING,
) {
  const run = story();
  calmTalks(run, 12, manner);
  for (let i = 0; i < number; i++) {
    const waits = [1, 2, 3].map((retry) => wait(retry, i));
    persist(run, user(30 + i), 12_000 + i * 50, { fates, waits, manner });
  }
  return run;
}

/** Exponential with equal jitter from a fixed stream. */
function exponential(baseMs = 400) {
  const random = createRandom(3);
  return (retry: number) => baseMs * 2 ** (retry - 1) * (0.5 + random.next() / 2);
}

describe('backs-off', () => {
  test.each(['context', 'callback', 'nothing'] as const)(
    'passes exponential waits with jitter, marked by %s',
    (manner) => {
      expect(verdictOn('backs-off', retrying(24, exponential(), manner)).verdict).toBe('pass');
    },
  );

  // Three hundred sends each: the outcome must not hang on the luck of one stream.
  test('passes full jitter, decorrelated jitter and a quick first retry', () => {
    const random = createRandom(5);
    const full = (retry: number) => random.next() * 1_000 * 2 ** (retry - 1);
    expect(verdictOn('backs-off', retrying(300, full)).verdict).toBe('pass');
    let previous = 300;
    const decorrelated = (retry: number) => {
      previous = 300 + random.next() * (3 * (retry === 1 ? 300 : previous) - 300);
      return previous;
    };
    expect(verdictOn('backs-off', retrying(300, decorrelated)).verdict).toBe('pass');
    const quickFirst = exponential();
    const jittered = (retry: number) => (retry === 1 ? random.next() * 20 : quickFirst(retry - 1));
    expect(verdictOn('backs-off', retrying(24, jittered)).verdict).toBe('pass');
  });

  test('fails retrying at once', () => {
    const { verdict, sentence, findings } = verdictOn(
      'backs-off',
      retrying(12, (retry, send) => retry + send),
    );
    expect(verdict).toBe('fail');
    expect(sentence).toMatch(/^No wait: /);
    expect(findings[0]?.evidence).toHaveLength(4);
  });

  test('fails retrying at once also when there is but one retry', () => {
    const once = retrying(12, () => 3, 'nothing', ['throttled', 'accepted']);
    expect(verdictOn('backs-off', once)).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringMatching(/^No wait/),
    });
  });

  test('fails constant waits, with and without jitter', () => {
    expect(
      verdictOn(
        'backs-off',
        retrying(12, () => 500),
      ),
    ).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringMatching(/^Constant wait: only 0 of 24 /),
    });
    const random = createRandom(9);
    expect(
      verdictOn(
        'backs-off',
        retrying(12, () => 400 + random.next() * 200),
      ).verdict,
    ).toBe('fail');
  });

  test('fails exact exponential waits, also when a busy machine makes some timers late', () => {
    const late = (retry: number, send: number) => 400 * 2 ** (retry - 1) + (send % 5 === 0 ? 60 : send % 4);
    expect(verdictOn('backs-off', retrying(20, late))).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringMatching(/^No jitter/),
    });
  });

  test('fails linear waits', () => {
    const fates: readonly Fate[] = ['down', 'down', 'down', 'down', 'accepted'];
    const run = story();
    calmTalks(run);
    const random = createRandom(8);
    for (let i = 0; i < 30; i++) {
      const waits = [1, 2, 3, 4].map((nth) => nth * 400 * (0.85 + random.next() * 0.3));
      persist(run, user(30 + i), 12_000 + i * 50, { fates, waits });
    }
    expect(verdictOn('backs-off', run)).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringMatching(/^Linear wait: /),
    });
  });

  test('is inconclusive when late timers alone may explain the spread', () => {
    const late = (retry: number, send: number) => 400 * 2 ** (retry - 1) + (send % 6) * 12;
    expect(verdictOn('backs-off', retrying(30, late))).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringContaining('late timers may explain it'),
    });
  });

  test('leaves waits out in which an open breaker holds everything up', () => {
    const heldUp = (delay: number) => {
      const run = retrying(12, () => 2_000);
      for (let i = 0; i < 60; i++) {
        const at = 12_000 + i * 100;
        const message = run.writes(user(60 + i), at);
        run.delivers(message, at + 5);
        run.sends(user(60 + i), at + delay, { answers: message });
      }
      return verdictOn('backs-off', run);
    };
    expect(heldUp(50)).toMatchObject({ verdict: 'fail', sentence: expect.stringMatching(/^Constant wait/) });
    expect(heldUp(9_000)).toMatchObject({ verdict: 'inconclusive' });
  });

  test('leaves waits out in which an overrun subject lets everybody queue, though a calm answer was slow, too', () => {
    const shrinking = (queueMs: number) => {
      const run = retrying(12, (retry) => (retry === 1 ? 1_600 : 900));
      for (let i = 0; i < 80; i++) {
        const at = i === 0 ? 6_000 : 11_500 + i * 100;
        const message = run.writes(user(60 + i), at);
        run.delivers(message, at + 5);
        run.sends(user(60 + i), at + (i === 0 ? 1_400 : queueMs), { answers: message });
      }
      return verdictOn('backs-off', run);
    };
    expect(shrinking(50)).toMatchObject({ verdict: 'fail', sentence: expect.stringMatching(/^Constant wait/) });
    expect(shrinking(1_200)).toMatchObject({ verdict: 'inconclusive' });
  });

  test('leaves waits that the API dictated out', () => {
    const run = story();
    calmTalks(run);
    for (let i = 0; i < 12; i++) {
      const at = 12_000 + i * 300;
      const message = run.writes(user(30 + i), at);
      run.delivers(message, at + 5);
      run.sends(user(30 + i), at + 50, { fate: 'throttled', retryAfterMs: 1_000, answers: message });
      run.sends(user(30 + i), at + 1_150, { answers: message });
    }
    expect(verdictOn('backs-off', run)).toMatchObject({ verdict: 'inconclusive', figure: '0 retried sends' });
  });

  test('does not take waiting for a status after a lost answer for a wait that fails to grow', () => {
    const wait = exponential();
    const patient = (retry: number) => (retry === 1 ? 6_000 : wait(retry - 1));
    const run = retrying(12, patient, 'context', ['reset', 'down', 'down', 'accepted']);
    expect(verdictOn('backs-off', run).verdict).not.toBe('fail');
  });

  test('does not take a cap for constant waits', () => {
    const random = createRandom(4);
    const jitter = () => 0.9 + random.next() * 0.2;
    const soonCapped = (retry: number) => Math.min(250 * 2 ** (retry - 1), 500) * jitter();
    expect(verdictOn('backs-off', retrying(40, soonCapped)).verdict).not.toBe('fail');
    const fullyJittered = (retry: number) => random.next() * Math.min(1_000 * 2 ** (retry - 1), 2_000);
    expect(verdictOn('backs-off', retrying(4_000, fullyJittered)).verdict).not.toBe('fail');
    const patient = () => 6_000 * jitter();
    expect(verdictOn('backs-off', retrying(20, patient)).verdict).toBe('inconclusive');
  });

  test('does not take a second delivery for an impatient retry', () => {
    const run = story();
    calmTalks(run);
    for (let i = 0; i < 12; i++) {
      const at = 12_000 + i * 300;
      const message = run.writes(user(30 + i), at);
      for (const delay of [5, 10]) {
        run.delivers(message, at + delay);
        run.sends(user(30 + i), at + delay + 50, { fate: 'throttled', ms: 2, answers: message });
      }
    }
    expect(verdictOn('backs-off', run).verdict).toBe('inconclusive');
  });

  test('does not take a second attempt that runs beside the first for a retry', () => {
    const run = story();
    calmTalks(run);
    for (let i = 0; i < 12; i++) {
      const at = 12_000 + i * 300;
      const message = run.writes(user(30 + i), at);
      run.delivers(message, at + 5);
      for (const delay of [0, 10]) run.sends(user(30 + i), at + 50 + delay, { fate: 'throttled', answers: message });
    }
    expect(verdictOn('backs-off', run)).toMatchObject({ verdict: 'inconclusive', figure: '0 retried sends' });
  });

  test('is inconclusive on few retries, and says what is missing', () => {
    expect(verdictOn('backs-off', retrying(7, exponential())).verdict).toBe('inconclusive');
    const once = retrying(12, exponential(), 'context', ['throttled', 'accepted']);
    expect(verdictOn('backs-off', once)).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringContaining('only 0 pairs of consecutive waits'),
    });
  });
});
