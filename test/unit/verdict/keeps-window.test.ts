import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { type Sending, story, user } from './story.js';
import { calmTalks } from './subjects.js';

const CHECK = 'keeps-window';
const CLOSED = { code: 131_047, title: 'Re-engagement message', retry: 'after-fix', definite: true } as const;

type Told = 'late' | 'at once';
interface Story {
  how?: Told;
  /** What is sent after the word, at `at` ms after it. */
  next?: Sending & { at?: number };
  writesAgain?: boolean;
  /** Refused by a fault, not by the rule. */
  byChance?: boolean;
  acknowledged?: boolean;
  users?: number;
}

/** Users whose free-form answer comes too late, and what the subject does when it learns it (at 13 s). */
function closing({ how = 'late', next, byChance = false, writesAgain = false, ...more }: Story = {}) {
  const { acknowledged = true, users = 5 } = more;
  const run = story();
  calmTalks(run);
  for (let i = 20; i < 20 + users; i++) {
    const question = run.writes(user(i), 11_000);
    run.delivers(question, 11_005);
    if (how === 'late') {
      const sent = run.sends(user(i), 12_900, { answers: question });
      run.failsLater(sent, user(i), 12_980, 131_047, { status: acknowledged ? 200 : 500 });
    } else run.sends(user(i), 12_900, { answers: question, fate: 'refused', error: CLOSED, injected: byChance });
    if (writesAgain) run.delivers(run.writes(user(i), 14_000), 14_005);
    if (next) run.sends(user(i), 13_000 + (next.at ?? 5_000), { answers: question, ...next });
  }
  return run;
}

describe(CHECK, () => {
  test.each(['late', 'at once'] as const)('passes when the word (%s) is heeded', (how) => {
    expect(verdictOn(CHECK, closing({ how }))).toMatchObject({ verdict: 'pass', figure: '0 of 5 closed windows' });
    expect(verdictOn(CHECK, closing({ how, next: { type: 'template', text: 'we_missed_you' } })).verdict).toBe('pass');
  });

  test.each(['late', 'at once'] as const)('fails when free text is sent again after the word (%s)', (how) => {
    const { verdict, figure, findings } = verdictOn(CHECK, closing({ how, next: {} }));
    expect({ verdict, figure }).toEqual({ verdict: 'fail', figure: '5 of 5 closed windows' });
    expect(findings[0]?.sentence).toContain('1 free-form send followed, the first after 5 s');
  });

  test('fails for the same answer at once, not for what may have been under way', () => {
    expect(verdictOn(CHECK, closing({ how: 'at once', next: { at: 200 } })).verdict).toBe('fail');
    expect(verdictOn(CHECK, closing({ how: 'at once', next: { at: 200, digest: 'another' } })).verdict).toBe('pass');
    expect(verdictOn(CHECK, closing({ how: 'late', next: { at: 1_500 } })).verdict).toBe('fail');
    expect(verdictOn(CHECK, closing({ how: 'late', next: { at: 1_500, digest: 'another' } })).verdict).toBe('pass');
    expect(verdictOn(CHECK, closing({ how: 'late', next: { at: 1_500, answers: undefined } })).verdict).toBe('pass');
  });

  test('after a refusal by chance holds only the same message against the subject', () => {
    const byChance = (next: Sending) => verdictOn(CHECK, closing({ how: 'at once', byChance: true, next })).verdict;
    expect(byChance({})).toBe('fail');
    expect(byChance({ digest: 'another' })).toBe('pass');
    expect(byChance({ answers: undefined })).toBe('pass');
  });

  test('takes free text for right again once the user has written', () => {
    expect(verdictOn(CHECK, closing({ next: {}, writesAgain: true })).verdict).toBe('pass');
  });

  test('knows that the user opened the window again before the word about an older message came', () => {
    const run = closing();
    for (let i = 20; i < 25; i++) {
      run.delivers(run.writes(user(i), 12_950), 12_960);
      run.sends(user(i), 16_000);
    }
    expect(verdictOn(CHECK, run).verdict).toBe('pass');
  });

  test('does not hold a word against a subject that did not take it', () => {
    expect(verdictOn(CHECK, closing({ next: {}, acknowledged: false }))).toMatchObject({
      verdict: 'inconclusive',
      figure: '0 of 0 closed windows',
    });
  });

  test.each(['late', 'at once'] as const)('what is held back after the word (%s) is not called lost', (how) => {
    const run = closing({ how });
    for (let i = 20; i < 25; i++) run.delivers(run.writes(user(i), 12_000), 12_010);
    expect(verdictOn('nothing-lost', run).verdict).toBe('pass');
    run.delivers(run.writes(user(20), 20_000), 20_010);
    expect(verdictOn('nothing-lost', run)).toMatchObject({ verdict: 'fail', figure: expect.stringMatching(/^1 of/) });
  });

  test('what is held back after a day has passed is not called lost', () => {
    const held = (byMs: number) => {
      const run = story();
      calmTalks(run);
      run.delivers(run.writes(user(30), 12_000), 12_010);
      run.tell(13_000, { kind: 'clock.advanced', byMs, platformTime: 0 });
      return verdictOn('nothing-lost', run).verdict;
    };
    expect(held(25 * 3_600_000)).toBe('pass');
    expect(held(3_600_000)).toBe('fail');
  });

  test('is inconclusive with few closed windows', () => {
    expect(verdictOn(CHECK, closing({ users: 2 })).verdict).toBe('inconclusive');
    expect(verdictOn(CHECK, story()).verdict).toBe('inconclusive');
  });
});
