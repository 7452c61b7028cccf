import { describe, expect, test } from 'vitest';
import { buildEvidence } from '../../../verdict/evidence/evidence.js';
import { type Story, story, trouble, user } from './story.js';
import { calmTalks, marked, persist, talk } from './subjects.js';

/** Attempts per send, and how many of them are clean. */
function sendsOf(run: Story) {
  return buildEvidence(run.build()).sends.map(({ attempts, clean }) => `${attempts.length} (${clean} clean)`);
}

describe('attempts become sends', () => {
  test('an attempt after an unknown or refused one is a retry', () => {
    const run = story();
    persist(run, user(1), 1_000, { fates: ['down', 'lost', 'throttled', 'accepted'], waits: [300, 300, 300] });
    expect(sendsOf(run)).toEqual(['4 (4 clean)']);
  });

  test('an attempt after a success is another send', () => {
    const run = story();
    const message = talk(run, user(1), 1_000);
    run.sends(user(1), 2_000, { answers: message });
    expect(sendsOf(run)).toEqual(['1 (1 clean)', '1 (1 clean)']);
  });

  test('an attempt beside another is another send, unless the other was lost and its caller stopped waiting', () => {
    const beside = story();
    const lost = story();
    for (const [run, fate] of [
      [beside, 'throttled'],
      [lost, 'reset'],
    ] as const) {
      const message = run.writes(user(1), 1_000);
      run.delivers(message, 1_005);
      run.sends(user(1), 1_100, { fate, ms: 500, answers: message });
      run.sends(user(1), 1_300, { ms: 500, answers: message });
    }
    expect(sendsOf(beside)).toEqual(['1 (1 clean)', '1 (1 clean)']);
    expect(sendsOf(lost)).toEqual(['2 (2 clean)']);
  });

  test('two runs of a job side by side keep their own attempts', () => {
    const run = story();
    const message = run.writes(user(1), 1_000);
    for (const delay of [0, 50]) {
      run.delivers(message, 1_005 + delay);
      run.sends(user(1), 1_100 + delay, { fate: 'throttled', answers: message });
      run.sends(user(1), 1_500 + delay, { answers: message });
    }
    expect(sendsOf(run)).toEqual(['2 (0 clean)', '2 (0 clean)']);
  });

  test('another content is another send, whatever the callback data', () => {
    const run = story();
    const message = run.writes(user(1), 1_000);
    run.delivers(message, 1_005);
    run.sends(user(1), 1_100, { fate: 'throttled', answers: message, callbackData: 'bot', digest: 'first' });
    run.sends(user(1), 1_300, { answers: message, callbackData: 'bot', digest: 'second' });
    expect(sendsOf(run)).toEqual(['1 (1 clean)', '1 (1 clean)']);
  });
});

describe('clean attempts', () => {
  test('end where an unmarked send could answer the next message', () => {
    const run = story();
    persist(run, user(1), 1_000, { fates: ['down', 'down', 'accepted'], waits: [500, 500], manner: 'nothing' });
    run.delivers(run.writes(user(1), 2_000), 2_010);
    expect(sendsOf(run)).toEqual(['3 (2 clean)']);
  });

  test('do not exist while an earlier message of the user is unanswered', () => {
    const run = story();
    run.delivers(run.writes(user(1), 1_000), 1_005);
    persist(run, user(1), 1_500, { fates: ['down', 'accepted'], waits: [500], manner: 'nothing' });
    expect(sendsOf(run)).toEqual(['2 (0 clean)']);
  });

  test('take callback data for a mark only if it tells jobs apart', () => {
    const own = story();
    const constant = story();
    for (const [run, mark] of [
      [own, (number: number) => `job-${number}`],
      [constant, () => 'bot'],
    ] as const) {
      for (const number of [1, 2]) {
        run.delivers(run.writes(user(number), 1_000), 1_005);
        run.sends(user(number), 1_100, { fate: 'down', callbackData: mark(number) });
        run.sends(user(number), 2_000, { callbackData: mark(number) });
        run.delivers(run.writes(user(number), 1_500, { step: 'other' }), 1_505);
      }
    }
    expect(sendsOf(own)).toEqual(['2 (2 clean)', '2 (2 clean)']);
    expect(sendsOf(constant)).toEqual(['2 (1 clean)', '2 (1 clean)']);
  });

  test('do not take the number of the user for a mark, when it served a job before', () => {
    const run = story();
    for (const at of [1_000, 5_000]) {
      run.delivers(run.writes(user(1), at), at + 5);
      run.sends(user(1), at + 100, { fate: 'down', callbackData: user(1) });
      run.sends(user(1), at + 1_000, { callbackData: user(1) });
    }
    run.delivers(run.writes(user(1), 5_500), 5_505);
    expect(sendsOf(run)).toEqual(['2 (2 clean)', '2 (1 clean)']);
  });

  test('do not exist for an unmarked answer to a message that came twice', () => {
    const run = story();
    const message = run.writes(user(1), 1_000);
    for (const delay of [5, 10]) run.delivers(message, 1_000 + delay);
    for (const at of [1_100, 1_400]) run.sends(user(1), at, { fate: 'down' });
    expect(sendsOf(run)).toEqual(['2 (0 clean)']);
  });

  test('are all attempts of a campaign, to people who never wrote', () => {
    const run = story();
    for (const at of [1_000, 2_000]) run.sends(user(1), at, { fate: 'throttled', callbackData: 'campaign-1' });
    expect(sendsOf(run)).toEqual(['2 (2 clean)']);
  });
});

