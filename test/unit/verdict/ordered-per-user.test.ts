import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { type Sending, type Story, story, user } from './story.js';
import { calmTalks, gathersInTheCalm } from './subjects.js';

const CHECK = 'ordered-per-user';

/** One user writes twice, 100 ms apart; the answers begin at `first` and `second` ms after the first message. */
function twoMessages(run: Story, number: number, times: { first: number; second: number }, how: Sending = {}) {
  const at = 11_000 + number * 100;
  const [one, two] = [run.writes(user(number), at), run.writes(user(number), at + 100)];
  run.delivers(one, at + 5);
  run.delivers(two, at + 105);
  run.sends(user(number), at + times.first, { answers: one, ms: 50, ...how });
  run.sends(user(number), at + times.second, { answers: two, ms: 50 });
}

function pairs(number: number, times: { first: number; second: number }, inverted = 0, how: Sending = {}) {
  const run = story();
  calmTalks(run);
  for (let i = 0; i < number; i++) twoMessages(run, 20 + i, i < inverted ? { first: 900, second: 300 } : times, how);
  return run;
}

const IN_ORDER = { first: 300, second: 500 };

describe(CHECK, () => {
  test('passes when the answers keep the order, and says how sure that is', () => {
    expect(verdictOn(CHECK, pairs(30, IN_ORDER))).toMatchObject({
      verdict: 'pass',
      figure: '0 of 30 pairs overtaken',
      sentence: expect.stringContaining('less than 10 % of such pairs'),
    });
  });

  test('fails when answers overtake', () => {
    const { verdict, figure, findings } = verdictOn(CHECK, pairs(30, IN_ORDER, 4));
    expect({ verdict, figure }).toEqual({ verdict: 'fail', figure: '4 of 30 pairs overtaken' });
    expect(findings[0]?.sentence).toContain('the second was answered at 13.3 s, the first 600 ms later');
  });

  test('takes a single inversion for an accident', () => {
    expect(verdictOn(CHECK, pairs(30, IN_ORDER, 1))).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringContaining('2 are needed as proof'),
    });
  });

  test('fails when calls are made in order and side by side, and the slower one is overtaken', () => {
    expect(verdictOn(CHECK, pairs(30, { first: 300, second: 310 }, 0, { ms: 900 })).verdict).toBe('fail');
  });

  test('does not accuse for answers that are accepted a moment apart', () => {
    expect(verdictOn(CHECK, pairs(30, { first: 340, second: 300 })).verdict).toBe('pass');
    expect(verdictOn(CHECK, pairs(30, { first: 360, second: 300 })).verdict).toBe('fail');
  });

  test('does not judge a message whose answer met an error, nor messages delivered side by side', () => {
    const retried = pairs(30, { first: 900, second: 300 }, 0, { fate: 'throttled' });
    expect(verdictOn(CHECK, retried)).toMatchObject({ verdict: 'inconclusive', figure: '0 of 0 pairs overtaken' });
    const run = story();
    calmTalks(run);
    for (let i = 0; i < 30; i++) {
      const at = 11_000 + i * 100;
      const [one, two] = [run.writes(user(20 + i), at), run.writes(user(20 + i), at)];
      run.delivers(one, at + 5);
      run.delivers(two, at + 5);
      run.sends(user(20 + i), at + 300, { answers: two, ms: 50 });
      run.sends(user(20 + i), at + 600, { answers: one, ms: 50 });
    }
    expect(verdictOn(CHECK, run).verdict).toBe('inconclusive');
  });

  test('does not take talks in which the user waits for the answer for evidence', () => {
    const run = pairs(5, IN_ORDER);
    for (let i = 0; i < 40; i++) twoMessages(run, 60 + i, { first: 30, second: 200 });
    expect(verdictOn(CHECK, run)).toMatchObject({ verdict: 'inconclusive', figure: '0 of 5 pairs overtaken' });
  });

  describe('a subject that waits until a user has said all', () => {
    test('has no order to keep', () => {
      const run = pairs(1, IN_ORDER);
      gathersInTheCalm(run, 10);
      expect(verdictOn(CHECK, run)).toMatchObject({
        verdict: 'not-applicable',
        sentence: expect.stringContaining('waits until a user has said all and answers once'),
      });
    });

    test('must be seen to do so often enough', () => {
      const run = pairs(1, IN_ORDER);
      gathersInTheCalm(run, 9);
      expect(verdictOn(CHECK, run).verdict).toBe('inconclusive');
    });

    test('is judged all the same when it answers one by one, and turns the order round', () => {
      const run = pairs(3, IN_ORDER, 3);
      gathersInTheCalm(run, 10);
      expect(verdictOn(CHECK, run).verdict).toBe('fail');
    });
  });

  test('says so when answers do not tell what they answer', () => {
    const run = story();
    for (let i = 0; i < 30; i++) {
      run.delivers(run.writes(user(i), 1_000), 1_005);
      run.sends(user(i), 1_100);
    }
    expect(verdictOn(CHECK, run)).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringContaining('set context.message_id'),
    });
  });
});
