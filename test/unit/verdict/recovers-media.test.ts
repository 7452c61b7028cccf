import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { type Fate, type Story, story, user } from './story.js';
import { calmTalks } from './subjects.js';

const CHECK = 'recovers-media';

type Step = readonly ['look-up' | 'download', Fate];

/** Users send pictures; of each the subject makes these calls, a second apart, and answers or not. */
function pictures(steps: readonly Step[], { answered = true, number = 4, status = 200, downloads = true } = {}): Story {
  const run = story({ expects: { replies: 1 } });
  calmTalks(run);
  if (downloads && steps.length > 0) {
    run.fetches('media-of-the-calm', 'look-up', 5_000);
    run.fetches('media-of-the-calm', 'download', 5_200);
  }
  for (let i = 20; i < 20 + number; i++) {
    const message = run.writes(user(i), 12_000, { type: 'image', media: `media-${i}`, step: 'picture/1' });
    run.delivers(message, 12_005, { status });
    for (const [index, [what, fate]] of steps.entries())
      run.fetches(`media-${i}`, what, 12_100 + index * 1_000, { fate });
    if (answered) run.sends(user(i), 20_000, { answers: message });
  }
  return run;
}

const RECOVERED: readonly Step[] = [
  ['look-up', 'down'],
  ['look-up', 'accepted'],
  ['download', 'reset'],
  ['look-up', 'accepted'],
  ['download', 'accepted'],
];

describe(CHECK, () => {
  test('passes when media that failed at first are fetched in the end', () => {
    expect(verdictOn(CHECK, pictures(RECOVERED))).toMatchObject({
      verdict: 'pass',
      figure: '0 of 4 messages with media that failed at first',
    });
  });

  test('fails when they are given up', () => {
    const { verdict, sentence, findings } = verdictOn(CHECK, pictures(RECOVERED.slice(0, 3)));
    expect(verdict).toBe('fail');
    expect(sentence).toContain('4 never fetched whole, 0 fetched and not answered');
    expect(findings[0]?.sentence).toContain(
      'not fetched after 3 calls, 2 of which failed, the last at 14.1 s with a lost answer',
    );
  });

  test('fails when half of the bytes is taken for all, and when a look-up is taken for the picture', () => {
    expect(
      verdictOn(
        CHECK,
        pictures([
          ['look-up', 'accepted'],
          ['download', 'reset'],
        ]),
      ).verdict,
    ).toBe('fail');
    expect(
      verdictOn(
        CHECK,
        pictures([
          ['look-up', 'down'],
          ['look-up', 'accepted'],
        ]),
      ).verdict,
    ).toBe('fail');
  });

  test('fails when the picture was fetched and the message is left without an answer', () => {
    expect(verdictOn(CHECK, pictures(RECOVERED, { answered: false }))).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringContaining('0 never fetched whole, 4 fetched and not answered'),
    });
  });

  test('fails when a redelivery is kept out although the picture was never fetched', () => {
    const run = pictures([['look-up', 'down']], { answered: false, status: 500 });
    for (const [index, message] of run.written().slice(-4).entries()) run.delivers(message, 14_000 + index);
    expect(verdictOn(CHECK, run).verdict).toBe('fail');
  });

  test('excuses media whose look-up was refused for good, not a URL that has expired', () => {
    expect(verdictOn(CHECK, pictures([['look-up', 'refused']]))).toMatchObject({ verdict: 'inconclusive' });
    expect(
      verdictOn(
        CHECK,
        pictures([
          ['look-up', 'accepted'],
          ['download', 'refused'],
        ]),
      ).verdict,
    ).toBe('fail');
  });

  test('does not apply where nobody sends media, or the subject fetches none', () => {
    const texts = story();
    calmTalks(texts);
    expect(verdictOn(CHECK, texts)).toMatchObject({ verdict: 'not-applicable' });
    expect(verdictOn(CHECK, pictures([]))).toMatchObject({
      verdict: 'not-applicable',
      sentence: expect.stringContaining('fetches no media'),
    });
    expect(verdictOn(CHECK, pictures([['look-up', 'accepted']], { downloads: false })).verdict).toBe('not-applicable');
    expect(verdictOn(CHECK, pictures([], { status: 500 })).verdict).toBe('inconclusive');
  });

  test('is inconclusive when nothing failed, on few cases, and while it is still at it', () => {
    expect(verdictOn(CHECK, pictures(RECOVERED.slice(3))).verdict).toBe('inconclusive');
    expect(verdictOn(CHECK, pictures(RECOVERED, { number: 2 })).verdict).toBe('inconclusive');
    const young = pictures(RECOVERED.slice(0, 3), { answered: false });
    young.ends(16_000, { settled: false, cutShort: 'interrupted' });
    expect(verdictOn(CHECK, young).verdict).toBe('inconclusive');
  });
});
