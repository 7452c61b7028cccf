import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { type Fate, type Story, story, user } from './story.js';
import { calmTalks, type Manner, persist } from './subjects.js';

/** Sends in trouble, each with these attempts. */
function troubled(number: number, fates: readonly Fate[], manner: Manner = 'context', run: Story = story()) {
  calmTalks(run, 12, manner);
  for (let i = 0; i < number; i++) persist(run, user(30 + i), 12_000 + i * 1_000, { fates, waits: [400, 800], manner });
  return run;
}

describe('sends-once', () => {
  test.each(['context', 'callback', 'nothing'] as const)(
    'passes when lost answers lead to no second send, marked by %s',
    (manner) => {
      expect(verdictOn('sends-once', troubled(6, ['lost'], manner))).toMatchObject({
        verdict: 'pass',
        figure: '0 of 6 ambiguous sends',
      });
    },
  );

  test.each(['context', 'callback', 'nothing'] as const)('fails a blind second send, marked by %s', (manner) => {
    const { verdict, figure, findings } = verdictOn('sends-once', troubled(6, ['lost', 'accepted'], manner));
    expect({ verdict, figure }).toEqual({ verdict: 'fail', figure: '6 of 6 ambiguous sends' });
    expect(findings[0]?.sentence).toMatch(/^user \+15550100030 received the same message 2 times: .*\(obs \d+, \d+\)$/);
  });

  test('counts an effect that an error hid', () => {
    const run = story();
    calmTalks(run);
    for (let i = 0; i < 6; i++) {
      const at = 12_000 + i * 1_000;
      const message = run.writes(user(30 + i), at);
      run.delivers(message, at + 5);
      run.sends(user(30 + i), at + 50, { fate: 'down', effect: true, answers: message });
      run.sends(user(30 + i), at + 500, { answers: message });
    }
    expect(verdictOn('sends-once', run).verdict).toBe('fail');
  });

  test('passes attempts again when the lost one had no effect', () => {
    const run = troubled(6, ['lost']);
    persist(run, user(60), 25_000, { fates: ['reset', 'accepted'], waits: [300] });
    expect(verdictOn('sends-once', run).verdict).toBe('pass');
  });

  test('lets the scenario allow a share', () => {
    const run = troubled(9, ['lost']);
    persist(run, user(60), 25_000, { fates: ['lost', 'accepted'], waits: [300] });
    expect(verdictOn('sends-once', run, { allowance: 0.1 }).verdict).toBe('pass');
    expect(verdictOn('sends-once', run, { allowance: 0.05 }).verdict).toBe('fail');
  });

  describe('of a send that comes again after a long time', () => {
    /** Five whose answer was lost and that end there, and one that is sent again, `after` so many ms. */
    function repeatedAfter(after: number, toldAfter?: number) {
      const run = troubled(5, ['lost']);
      const message = run.writes(user(50), 12_000);
      run.delivers(message, 12_005);
      const lost = run.sends(user(50), 12_050, { fate: 'lost', answers: message, ms: 9_000 });
      if (toldAfter !== undefined) run.reports(lost, user(50), 12_050 + toldAfter);
      run.sends(user(50), 12_050 + after, { answers: message });
      return verdictOn('sends-once', run);
    }

    test('does not accuse when no status had come for ten seconds', () => {
      expect(repeatedAfter(11_000)).toMatchObject({ verdict: 'pass', figure: '0 of 5 ambiguous sends' });
      expect(repeatedAfter(11_000, 11_500)).toMatchObject({ verdict: 'pass', figure: '0 of 5 ambiguous sends' });
    });

    test('accuses when a status had told of it', () => {
      expect(repeatedAfter(11_000, 10_900)).toMatchObject({ verdict: 'fail', figure: '1 of 6 ambiguous sends' });
    });

    test('accuses when it was not waited for', () => {
      expect(repeatedAfter(9_500, 11_500)).toMatchObject({ verdict: 'fail', figure: '1 of 6 ambiguous sends' });
    });
  });

  test('does not accuse where a second delivery may have run the job again', () => {
    const run = troubled(6, ['lost']);
    const message = run.writes(user(60), 25_000);
    run.delivers(message, 25_005);
    run.delivers(message, 25_300);
    run.sends(user(60), 25_050, { fate: 'lost', answers: message });
    run.sends(user(60), 25_350, { answers: message });
    expect(verdictOn('sends-once', run)).toMatchObject({ verdict: 'pass', figure: '0 of 6 ambiguous sends' });
  });

  test('does not accuse an unmarked answer to the user who wrote again', () => {
    const run = troubled(6, ['lost'], 'nothing');
    persist(run, user(60), 25_000, { fates: ['lost'], waits: [], manner: 'nothing' });
    persist(run, user(60), 25_500, { fates: ['accepted'], waits: [], manner: 'nothing' });
    expect(verdictOn('sends-once', run)).toMatchObject({ verdict: 'pass', figure: '0 of 6 ambiguous sends' });
  });

  test('catches a second answer in other words', () => {
    const run = troubled(6, ['lost']);
    const message = run.writes(user(60), 25_000);
    run.delivers(message, 25_005);
    run.sends(user(60), 25_050, { fate: 'lost', answers: message, digest: 'Hi!' });
    run.sends(user(60), 25_350, { answers: message, digest: 'Good day!' });
    expect(verdictOn('sends-once', run)).toMatchObject({ verdict: 'fail', figure: '1 of 7 ambiguous sends' });
  });

  test('is inconclusive on few lost answers, and does not count the last moments', () => {
    expect(verdictOn('sends-once', troubled(4, ['lost', 'accepted'])).verdict).toBe('inconclusive');
    const late = troubled(4, ['lost']);
    persist(late, user(60), 59_000, { fates: ['lost'], waits: [] });
    expect(verdictOn('sends-once', late)).toMatchObject({ verdict: 'inconclusive', figure: '0 of 4 ambiguous sends' });
  });
});
