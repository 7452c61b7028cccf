import { describe, expect, test } from 'vitest';
import type { HistoryHeader } from '../../../core/history.js';
import { phoneNumberId, type Wamid } from '../../../core/ids.js';
import { checks } from '../../../verdict/checks/index.js';
import { judge } from '../../../verdict/judge.js';
import type { CheckVerdict } from '../../../verdict/verdict.js';
import { calm, type Fate, type Sending, type Story, story, user } from './story.js';

/** How one kind of subject answers one message: the sends, each so many ms after the delivery. */
type Kind = (message: Wamid, attempt: number) => readonly (Sending & { after: number })[];

const named = (message: Wamid): Sending => ({ answers: message });

const KINDS: Readonly<Record<string, Kind>> = {
  'several messages': (message) => [
    { ...named(message), after: 100, digest: 'one' },
    { ...named(message), after: 400, digest: 'two' },
    { ...named(message), after: 700, digest: 'three', type: 'image' },
  ],
  'several messages that name nothing': () => [
    { after: 100, digest: 'one' },
    { after: 400, digest: 'two' },
  ],
  'from another number': (message) => [{ ...named(message), after: 100, phoneNumberId: phoneNumberId('2') }],
  'a template': (message) => [{ ...named(message), after: 100, type: 'template', text: 'receipt · Ana' }],
  'a reaction': (message) => [{ ...named(message), after: 100, type: 'reaction', text: '👍' }],
  'a reaction, then a text': (message) => [
    { ...named(message), after: 50, type: 'reaction', text: '👀', digest: 'eyes' },
    { ...named(message), after: 900 },
  ],
  'a language model': (message, attempt) => [
    { ...named(message), after: 3_500, digest: `${message}/${attempt}`, text: `thought ${attempt} about it` },
  ],
  'a language model that names nothing': (message, attempt) => [
    { after: 3_500, digest: `${message}/${attempt}`, text: `thought ${attempt} about it` },
  ],
};

const EXPECTS: Readonly<Record<string, HistoryHeader['expects']>> = {
  'a language model': { thinkingMs: 4_000, varied: true },
  'a language model that names nothing': { thinkingMs: 4_000, varied: true },
};

/** Calm talk, deliveries that come twice, errors that heal, and a crash; each done right by a subject of this kind. */
function rightly(kind: Kind, expects: HistoryHeader['expects'] = {}): Story {
  const run = story({ checks: Object.keys(checks).map((check) => ({ check, parameters: {} })), expects });
  const answer = (message: Wamid, number: number, at: number, fates: readonly Fate[]) => {
    for (const { after, ...how } of kind(message, 1)) {
      let time = at + after;
      for (const [index, fate] of fates.entries()) {
        const again = index === 0 ? how : { ...how, ...wordsOf(kind, message, index + 1, after) };
        run.sends(user(number), time, { ...again, fate, ms: 100 });
        time += 100 + 500 * 2 ** index * (0.6 + ((number * 7) % 12) / 20);
      }
    }
  };
  for (let i = 0; i < 24; i++) {
    const at = 100 + i * 250;
    const message = run.writes(user(i), at);
    run.delivers(message, at + 5);
    answer(message, i, at + 5, ['accepted']);
  }
  for (let i = 0; i < 12; i++) {
    const at = 11_000 + i * 400;
    const message = run.writes(user(100 + i), at);
    run.delivers(message, at + 5);
    run.delivers(message, at + 40);
    answer(message, 100 + i, at + 5, ['accepted']);
  }
  for (let i = 0; i < 12; i++) {
    const at = 17_000 + i * 400;
    const message = run.writes(user(120 + i), at);
    run.delivers(message, at + 5);
    answer(message, 120 + i, at + 5, i % 2 === 0 ? ['down', 'accepted'] : ['down', 'throttled', 'accepted']);
  }
  for (let i = 0; i < 4; i++) {
    const message = run.writes(user(140 + i), 39_700);
    run.delivers(message, 39_705);
    answer(message, 140 + i, 41_000, ['accepted']);
  }
  run.crashes(39_750, 40_250);
  run.samples(50, {});
  return run;
}

/** What the second attempt of such a send says: the same, but for a subject that words it anew. */
const wordsOf = (kind: Kind, message: Wamid, attempt: number, after: number): Sending => {
  const same = kind(message, attempt).find((send) => send.after === after);
  const { after: _, ...how } = same ?? { after };
  return how;
};

const accused = (judged: readonly CheckVerdict[]) =>
  judged.filter(({ verdict }) => verdict === 'fail').map(({ check, sentence }) => `${check}: ${sentence}`);

describe('a correct subject whose answer is', () => {
  test.each(Object.keys(KINDS))('%s is accused by no check', (name) => {
    const kind = KINDS[name];
    if (!kind) throw new Error(name);
    const { checks: judged } = judge(rightly(kind, EXPECTS[name]).build());
    expect(accused(judged)).toEqual([]);
    const passed = judged.filter(({ verdict }) => verdict === 'pass').map(({ check }) => check);
    expect(passed).toEqual(
      expect.arrayContaining(['nothing-lost', 'effects-once', 'right-recipient', 'survives-crash']),
    );
  });
});

