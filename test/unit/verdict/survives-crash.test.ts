import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { type Story, story, user } from './story.js';
import { calmTalks } from './subjects.js';

const CHECK = 'survives-crash';
const KILL = 15_000;
const BACK = 16_000;
const CAMPAIGN = {
  id: 'campaign#1',
  template: 'spring',
  language: 'en',
  recipients: 6,
  fromMs: 0,
  toMs: 1,
  againMs: [],
};

/** Killed at 15 s with `number` messages acknowledged half a second before, answered at the times given. */
function crashed(answers: (number: number) => readonly number[], number = 6): Story {
  const run = story();
  calmTalks(run);
  for (let i = 20; i < 20 + number; i++) {
    const message = run.writes(user(i), KILL - 600);
    run.delivers(message, KILL - 550);
    for (const at of answers(i)) run.sends(user(i), at, { answers: message });
  }
  run.crashes(KILL, BACK);
  return run;
}

describe(CHECK, () => {
  test('passes when all that was at risk is answered after the restart, once', () => {
    expect(
      verdictOn(
        CHECK,
        crashed(() => [17_000]),
      ),
    ).toMatchObject({
      verdict: 'pass',
      figure: '0 lost, 0 doubled of 6 at risk in 1 kill',
    });
  });

  test('fails when an acknowledged message is never answered', () => {
    const { verdict, figure, findings } = verdictOn(
      CHECK,
      crashed((i) => (i === 22 ? [] : [17_000])),
    );
    expect({ verdict, figure }).toEqual({ verdict: 'fail', figure: '1 lost, 0 doubled of 6 at risk in 1 kill' });
    expect(findings[0]?.sentence).toContain('was acknowledged before the process was killed at 15.0 s');
  });

  test('fails when what was done long before the kill is done again', () => {
    const run = crashed(() => [17_000]);
    const old = run.writes(user(40), 12_000);
    run.delivers(old, 12_005);
    run.sends(user(40), 12_100, { answers: old });
    run.sends(user(40), 17_000, { answers: old });
    expect(verdictOn(CHECK, run)).toMatchObject({
      verdict: 'fail',
      figure: '0 lost, 1 doubled of 6 at risk in 1 kill',
    });
  });

  test.each([
    ['was open at the kill', KILL - 50, 100],
    ['was accepted in the second before it', KILL - 700, 100],
  ])('allows a second answer when the first %s', (_, at, ms) => {
    const run = crashed(() => [17_000]);
    const message = run.writes(user(40), KILL - 1_000);
    run.delivers(message, KILL - 990);
    run.sends(user(40), at, { answers: message, ms });
    run.sends(user(40), 17_000, { answers: message });
    for (const check of [CHECK, 'effects-once', 'sends-once'] as const) {
      expect(verdictOn(check, run).verdict, check).not.toBe('fail');
    }
  });

  test('does not hold against it what was answered once by the time of the kill', () => {
    const run = crashed(() => [KILL - 300], 3);
    for (let i = 0; i < 3; i++) {
      const message = run.writes(user(50 + i), KILL - 100);
      run.delivers(message, KILL - 90);
      run.sends(user(50 + i), 17_000, { answers: message });
    }
    expect(verdictOn(CHECK, run)).toMatchObject({
      verdict: 'pass',
      figure: '0 lost, 0 doubled of 3 at risk in 1 kill',
    });
  });

  test('does not judge what was never acknowledged', () => {
    const run = crashed(() => [17_000]);
    run.delivers(run.writes(user(40), KILL - 20), KILL - 10, { status: null, problem: 'reset' });
    expect(verdictOn(CHECK, run).verdict).toBe('pass');
  });

  test('is inconclusive without a kill, without a restart, with little at risk, or when the run ends too early', () => {
    const calm = story();
    calmTalks(calm);
    expect(verdictOn(CHECK, calm)).toMatchObject({ verdict: 'inconclusive', figure: 'no crash' });
    const dead = story();
    calmTalks(dead);
    dead.crashes(KILL);
    expect(verdictOn(CHECK, dead).verdict).toBe('inconclusive');
    expect(
      verdictOn(
        CHECK,
        crashed(() => [17_000], 2),
      ).verdict,
    ).toBe('inconclusive');
    const early = crashed((i) => (i === 22 ? [] : [17_000]));
    early.ends(18_000, { settled: false, cutShort: 'interrupted' });
    expect(verdictOn(CHECK, early).verdict).toBe('inconclusive');
  });

  describe('of a campaign', () => {
    const users = [1, 2, 3, 4, 5, 6].map(user);
    const campaign = (times: (index: number) => readonly number[]) => {
      const run = story({ campaigns: [CAMPAIGN] });
      run.campaigns(users, 12_000);
      for (const [index, to] of users.entries())
        for (const at of times(index)) run.sends(to, at, { type: 'template', text: 'spring · Ana' });
      run.crashes(KILL, BACK);
      run.campaigns(users, 17_000, { attempt: 2 });
      return verdictOn(CHECK, run);
    };

    test('passes when everybody gets it once', () => {
      expect(campaign((index) => [index < 2 ? 12_500 : 17_500])).toMatchObject({
        verdict: 'pass',
        figure: '0 lost, 0 doubled of 4 at risk in 1 kill',
      });
    });

    test('is inconclusive while it is still going on', () => {
      expect(campaign((index) => (index < 2 ? [12_500] : index < 5 ? [40_000 + index * 4_500] : []))).toMatchObject({
        verdict: 'inconclusive',
        figure: '0 lost, 0 doubled of 4 at risk in 1 kill',
      });
    });

    test('fails when it begins anew, or ends with the process', () => {
      expect(campaign((index) => (index < 2 ? [12_500, 17_500] : [17_500]))).toMatchObject({
        verdict: 'fail',
        figure: '0 lost, 2 doubled of 4 at risk in 1 kill',
      });
      expect(campaign((index) => (index < 2 ? [12_500] : []))).toMatchObject({
        verdict: 'fail',
        figure: '4 lost, 0 doubled of 4 at risk in 1 kill',
      });
    });
  });
});
