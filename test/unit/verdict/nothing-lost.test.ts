import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { type Delivering, type Fate, story, user } from './story.js';
import { calmTalks, type Manner, persist, talk } from './subjects.js';

function calmly(manner: Manner = 'context') {
  const run = story();
  calmTalks(run, 12, manner);
  return run;
}

/** Acknowledged, and then nothing. */
function forgotten(run: ReturnType<typeof story>, number: number, at: number, how: Delivering = {}) {
  run.delivers(run.writes(user(number), at), at + 5, how);
}

describe('nothing-lost', () => {
  test.each(['context', 'callback', 'nothing'] as const)('passes when all are answered, marked by %s', (manner) => {
    const run = calmly(manner);
    persist(run, user(40), 15_000, { fates: ['throttled', 'down', 'accepted'], waits: [500, 1_000], manner });
    persist(run, user(41), 16_000, { fates: ['lost'], waits: [], manner });
    expect(verdictOn('nothing-lost', run)).toMatchObject({ verdict: 'pass', figure: '0 of 14 messages' });
  });

  test.each(['context', 'callback', 'nothing'] as const)(
    'fails a message that was forgotten, marked by %s',
    (manner) => {
      const run = calmly(manner);
      persist(run, user(40), 15_000, { fates: ['throttled'], waits: [], manner });
      const { verdict, figure, findings } = verdictOn('nothing-lost', run);
      expect({ verdict, figure }).toEqual({ verdict: 'fail', figure: '1 of 13 messages' });
      expect(findings[0]?.sentence).toContain('user +15550100040 got no answer');
      expect(findings[0]?.sentence).toContain('1 attempt to answer, the last at 15.1 s (130429 error 130429)');
    },
  );

  test('is not misled by a few messages lost in the calm opening', () => {
    const run = story();
    for (let i = 0; i < 20; i++) {
      if (i % 10 === 9) forgotten(run, i, 100 + i * 300);
      else talk(run, user(i), 100 + i * 300);
    }
    expect(verdictOn('nothing-lost', run)).toMatchObject({ verdict: 'fail', figure: '2 of 20 messages' });
  });

  test('says when only marking it as read was tried', () => {
    const run = calmly();
    const message = run.writes(user(40), 15_000);
    run.delivers(message, 15_005);
    run.sends(undefined, 15_100, { action: 'mark-read', answers: message, fate: 'down' });
    expect(verdictOn('nothing-lost', run).findings[0]?.sentence).toContain('only 1 attempt to mark it as read');
  });

  test('excuses an answer that the scenario refused for good, not one that the subject made invalid', () => {
    const refusedWith = (fate: Fate) => {
      const run = calmly();
      persist(run, user(40), 15_000, { fates: [fate], waits: [] });
      return verdictOn('nothing-lost', run).verdict;
    };
    expect(refusedWith('refused')).toBe('pass');
    expect(refusedWith('expired')).toBe('pass');
    expect(refusedWith('invalid')).toBe('fail');
  });

  test('excuses an answer that waproof does not simulate', () => {
    const run = calmly();
    const message = run.writes(user(40), 15_000);
    run.delivers(message, 15_005);
    run.sends(user(40), 15_100, { answers: message, simulated: false, status: 501, effect: false, outcome: 'refused' });
    expect(verdictOn('nothing-lost', run).verdict).toBe('pass');
  });

  test('does not expect answers to steps that normally have none', () => {
    const run = calmly();
    for (let i = 0; i < 5; i++) {
      const at = 400 + i * 300;
      run.delivers(run.writes(user(20 + i), at, { step: 'greeting/2' }), at + 5);
    }
    const thanks = run.writes(user(40), 15_000, { step: 'greeting/2' });
    run.delivers(thanks, 15_005);
    expect(verdictOn('nothing-lost', run)).toMatchObject({ verdict: 'pass', figure: '0 of 12 messages' });
  });

  test('reports what was never acknowledged, without judging it', () => {
    const run = calmly('nothing');
    forgotten(run, 40, 15_000, { status: 500 });
    // The same user's next message has its answer: the first must not use it up.
    talk(run, user(40), 20_000, 'nothing');
    const { verdict, sentence } = verdictOn('nothing-lost', run);
    expect(verdict).toBe('pass');
    expect(sentence).toContain('1 message was never acknowledged');
  });

  test('counts late answers when the scenario sets a time, from the end of the trouble', () => {
    const inTime = calmly();
    persist(inTime, user(40), 15_000, { fates: ['down', 'accepted'], waits: [17_000] });
    expect(verdictOn('nothing-lost', inTime, { within: '5s' }).verdict).toBe('pass');
    const late = calmly();
    persist(late, user(40), 15_000, { fates: ['down', 'accepted'], waits: [25_000] });
    expect(verdictOn('nothing-lost', late, { within: '5s' })).toMatchObject({
      verdict: 'fail',
      figure: '1 of 13 messages',
    });
    expect(verdictOn('nothing-lost', late).verdict).toBe('pass');
  });

  test('in a run that was cut short, fails old losses and leaves young ones open', () => {
    const young = calmly();
    forgotten(young, 40, 18_000);
    young.ends(20_000, { settled: false, cutShort: 'interrupted' });
    expect(verdictOn('nothing-lost', young)).toMatchObject({ verdict: 'inconclusive', figure: '1 of 13 open' });
    const old = calmly();
    forgotten(old, 40, 5_000);
    old.ends(20_000, { settled: false, cutShort: 'interrupted' });
    expect(verdictOn('nothing-lost', old).verdict).toBe('fail');
  });

  test('does not call a queue that the subject was still working through a loss', () => {
    const queue = (settled: boolean) => {
      const run = calmly();
      for (let i = 0; i < 20; i++) {
        const message = run.writes(user(40 + i), 12_000 + i * 100);
        run.delivers(message, 12_005 + i * 100);
        if (i < 12) run.sends(user(40 + i), 13_000 + i * 4_000, { answers: message });
      }
      run.ends(58_000, { settled });
      return verdictOn('nothing-lost', run);
    };
    expect(queue(false)).toMatchObject({ verdict: 'inconclusive', figure: '8 of 32 open' });
    expect(queue(true)).toMatchObject({ verdict: 'fail', figure: '8 of 32 messages' });
  });

  test('is inconclusive on few messages, when none was acknowledged, and when no answer is normal', () => {
    const few = story();
    calmTalks(few, 9);
    expect(verdictOn('nothing-lost', few).verdict).toBe('inconclusive');
    const refused = story({ expects: { replies: 1 } });
    for (let i = 0; i < 12; i++) forgotten(refused, i, 100 + i * 100, { status: 500 });
    expect(verdictOn('nothing-lost', refused)).toMatchObject({ verdict: 'inconclusive', figure: '0 of 0 messages' });
    const silent = story();
    for (let i = 0; i < 12; i++) forgotten(silent, i, 100 + i * 100);
    expect(verdictOn('nothing-lost', silent)).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringContaining('the calm opening showed none'),
    });
  });
});
