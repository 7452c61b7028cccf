import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { type Fate, story, user } from './story.js';
import { calmTalks, type Manner, persist } from './subjects.js';

function troubled(number: number, fates: readonly Fate[], manner: Manner = 'context') {
  const run = story();
  calmTalks(run, 12, manner);
  for (let i = 0; i < number; i++) {
    const waits = fates.map((_, index) => 300 + 50 * index);
    persist(run, user(30 + i), 12_000 + i * 1_000, { fates, waits, manner });
  }
  return run;
}

describe('gives-up-on-permanent', () => {
  test.each(['context', 'callback', 'nothing'] as const)(
    'passes when the send is left alone, marked by %s',
    (manner) => {
      expect(verdictOn('gives-up-on-permanent', troubled(3, ['throttled', 'refused'], manner))).toMatchObject({
        verdict: 'pass',
        figure: '0 of 3 permanent refusals',
      });
    },
  );

  test.each(['context', 'callback', 'nothing'] as const)('fails when it is sent again, marked by %s', (manner) => {
    const { verdict, findings } = verdictOn(
      'gives-up-on-permanent',
      troubled(4, ['refused', 'refused', 'refused'], manner),
    );
    expect(verdict).toBe('fail');
    expect(findings[0]?.sentence).toContain('with 131030 error 131030 and sent again 2 times, first after 300 ms');
    expect(findings[0]?.evidence).toHaveLength(3);
  });

  test('allows another content after the refusal', () => {
    const run = troubled(3, ['refused']);
    const message = run.writes(user(60), 25_000);
    run.delivers(message, 25_005);
    run.sends(user(60), 25_050, { fate: 'refused', answers: message, type: 'template', digest: 'template' });
    run.sends(user(60), 25_200, { answers: message, digest: 'plain' });
    expect(verdictOn('gives-up-on-permanent', run).verdict).toBe('pass');
  });

  test('allows the same again once the user wrote, after an error that this heals', () => {
    const run = troubled(3, ['expired']);
    const message = run.writes(user(60), 25_000);
    run.delivers(message, 25_005);
    run.sends(user(60), 25_050, { fate: 'expired', answers: message });
    run.delivers(run.writes(user(60), 26_000), 26_005);
    run.sends(user(60), 26_050, { answers: message });
    expect(verdictOn('gives-up-on-permanent', run).verdict).toBe('pass');
  });

  test('does not take the answer to the next message for the same send', () => {
    const run = troubled(3, ['refused'], 'nothing');
    persist(run, user(60), 20_000, { fates: ['refused'], waits: [], manner: 'nothing' });
    persist(run, user(60), 25_000, { fates: ['accepted'], waits: [], manner: 'nothing' });
    expect(verdictOn('gives-up-on-permanent', run).verdict).toBe('pass');
    expect(verdictOn('nothing-lost', run).verdict).toBe('pass');
  });

  test('counts a refusal neither way when what follows may answer the next message', () => {
    const run = troubled(3, ['refused'], 'nothing');
    persist(run, user(60), 20_000, { fates: ['refused'], waits: [], manner: 'nothing' });
    persist(run, user(60), 20_500, { fates: ['refused'], waits: [], manner: 'nothing' });
    expect(verdictOn('gives-up-on-permanent', run)).toMatchObject({
      verdict: 'pass',
      figure: '0 of 3 permanent refusals',
    });
  });

  test('is inconclusive on few refusals, and where a second delivery explains the second send', () => {
    expect(verdictOn('gives-up-on-permanent', troubled(2, ['refused', 'refused'])).verdict).toBe('inconclusive');
    const run = story();
    calmTalks(run);
    for (let i = 0; i < 5; i++) {
      const message = run.writes(user(30 + i), 12_000 + i * 500);
      for (const delay of [5, 200]) {
        run.delivers(message, 12_000 + i * 500 + delay);
        run.sends(user(30 + i), 12_050 + i * 500 + delay, { fate: 'refused', answers: message });
      }
    }
    expect(verdictOn('gives-up-on-permanent', run).verdict).toBe('inconclusive');
  });
});

describe('bounded-retries', () => {
  const down = (times: number): Fate[] => [...Array<Fate>(times).fill('down'), 'accepted'];

  test.each(['context', 'callback', 'nothing'] as const)('passes within the budget, marked by %s', (manner) => {
    expect(verdictOn('bounded-retries', troubled(6, down(3), manner))).toMatchObject({
      verdict: 'pass',
      figure: 'at most 4 attempts, 2.00 per send',
    });
  });

  test.each(['context', 'callback', 'nothing'] as const)('fails a send without end, marked by %s', (manner) => {
    const run = troubled(5, down(2), manner);
    persist(run, user(60), 20_000, { fates: down(30), waits: Array(30).fill(300), manner });
    const { verdict, findings } = verdictOn('bounded-retries', run);
    expect(verdict).toBe('fail');
    expect(findings).toHaveLength(1);
    expect(findings[0]?.sentence).toContain('was tried 31 times');
  });

  test('fails when retries multiply the load', () => {
    const run = story();
    for (let i = 0; i < 10; i++) {
      persist(run, user(i), 12_000 + i * 500, { fates: down(5), waits: [200, 300, 400, 500, 600] });
    }
    expect(verdictOn('bounded-retries', run)).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringContaining('multiplied the calls by 6.00'),
    });
    expect(verdictOn('bounded-retries', run, { amplification: 7 }).verdict).toBe('pass');
  });

  test('does not add up the runs of several deliveries', () => {
    const run = troubled(6, down(1));
    const message = run.writes(user(60), 20_000);
    for (let i = 0; i < 12; i++) {
      run.delivers(message, 20_005 + i * 200);
      run.sends(user(60), 20_010 + i * 200, { fate: 'down', answers: message });
    }
    expect(verdictOn('bounded-retries', run).verdict).toBe('pass');
  });

  test('is inconclusive when hardly anything failed', () => {
    expect(verdictOn('bounded-retries', troubled(4, down(20))).verdict).toBe('inconclusive');
  });
});
