import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { type Sending, type Story, story, user } from './story.js';
import { calmTalks, talk } from './subjects.js';

const LIMITED: Sending = {
  fate: 'throttled',
  error: { code: 131056, title: 'pair rate limit hit', retry: 'backoff', definite: true, rule: 'pair-rate' },
};

/** `number` users whose answer is refused once for each wait, and accepted in the end. */
function limited(run: Story, number: number, waits: readonly number[]): void {
  for (let i = 0; i < number; i++) {
    const at = 12_000 + i * 300;
    const message = run.writes(user(30 + i), at);
    run.delivers(message, at + 5);
    let time = at + 50;
    for (const wait of waits) {
      run.sends(user(30 + i), time, { ...LIMITED, answers: message });
      time += 100 + wait;
    }
    run.sends(user(30 + i), time, { answers: message });
  }
}

/** `number` other users who write meanwhile and are answered `delay` later. */
function others(run: Story, number: number, delay: number, status = 200): void {
  for (let i = 0; i < number; i++) {
    const at = 14_000 + i * 50;
    const message = run.writes(user(60 + i), at);
    run.delivers(message, at + 5, { status });
    if (status === 200) run.sends(user(60 + i), at + delay, { answers: message });
  }
}

function scene(waits: readonly number[], delay = 50, bystanders = 24) {
  const run = story();
  calmTalks(run);
  limited(run, 6, waits);
  others(run, bystanders, delay);
  return run;
}

describe('respects-pair-rate', () => {
  test('passes waits of 4^n s while others go on', () => {
    expect(verdictOn('respects-pair-rate', scene([1_000, 4_000, 16_000]))).toMatchObject({
      verdict: 'pass',
      figure: '0 of 18 waits too short, 24 of 24 others served meanwhile',
    });
  });

  test('leaves room for jitter, and for waits of the pace that a pair may keep for ever', () => {
    expect(verdictOn('respects-pair-rate', scene([550, 2_100, 8_000])).verdict).toBe('pass');
    expect(verdictOn('respects-pair-rate', scene([6_000, 6_000, 6_000])).verdict).toBe('pass');
  });

  test('fails hammering, and waits that do not grow', () => {
    expect(verdictOn('respects-pair-rate', scene([5, 5, 5]))).toMatchObject({
      verdict: 'fail',
      figure: expect.stringContaining('18 of 18 waits too short'),
    });
    const constant = verdictOn('respects-pair-rate', scene([1_000, 1_000, 1_000]));
    expect(constant).toMatchObject({ verdict: 'fail', figure: expect.stringContaining('12 of 18 waits too short') });
    expect(constant.findings[0]?.sentence).toContain('for the 2. time in a row, and came again after 1 s');
  });

  test('fails when one user’s limit holds up the others', () => {
    const verdict = verdictOn('respects-pair-rate', scene([1_000, 4_000, 16_000], 9_000));
    expect(verdict).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringContaining('24 of 24 messages of other users'),
    });
    expect(verdict.findings[0]?.sentence).toContain('while a send to');
  });

  test('does not call held up what the subject never took on', () => {
    const run = scene([1_000, 4_000, 16_000]);
    others(run, 30, 0, 401);
    expect(verdictOn('respects-pair-rate', run)).toMatchObject({
      verdict: 'pass',
      figure: '0 of 18 waits too short, 24 of 24 others served meanwhile',
    });
  });

  test('fails a stop that is shorter than the wait, not a few answers that are late for other reasons', () => {
    const partly = (late: number) => {
      const run = story();
      calmTalks(run);
      limited(run, 6, [1_000, 4_000, 16_000]);
      for (let i = 0; i < 30; i++) {
        const message = run.writes(user(60 + i), 14_000 + i * 50);
        run.delivers(message, 14_005 + i * 50);
        run.sends(user(60 + i), 14_000 + i * 50 + (i < late ? 900 : 50), { answers: message });
      }
      return verdictOn('respects-pair-rate', run).verdict;
    };
    expect([partly(1), partly(6), partly(18)]).toEqual(['pass', 'inconclusive', 'fail']);
  });

  test('does not blame the limit for what an outage holds up', () => {
    const run = scene([1_000, 4_000, 16_000], 9_000);
    for (let i = 0; i < 3; i++) run.sends(user(90 + i), 11_000 + i * 5_000, { fate: 'down' });
    expect(verdictOn('respects-pair-rate', run).verdict).toBe('inconclusive');
  });

  test('says which half lacks evidence', () => {
    expect(verdictOn('respects-pair-rate', scene([1_000])).sentence).toContain('whether they grow cannot be told');
    expect(verdictOn('respects-pair-rate', scene([1_000, 4_000], 50, 5)).sentence).toContain('whether others go on');
    const run = story();
    for (let i = 0; i < 12; i++) talk(run, user(i), 100 + i * 300);
    expect(verdictOn('respects-pair-rate', run)).toMatchObject({
      verdict: 'inconclusive',
      sentence: 'No send was tried again after 131056: nothing shows how long it would wait.',
    });
  });
});
