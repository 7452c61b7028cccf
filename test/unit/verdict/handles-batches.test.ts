import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { type Delivering, story, user } from './story.js';
import { calmTalks } from './subjects.js';

const CHECK = 'handles-batches';

interface Batches {
  /** Which places of a POST of three are answered. */
  answered?: readonly number[];
  /** The second element cannot be understood. */
  poison?: boolean;
  status?: number;
  posts?: number;
}

function batches({ answered = [0, 1, 2], poison = false, status = 200, posts = 5 }: Batches) {
  const run = story();
  calmTalks(run, 20);
  for (let post = 0; post < posts; post++) {
    const at = 12_000 + post * 500;
    let batch: number | undefined;
    for (let place = 0; place < 3; place++) {
      const from = user(30 + post * 3 + place);
      const message = run.writes(from, at);
      const variant = poison && place === 1 ? { variant: 'poison' } : {};
      const how: Delivering = { status, ...variant, batch: batch ?? 'own' };
      const number = run.delivers(message, at + 5, how);
      batch ??= number;
      if (answered.includes(place)) run.sends(from, at + 100, { answers: message });
    }
  }
  return run;
}

describe(CHECK, () => {
  test('passes when all of a POST are answered, also beside an element that cannot be understood', () => {
    expect(verdictOn(CHECK, batches({}))).toMatchObject({
      verdict: 'pass',
      figure: '0 of 10 messages behind others lost, 0 of 0 poisoned POSTs refused',
    });
    expect(verdictOn(CHECK, batches({ poison: true, answered: [0, 2] }))).toMatchObject({
      verdict: 'pass',
      figure: '0 of 5 messages behind others lost, 0 of 5 poisoned POSTs refused',
    });
  });

  test('fails when only the first is handled', () => {
    const { verdict, sentence, findings } = verdictOn(CHECK, batches({ answered: [0] }));
    expect(verdict).toBe('fail');
    expect(sentence).toContain('10 of 10 messages that came behind others in a POST got no answer');
    expect(findings[0]?.sentence).toContain('the POST that begins with delivery 21');
  });

  test('fails when what stands behind a poisonous element is not served', () => {
    expect(verdictOn(CHECK, batches({ poison: true, answered: [0] })).verdict).toBe('fail');
  });

  test('fails when a POST is refused because of one element', () => {
    expect(verdictOn(CHECK, batches({ poison: true, status: 500, answered: [] }))).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringContaining(
        '5 of 5 POSTs with one element that cannot be understood were not answered 2xx',
      ),
    });
  });

  test('does not accuse a subject that is forgetful or refuses in general', () => {
    const run = story({ expects: { replies: 1 } });
    for (let i = 0; i < 40; i++) {
      const message = run.writes(user(i), 12_000 + i);
      run.delivers(message, 12_010 + i, i % 4 === 1 ? { batch: i } : {});
      if (i % 3 !== 0) run.sends(user(i), 12_500, { answers: message });
    }
    expect(verdictOn(CHECK, run).verdict).toBe('inconclusive');
  });

  test('is inconclusive when hardly anything came in common POSTs', () => {
    expect(verdictOn(CHECK, batches({ posts: 2 })).verdict).toBe('inconclusive');
  });
});
