import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { story, trouble, user } from './story.js';
import { calmTalks, type Manner, marked } from './subjects.js';

/** 40 messages, one every 200 ms, each answered `delay` after it was due. */
function load(delay: (number: number) => number | undefined, manner: Manner = 'context') {
  const run = story();
  for (let i = 0; i < 40; i++) {
    const at = 100 + i * 200;
    const message = run.writes(user(i), at + 20, { due: at });
    run.delivers(message, at + 25);
    const wait = delay(i);
    if (wait !== undefined) run.sends(user(i), at + wait - 100, marked(manner, message));
  }
  return run;
}

describe('sustains-throughput', () => {
  test.each(['context', 'nothing'] as const)('passes when the load is answered in time, marked by %s', (manner) => {
    expect(
      verdictOn(
        'sustains-throughput',
        load(() => 900, manner),
      ),
    ).toMatchObject({
      verdict: 'pass',
      figure: '4.0/s answered of 4.0/s (planned 8/s), p95 900 ms',
    });
  });

  test('counts from the due instant, and answers whenever they come', () => {
    // One after the other, 500 ms each: the queue grows, the last answers come long after the calm.
    const { verdict, sentence, findings } = verdictOn(
      'sustains-throughput',
      load((i) => 500 + i * 300),
    );
    expect(verdict).toBe('fail');
    expect(sentence).toContain('answers took 11.6 s (p95)');
    expect(findings[0]?.sentence).toContain('was answered after 12.2 s');
  });

  test('fails when messages stay unanswered', () => {
    expect(
      verdictOn(
        'sustains-throughput',
        load((i) => (i % 5 === 0 ? undefined : 300)),
      ),
    ).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringContaining('only 80 % were answered'),
    });
  });

  test('takes its limits from the scenario', () => {
    expect(
      verdictOn(
        'sustains-throughput',
        load(() => 900),
        { reply: { p95: '500ms' } },
      ).verdict,
    ).toBe('fail');
    expect(
      verdictOn(
        'sustains-throughput',
        load((i) => (i % 5 === 0 ? undefined : 300)),
        { share: 0.8 },
      ).verdict,
    ).toBe('pass');
  });

  test('leaves out what the following trouble struck', () => {
    const run = load((i) => (i < 30 ? 300 : undefined));
    for (const observation of run.build().observations) {
      if (observation.kind !== 'user.wrote' || observation.due < 6_100) continue;
      run.sends(observation.user, 11_000, { fate: 'refused', answers: observation.message });
    }
    expect(verdictOn('sustains-throughput', run).verdict).toBe('pass');
  });

  test('is inconclusive without a calm opening, on few messages, and when no answer is normal', () => {
    const stormy = story({ phases: [trouble(0, 30_000)] });
    calmTalks(stormy, 30);
    expect(verdictOn('sustains-throughput', stormy).verdict).toBe('inconclusive');
    const few = story();
    calmTalks(few, 19);
    expect(verdictOn('sustains-throughput', few).verdict).toBe('inconclusive');
    expect(
      verdictOn(
        'sustains-throughput',
        load(() => undefined),
      ).verdict,
    ).toBe('inconclusive');
  });
});
