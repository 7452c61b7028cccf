import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { type Sending, story, user } from './story.js';
import { calmTalks, talk } from './subjects.js';

const CHECK = 'ignores-stale-backlog';

/** 12 messages that are days old, of users who write nothing else unless `fresh`. */
function backlog(answer: ((index: number) => Sending | undefined) | undefined, fresh = false) {
  const run = story();
  calmTalks(run);
  for (let i = 0; i < 12; i++) {
    const message = run.writes(user(20 + i), 12_000);
    run.delivers(message, 12_005, { variant: 'stale' });
    const how = answer?.(i);
    if (how) run.sends(user(20 + i), 12_500, { answers: message, ...how });
    if (fresh) talk(run, user(20 + i), 14_000, 'nothing');
  }
  return run;
}

describe(CHECK, () => {
  test('passes when old messages are left alone, and no other check calls them lost', () => {
    const run = backlog(undefined, true);
    expect(verdictOn(CHECK, run)).toMatchObject({ verdict: 'pass', figure: '0 of 12 old messages answered' });
    expect(verdictOn('nothing-lost', run).verdict).toBe('pass');
  });

  test('fails when they are answered as if they were new', () => {
    const { verdict, findings } = verdictOn(
      CHECK,
      backlog(() => ({})),
    );
    expect(verdict).toBe('fail');
    expect(findings[0]?.sentence).toContain('days old when it was delivered at 12.0 s, was answered at 12.6 s');
    expect(
      verdictOn(
        CHECK,
        backlog(() => ({ answers: undefined })),
      ).verdict,
    ).toBe('fail');
  });

  test('allows the share that the scenario states', () => {
    const two = backlog((i) => (i < 2 ? {} : undefined));
    expect(verdictOn(CHECK, two).verdict).toBe('fail');
    expect(verdictOn(CHECK, two, { allowance: 0.2 }).verdict).toBe('pass');
  });

  test('does not take the answer to a fresh message for one to an old', () => {
    expect(verdictOn(CHECK, backlog(undefined, true)).verdict).toBe('pass');
  });

  test('is inconclusive with few old messages, and for a subject that answers nothing', () => {
    const few = story();
    calmTalks(few);
    expect(verdictOn(CHECK, few).verdict).toBe('inconclusive');
    const mute = story();
    for (let i = 0; i < 12; i++) mute.delivers(mute.writes(user(i), 12_000), 12_005, { variant: 'stale' });
    expect(verdictOn(CHECK, mute).verdict).toBe('inconclusive');
  });
});
