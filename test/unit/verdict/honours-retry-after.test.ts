import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { type Sending, story, user } from './story.js';
import { calmTalks } from './subjects.js';

/** `number` sends that are told `told` and come again `waits` after the answer. */
function told(number: number, reply: Sending, ...waits: readonly number[]) {
  const run = story();
  calmTalks(run);
  for (let i = 0; i < number; i++) {
    const at = 12_000 + i * 700;
    const message = run.writes(user(30 + i), at);
    run.delivers(message, at + 5);
    run.sends(user(30 + i), at + 50, { fate: 'throttled', ms: 100, answers: message, ...reply });
    let time = at + 150;
    for (const wait of waits) {
      time += wait;
      run.sends(user(30 + i), time, { ms: 10, answers: message });
    }
  }
  return run;
}

describe('honours-retry-after', () => {
  test('passes waits that are as long as told, and longer ones', () => {
    expect(verdictOn('honours-retry-after', told(4, { retryAfterMs: 1_000 }, 1_000)).verdict).toBe('pass');
    expect(verdictOn('honours-retry-after', told(4, { retryAfterMs: 1_000 }, 9_000)).verdict).toBe('pass');
  });

  test('does not accuse a timer of the grain of its clock', () => {
    expect(verdictOn('honours-retry-after', told(4, { retryAfterMs: 1_000 }, 960)).verdict).toBe('pass');
  });

  test('fails a send that comes too early, the earliest first', () => {
    const run = told(4, { retryAfterMs: 3_000 }, 400);
    expect(verdictOn('honours-retry-after', run)).toMatchObject({ verdict: 'fail', figure: '4 of 4 too early' });
    expect(verdictOn('honours-retry-after', run).findings[0]?.sentence).toContain(
      'was told to wait 3 s and came again after 400 ms',
    );
  });

  test('takes the regain time of the usage headers, where it is longer', () => {
    const run = told(4, { retryAfterMs: 1_000, regainMs: 60_000 }, 2_000);
    expect(verdictOn('honours-retry-after', run).verdict).toBe('fail');
  });

  test('holds a used-up budget against the next call of that route, not against those under way', () => {
    const management = { action: 'other', route: 'GET /{waba-id}/message_templates' } as const;
    const run = story();
    for (let i = 0; i < 4; i++) {
      const at = 1_000 + i * 10_000;
      run.sends(undefined, at, { fate: 'throttled', regainMs: 5_000, ...management });
      run.sends(undefined, at + 150, management);
      run.sends(undefined, at + 6_000, management);
    }
    expect(verdictOn('honours-retry-after', run).verdict).toBe('pass');
    for (let i = 0; i < 3; i++) run.sends(undefined, 2_500 + i * 10_000, management);
    expect(verdictOn('honours-retry-after', run).verdict).toBe('fail');
  });

  test('does not accuse a caller that had stopped waiting for the answer', () => {
    const run = told(4, { retryAfterMs: 1_000, ms: 100 }, 1_000);
    const message = run.writes(user(60), 40_000);
    run.delivers(message, 40_005);
    run.sends(user(60), 40_050, { fate: 'throttled', ms: 5_000, retryAfterMs: 1_000, answers: message });
    run.sends(user(60), 45_060, { answers: message });
    expect(verdictOn('honours-retry-after', run)).toMatchObject({ verdict: 'pass', figure: '0 of 4 too early' });
  });

  test('does not take the run of a second delivery for an early retry', () => {
    const run = told(4, { retryAfterMs: 1_000 }, 1_000);
    const message = run.writes(user(60), 40_000);
    for (const delay of [5, 200]) {
      run.delivers(message, 40_000 + delay);
      run.sends(user(60), 40_050 + delay, { fate: 'throttled', ms: 2, retryAfterMs: 1_000, answers: message });
    }
    expect(verdictOn('honours-retry-after', run).verdict).toBe('pass');
  });

  test('is inconclusive where nothing was told, and where nothing was tried again', () => {
    expect(verdictOn('honours-retry-after', told(4, {}, 300)).verdict).toBe('inconclusive');
    expect(verdictOn('honours-retry-after', told(4, { retryAfterMs: 1_000 }))).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringContaining('4 calls more were told and never made again'),
    });
  });
});
