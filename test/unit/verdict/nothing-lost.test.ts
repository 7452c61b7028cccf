import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { calm, type Delivering, type Fate, story, trouble, user } from './story.js';
import { calmTalks, gathersInTheCalm, type Manner, persist, talk, twiceAndOneAnswer } from './subjects.js';

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

  test('says how many it could not judge, since nobody knows whether they are owed an answer', () => {
    const run = calmly();
    for (let i = 0; i < 12; i++) run.delivers(run.writes(user(20 + i), 4_000 + i * 100, { step: 'thanks/1' }), 5_205);
    for (let i = 0; i < 2; i++) run.delivers(run.writes(user(60 + i), 15_000, { step: 'late/1' }), 15_005);
    expect(verdictOn('nothing-lost', run)).toMatchObject({
      verdict: 'pass',
      figure: '0 of 12 messages',
      sentence: expect.stringContaining('14 messages were not judged: in the calm opening'),
    });
    expect(verdictOn('nothing-lost', calmly()).sentence).toBe(
      'Every acknowledged message that is owed an answer got it.',
    );
  });

  describe('of a subject that waits until a user has said all, and answers once', () => {
    function gathering(manner: Manner = 'context') {
      const run = calmly(manner);
      gathersInTheCalm(run, 10, manner);
      return run;
    }

    test.each(['context', 'callback', 'nothing'] as const)(
      'accepts it, in whatever order they came, marked by %s',
      (manner) => {
        const run = gathering(manner);
        twiceAndOneAnswer(run, user(40), 15_000, { manner, last: 'first' });
        twiceAndOneAnswer(run, user(41), 15_000, { manner });
        expect(verdictOn('nothing-lost', run)).toMatchObject({ verdict: 'pass' });
      },
    );

    test('accepts it when one answer to a message is stated, too', () => {
      const run = story({ expects: { replies: 1 } });
      calmTalks(run);
      gathersInTheCalm(run, 10);
      expect(verdictOn('nothing-lost', run)).toMatchObject({ verdict: 'pass', figure: '0 of 32 messages' });
    });

    test('is not taken in by a subject that drops the second message and answers the first at once', () => {
      const run = calmly();
      gathersInTheCalm(run, 10, 'context', 200);
      twiceAndOneAnswer(run, user(40), 15_000, { last: 'first', pauseMs: 200 });
      expect(verdictOn('nothing-lost', run)).toMatchObject({ verdict: 'fail', figure: '1 of 23 messages' });
    });

    test('misses the answer when none of them got one', () => {
      const run = gathering();
      for (const step of ['rapid/1', 'rapid/2']) run.delivers(run.writes(user(40), 15_000, { step }), 15_005);
      expect(verdictOn('nothing-lost', run)).toMatchObject({ verdict: 'fail', figure: '1 of 23 messages' });
    });

    test('misses the answer to what came after it, and to what was written long before', () => {
      const run = gathering();
      talk(run, user(40), 15_000);
      forgotten(run, 40, 16_000);
      forgotten(run, 41, 15_000);
      talk(run, user(41), 19_000);
      expect(verdictOn('nothing-lost', run)).toMatchObject({ verdict: 'fail', figure: '2 of 26 messages' });
    });
  });

  test('is not taken in by answers to others when the subject answers each message', () => {
    const run = calmly();
    forgotten(run, 40, 15_000);
    talk(run, user(40), 15_100);
    expect(verdictOn('nothing-lost', run)).toMatchObject({ verdict: 'fail', figure: '1 of 14 messages' });
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

  test('excuses an answer that a fault of the platform refused for good, not one that heals', () => {
    const refusedFor = (fault: string, code: number) => {
      const run = calmly();
      run.tell(14_000, { kind: 'fault.fired', fault, what: 'struck' });
      const message = run.writes(user(40), 15_000);
      run.delivers(message, 15_005);
      const error = { code, title: 'refused', retry: 'after-fix', definite: true } as const;
      run.sends(user(40), 15_100, { answers: message, fate: 'invalid', error });
      return verdictOn('nothing-lost', run).verdict;
    };
    expect(refusedFor('number.lock#3', 131_031)).toBe('pass');
    expect(refusedFor('token.expire#3', 190)).toBe('fail');
    expect(refusedFor('number.lock#3', 131_009)).toBe('fail');
  });

  test('excuses an answer that waproof does not simulate', () => {
    const run = calmly();
    const message = run.writes(user(40), 15_000);
    run.delivers(message, 15_005);
    run.sends(user(40), 15_100, { answers: message, simulated: false, status: 501, effect: false, outcome: 'refused' });
    expect(verdictOn('nothing-lost', run).verdict).toBe('pass');
  });

  test('leaves to right-recipient an answer that went to somebody else and was not taken there', () => {
    const sentTo = (number: number) => {
      const run = calmly();
      const message = run.writes(user(40), 15_000);
      run.delivers(message, 15_005);
      run.delivers(run.writes(user(41), 15_010, { step: 'other' }), 15_015);
      // The platform's own rule refuses: too many answers to one user.
      for (const at of [15_300, 16_300, 18_300]) {
        run.sends(user(number), at, { fate: 'throttled', injected: false, answers: message });
      }
      return { lost: verdictOn('nothing-lost', run).verdict, astray: verdictOn('right-recipient', run).verdict };
    };
    expect(sentTo(41)).toEqual({ lost: 'pass', astray: 'fail' });
    expect(sentTo(40)).toEqual({ lost: 'fail', astray: 'pass' });
  });

  test('leaves to right-recipient an answer that had no room beside the answers to others', () => {
    const pair = { code: 131_056, title: 'pair rate limit hit', retry: 'backoff', definite: true } as const;
    const limited = (meantForOthers: boolean) => {
      const run = calmly();
      for (const number of [40, 41, 42]) run.delivers(run.writes(user(number), 15_000), 15_005);
      const [one, two, three] = run.written().slice(-3);
      for (const answers of [two, three]) {
        run.sends(meantForOthers ? user(40) : user(answers === two ? 41 : 42), 15_300, { answers });
      }
      for (const at of [15_300, 16_500, 18_800])
        run.sends(user(40), at, { fate: 'throttled', injected: false, answers: one, error: pair });
      return verdictOn('nothing-lost', run).verdict;
    };
    expect(limited(true)).toBe('pass');
    expect(limited(false)).toBe('fail');
  });

  test('still calls lost what got one of two answers, though another went to somebody else', () => {
    const run = story({ expects: { replies: 2 } });
    for (let i = 0; i < 12; i++) {
      const message = run.writes(user(i), 1_000);
      run.delivers(message, 1_005);
      if (i > 0) run.sends(user(i), 1_100, { answers: message });
      run.sends(user(99), 1_200, { answers: message });
    }
    expect(verdictOn('nothing-lost', run)).toMatchObject({ verdict: 'fail', figure: '1 of 12 messages' });
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

  test('takes a message for open whose next attempt may be due after the end of the run', () => {
    const gaveUp = (at: number, fates: readonly Fate[], waits: readonly number[]) => {
      const run = calmly();
      persist(run, user(40), at, { fates, waits });
      return verdictOn('nothing-lost', run).verdict;
    };
    expect(gaveUp(57_000, ['down'], [])).toBe('inconclusive');
    expect(gaveUp(50_000, ['down'], [])).toBe('fail');
    expect(gaveUp(40_000, ['down', 'down', 'down'], [4_000, 8_000])).toBe('inconclusive');
    expect(gaveUp(32_000, ['down', 'down', 'down'], [500, 1_000])).toBe('fail');
  });

  test('knows how long to wait after refusals for the pair of number and user', () => {
    const pair = { code: 131_056, title: 'pair rate limit hit', retry: 'backoff', definite: true } as const;
    const refusedAt = (...times: number[]) => {
      const run = calmly();
      const message = run.writes(user(40), 30_000);
      run.delivers(message, 30_005);
      for (const at of times)
        run.sends(user(40), at, { answers: message, fate: 'throttled', injected: false, error: pair });
      return verdictOn('nothing-lost', run).verdict;
    };
    expect(refusedAt(35_000, 36_500, 41_000)).toBe('inconclusive');
    expect(refusedAt(31_000, 32_500)).toBe('fail');
  });

  test('leaves open what waits behind another message to a user whose pair is at its limit', () => {
    const pair = { code: 131_056, title: 'pair rate limit hit', retry: 'backoff', definite: true } as const;
    const behind = ({ answersTo, accepted }: { answersTo: number; accepted: boolean }) => {
      const run = calmly();
      const messages = [0, 1, 2, 3, 4].map((n) => run.writes(user(40), 44_000 + n));
      for (const message of messages) run.delivers(message, 44_010);
      for (const [n, answers] of messages.slice(0, 3).entries()) run.sends(user(40), 44_300 + n * 500, { answers });
      run.sends(user(answersTo), 50_800, { answers: messages[3], fate: 'throttled', injected: false, error: pair });
      run.sends(user(40), accepted ? 56_000 : 45_900, { answers: messages[3] });
      return verdictOn('nothing-lost', run);
    };
    expect(behind({ answersTo: 40, accepted: false })).toMatchObject({ verdict: 'inconclusive' });
    expect(behind({ answersTo: 40, accepted: true })).toMatchObject({ verdict: 'fail', figure: '1 of 17 messages' });
    expect(behind({ answersTo: 41, accepted: false })).toMatchObject({ verdict: 'fail' });
  });

  test('looks at each message of an answer when it asks whether one still waits', () => {
    const pieces = (refusedAt: number) => {
      const run = story({ expects: { replies: 2 } });
      for (let i = 0; i < 12; i++) {
        const message = run.writes(user(i), 1_000);
        run.delivers(message, 1_005);
        for (const digest of ['one', 'two']) run.sends(user(i), 1_100, { answers: message, digest });
      }
      const message = run.writes(user(40), 40_000);
      run.delivers(message, 40_005);
      run.sends(user(40), refusedAt, { answers: message, digest: 'one', fate: 'throttled' });
      run.sends(user(40), refusedAt + 50, { answers: message, digest: 'two' });
      return verdictOn('nothing-lost', run).verdict;
    };
    expect(pieces(57_000)).toBe('inconclusive');
    expect(pieces(42_000)).toBe('fail');
  });

  test('in a run that was cut short in trouble, leaves open what may have waited for its end', () => {
    const cutAt = (ms: number) => {
      const run = story({ phases: [calm(0, 10_000), trouble(10_000, 40_000)] });
      calmTalks(run, 12);
      persist(run, user(40), 15_000, { fates: ['down', 'down'], waits: [500] });
      run.ends(ms, { settled: false, cutShort: 'interrupted' });
      return verdictOn('nothing-lost', run).verdict;
    };
    expect(cutAt(35_000)).toBe('inconclusive');
    expect(cutAt(55_000)).toBe('fail');
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
