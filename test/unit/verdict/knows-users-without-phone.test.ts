import { describe, expect, test } from 'vitest';
import { waId } from '../../../core/ids.js';
import { verdictOn } from './judging.js';
import { type Delivering, type Sending, story, user } from './story.js';
import { calmTalks } from './subjects.js';

const CHECK = 'knows-users-without-phone';
const userId = (number: number) => `US.70000000000000000${number}`;
const misread = (number: number) => waId(userId(number).slice(3));

interface Treatment extends Delivering {
  /** How the answer to user `number` is sent; undefined: not at all. */
  answer?: ((number: number) => Sending) | undefined;
}

function withStrangers({ answer, ...how }: Treatment, number = 8) {
  const run = story();
  calmTalks(run, 20);
  for (let i = 40; i < 40 + number; i++) {
    const at = 12_000 + i * 100;
    const message = run.writes(user(i), at, { userId: userId(i) });
    run.delivers(message, at + 5, how);
    if (answer) run.sends(user(i), at + 100, { answers: message, userId: userId(i), ...answer(i) });
  }
  return run;
}

describe(CHECK, () => {
  test('passes when users without a number are answered, whether or not the answers name a message', () => {
    const named = withStrangers({ answer: () => ({}) });
    expect(verdictOn(CHECK, named)).toMatchObject({
      verdict: 'pass',
      figure: '0 of 8 messages without a number not answered, 0 user ids in "to", 0 mixed up',
    });
    expect(verdictOn(CHECK, withStrangers({ answer: () => ({ answers: undefined }) })).verdict).toBe('pass');
  });

  test('fails when the user id is put in "to", and leaves it to this check alone', () => {
    const run = withStrangers({ answer: (i) => ({ to: misread(i), userId: undefined }) });
    const { verdict, sentence, findings } = verdictOn(CHECK, run);
    expect(verdict).toBe('fail');
    expect(sentence).toContain('8 sends had a user id in "to"');
    expect(findings[0]?.sentence).toContain(`read as the number ${misread(40)}`);
    expect(verdictOn('right-recipient', run).verdict).toBe('pass');
    expect(verdictOn('nothing-lost', run).verdict).toBe('pass');
  });

  test('fails when such users are not answered, or their messages refused', () => {
    expect(verdictOn(CHECK, withStrangers({}))).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringContaining('8 of 8 messages of such users got no answer'),
    });
    expect(verdictOn(CHECK, withStrangers({ status: 500 })).verdict).toBe('fail');
    const refused = withStrangers({ answer: () => ({ to: undefined, userId: undefined, fate: 'invalid' }) });
    expect(verdictOn(CHECK, refused).verdict).toBe('fail');
  });

  test('fails when such users are taken for one another', () => {
    const run = withStrangers({ answer: (i) => (i === 44 ? { to: user(43), userId: userId(43) } : {}) });
    expect(verdictOn(CHECK, run)).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringContaining('1 answer to a user without a phone number went to another user'),
    });
  });

  test('does not accuse a subject that is forgetful with all users alike', () => {
    const run = story({ expects: { replies: 1 } });
    for (let i = 0; i < 40; i++) {
      const message = run.writes(user(i), 12_000, i < 10 ? { userId: userId(i) } : {});
      run.delivers(message, 12_005);
      if (i % 2 === 0) run.sends(user(i), 12_100, { answers: message });
    }
    expect(verdictOn(CHECK, run).verdict).toBe('inconclusive');
  });

  test('is inconclusive with few such users, not applicable where nobody writes', () => {
    expect(verdictOn(CHECK, withStrangers({ answer: () => ({}) }, 4)).verdict).toBe('inconclusive');
    const campaign = story({
      campaigns: [
        { id: 'campaign#1', template: 'spring', language: 'en', recipients: 1, fromMs: 0, toMs: 1, againMs: [] },
      ],
    });
    expect(verdictOn(CHECK, campaign).verdict).toBe('not-applicable');
  });
});