/** Text of the answers that each message got, in the order in which the messages were written. */
function answersOf(run: Story) {
  const { byMessage } = buildEvidence(run.build());
  return [...byMessage.values()].map((inbound) => inbound.effects.map((call) => call.text));
}

describe('answers belong to messages', () => {
  test('by context, whoever receives them', () => {
    const run = story();
    const first = talk(run, user(1), 1_000);
    run.sends(user(2), 2_000, { answers: first, text: 'astray' });
    expect(answersOf(run)).toEqual([['Hello!', 'astray']]);
  });

  test('by callback data that is a message id', () => {
    const run = story();
    const messages = [1_000, 1_100].map((at) => run.writes(user(1), at));
    for (const message of messages) run.delivers(message, 1_200);
    run.sends(user(1), 1_500, { callbackData: messages[1] ?? '', text: 'second' });
    run.sends(user(1), 1_600, { callbackData: messages[0] ?? '', text: 'first' });
    expect(answersOf(run)).toEqual([['first'], ['second']]);
  });

  test('by callback data that names a message beside other things', () => {
    const run = story();
    const [first, second, third] = [1_000, 1_100, 1_200].map((at) => run.writes(user(1), at));
    for (const message of [first, second, third]) if (message) run.delivers(message, 1_300);
    run.sends(user(1), 1_500, { callbackData: `${third}/0`, text: 'third' });
    run.sends(user(1), 1_600, { callbackData: JSON.stringify({ job: first, part: 2 }), text: 'first' });
    run.sends(user(1), 1_700, { callbackData: `answer:${second};try:1`, text: 'second' });
    expect(answersOf(run)).toEqual([['first'], ['second'], ['third']]);
  });

  test('but not by callback data that names several', () => {
    const run = story();
    const messages = [1_000, 1_100].map((at) => run.writes(user(1), at));
    for (const message of messages) run.delivers(message, 1_200);
    run.sends(user(1), 1_500, { callbackData: messages.join(' and '), text: 'both' });
    const { sends } = buildEvidence(run.build());
    expect(sends.map(({ source }) => source)).toEqual([undefined]);
  });

  test('by the token that they quote', () => {
    const run = story();
    for (const token of ['#A-0001', '#A-0002']) run.delivers(run.writes(user(1), 1_000, { token }), 1_005);
    run.sends(user(1), 1_500, { text: 'about #A-0002.', digest: 'b' });
    run.sends(user(1), 1_600, { text: 'about #A-0001, not #A-00019.', digest: 'a' });
    run.sends(user(2), 1_100, { text: '#A-00011', digest: 'c' });
    expect(answersOf(run)).toEqual([['about #A-0001, not #A-00019.'], ['about #A-0002.']]);
  });

  test('but not by an old token that a subject with a memory quotes while it answers the next message', () => {
    const run = story();
    run.delivers(run.writes(user(1), 1_000, { token: '#A-0001' }), 1_005);
    run.sends(user(1), 1_100, { text: 'about #A-0001', digest: 'a' });
    run.delivers(run.writes(user(1), 2_000, { token: '#A-0002' }), 2_005);
    run.sends(user(1), 2_100, { text: 'you asked for #A-0001 before', digest: 'b' });
    expect(answersOf(run)).toEqual([['about #A-0001'], ['you asked for #A-0001 before']]);
  });

  test('in order of time when they say nothing, and what is left over to the latest delivery', () => {
    const run = story();
    run.delivers(run.writes(user(1), 1_000), 1_005);
    run.delivers(run.writes(user(1), 1_100), 1_105);
    for (const [index, text] of ['one', 'two', 'three'].entries()) {
      run.sends(user(1), 1_500 + index * 200, { text, digest: text });
    }
    expect(answersOf(run)).toEqual([['one'], ['two', 'three']]);
  });
});