describe('a campaign', () => {
  const recipients = Array.from({ length: 30 }, (_, index) => user(index));
  const campaign = {
    id: 'campaign#1',
    template: 'spring',
    language: 'en',
    recipients: 30,
    fromMs: 0,
    toMs: 1,
    againMs: [],
  };

  test('that is sent rightly is accused by no check, and what needs messages does not apply', () => {
    const run = story({
      checks: Object.keys(checks).map((check) => ({ check, parameters: {} })),
      campaigns: [campaign],
      load: [],
    });
    run.campaigns(recipients, 1_000);
    for (const [index, to] of recipients.entries()) {
      const at = 1_200 + index * 500;
      const fates: readonly Fate[] = index % 3 === 2 ? ['throttled', 'accepted'] : ['accepted'];
      for (const [attempt, fate] of fates.entries()) {
        run.sends(to, at + attempt * (700 + index * 20), {
          type: 'template',
          text: 'spring · Ana',
          digest: `to ${index}`,
          fate,
        });
      }
    }
    const { checks: judged } = judge(run.build());
    expect(accused(judged)).toEqual([]);
    const apart = judged.filter(({ verdict }) => verdict === 'not-applicable').map(({ check }) => check);
    expect(apart).toEqual(
      expect.arrayContaining(['nothing-lost', 'effects-once', 'sustains-throughput', 'handles-batches']),
    );
    expect(judged.find(({ check }) => check === 'right-recipient')).toMatchObject({ verdict: 'pass' });
  });

  test('is no answer to what its recipients happen to write meanwhile', () => {
    const run = story({
      campaigns: [campaign],
      expects: { replies: 1 },
      checks: [{ check: 'nothing-lost', parameters: {} }],
    });
    run.campaigns(recipients, 1_000);
    for (const to of recipients) {
      run.delivers(run.writes(to, 1_050), 1_060);
      run.sends(to, 1_200, { type: 'template', text: 'spring' });
    }
    expect(judge(run.build()).checks).toMatchObject([{ verdict: 'fail', figure: '30 of 30 messages' }]);
    for (const to of recipients) run.sends(to, 2_000);
    expect(judge(run.build()).checks).toMatchObject([{ verdict: 'pass', figure: '0 of 30 messages' }]);
  });

  test('that reaches somebody whom it did not name is accused of that', () => {
    const run = story({ campaigns: [campaign], checks: [{ check: 'right-recipient', parameters: {} }] });
    run.campaigns(recipients, 1_000);
    for (const to of [...recipients, user(77)]) run.sends(to, 1_200, { type: 'template', text: 'spring' });
    expect(judge(run.build()).checks).toMatchObject([{ verdict: 'fail', figure: '1 of 31 sends' }]);
  });
});

test('whether a subject that words every attempt anew and names nothing sends twice cannot be seen, and is not judged', () => {
  const run = story({ expects: { replies: 1, varied: true }, checks: [{ check: 'sends-once', parameters: {} }] });
  for (let i = 0; i < 12; i++) {
    run.delivers(run.writes(user(i), 11_000), 11_005);
    run.sends(user(i), 12_000, { digest: `a${i}`, fate: 'lost' });
    run.sends(user(i), 13_000, { digest: `b${i}` });
  }
  expect(judge(run.build()).checks).toMatchObject([
    { verdict: 'not-applicable', sentence: expect.stringContaining('Set context.message_id') },
  ]);
});

describe('a subject that thinks for long', () => {
  const thinking = (expects: HistoryHeader['expects'], answersAfter: number) => {
    const run = story({
      phases: [calm(0, 60_000)],
      expects,
      checks: ['nothing-lost', 'sustains-throughput'].map((check) => ({ check, parameters: {} })),
    });
    for (let i = 0; i < 24; i++) {
      const message = run.writes(user(i), 100 + i * 250);
      run.delivers(message, 105 + i * 250);
      run.sends(user(i), 105 + i * 250 + answersAfter, { answers: message });
    }
    return run;
  };

  test('is given the time that the scenario states', () => {
    expect(judge(thinking({}, 8_000).build()).checks[1]).toMatchObject({ verdict: 'fail' });
    expect(judge(thinking({ thinkingMs: 6_000 }, 8_000).build()).checks[1]).toMatchObject({ verdict: 'pass' });
    expect(judge(thinking({ thinkingMs: 2_000 }, 8_000).build()).checks[1]).toMatchObject({ verdict: 'fail' });
  });

  test.each([
    ['as learned in the calm', {}, 8_000, 'inconclusive'],
    ['as the scenario states', { thinkingMs: 8_000 }, 100, 'inconclusive'],
    ['unless it answers fast', {}, 100, 'fail'],
  ] as const)('may have been at it when the run was cut short, %s', (_, expects, answersAfter, verdict) => {
    const run = thinking(expects, answersAfter);
    run.delivers(run.writes(user(50), 20_000), 20_005);
    run.ends(38_000, { settled: false, cutShort: 'interrupted' });
    expect(judge(run.build()).checks[0]).toMatchObject({ verdict });
  });
});