describe('what is normal', () => {
  const normalOf = (run: Story) => {
    const { normals, byMessage } = buildEvidence(run.build());
    const [first] = byMessage.values();
    return first && normals.of(first);
  };

  test('is learned from messages of the calm opening', () => {
    const run = story();
    calmTalks(run, 10, 'nothing');
    talk(run, user(20), 12_000, 'nothing');
    expect(normalOf(run)).toEqual({ samples: 10, least: 1, most: 1, repeats: 1, answeredShare: 1 });
  });

  test('is not lowered by single losses, nor raised by messages that came twice', () => {
    const run = story();
    calmTalks(run, 10);
    run.delivers(run.writes(user(20), 5_000), 5_005);
    const twice = talk(run, user(21), 5_100);
    run.delivers(twice, 5_400);
    run.sends(user(21), 5_450, { answers: twice });
    expect(normalOf(run)).toMatchObject({ samples: 11, least: 1, most: 1 });
  });

  test('leaves out answers that the trouble struck', () => {
    const run = story();
    calmTalks(run, 3);
    for (let i = 0; i < 3; i++) {
      const message = run.writes(user(20 + i), 9_900);
      run.delivers(message, 9_905);
      run.sends(user(20 + i), 10_100, { fate: 'refused', ...marked('context', message) });
    }
    expect(normalOf(run)).toMatchObject({ samples: 3, least: 1 });
  });

  test('is unknown without a calm opening or with hardly any messages, unless the scenario states it', () => {
    const stormy = story({ phases: [trouble(0, 30_000)] });
    calmTalks(stormy);
    expect(normalOf(stormy)).toBeUndefined();
    const few = story();
    calmTalks(few, 2);
    expect(normalOf(few)).toBeUndefined();
    const stated = story({ expects: { replies: 2 } });
    calmTalks(stated, 1);
    expect(normalOf(stated)).toMatchObject({ least: 2, most: 2 });
  });
});

test('an answer that is left over goes to a message that may have one more, not to one that has all of its own', () => {
  const run = story();
  calmTalks(run, 10, 'nothing');
  for (let i = 0; i < 10; i++) {
    const at = 6_000 + i * 300;
    const thanks = run.writes(user(20 + i), at, { step: 'thanks' });
    run.delivers(thanks, at + 5);
    // Only one in ten is answered: possible, but not normal.
    if (i === 0) run.sends(user(20), at + 50);
  }
  const question = run.writes(user(1), 12_000);
  run.delivers(question, 12_005);
  run.sends(user(1), 12_050);
  run.delivers(run.writes(user(1), 12_500, { step: 'thanks' }), 12_505);
  run.delivers(question, 12_600);
  run.sends(user(1), 12_700);
  expect(answersOf(run).slice(-2)).toEqual([['Hello!'], ['Hello!']]);
});

test('the calm opening ends with the first phase that has more than latency, as it was played', () => {
  const run = story();
  run.tell(700, { kind: 'phase.started', phase: 0, name: 'calm', faults: [] });
  run.tell(10_800, { kind: 'phase.started', phase: 1, name: 'trouble', faults: [] });
  run.tell(31_000, { kind: 'phase.ended', phase: 1, name: 'trouble' });
  expect(buildEvidence(run.build()).timeline).toMatchObject({
    calm: { fromMs: 700, toMs: 10_800 },
    troubles: [{ fromMs: 10_800, toMs: 31_000 }],
    endMs: 60_000,
    complete: true,
  });
});
