import { describe, expect, test } from 'vitest';
import type { Wamid } from '../../../core/ids.js';
import { verdictOn } from './judging.js';
import { type Fate, type Sending, type Story, story, user } from './story.js';
import { calmTalks, type Manner, marked, talk } from './subjects.js';

/** A message delivered at 0, 200 and 1,900 ms after `at`, answered once for each of `fates`, 100 ms after the delivery. */
function repeated(
  run: Story,
  number: number,
  fates: readonly Fate[],
  manner: Manner = 'context',
  more: Sending = {},
): Wamid {
  const at = 12_000 + number * 2_500;
  const message = run.writes(user(30 + number), at - 5);
  for (const [index, delay] of [0, 200, 1_900].entries()) {
    run.delivers(message, at + delay);
    const fate = fates[index];
    if (fate) run.sends(user(30 + number), at + delay + 100, { fate, ...marked(manner, message), ...more });
  }
  return message;
}

function withRepeats(number: number, fates: readonly Fate[], manner: Manner = 'context') {
  const run = story();
  calmTalks(run, 12, manner);
  for (let i = 0; i < number; i++) repeated(run, i, fates, manner);
  return run;
}

describe('effects-once', () => {
  test.each(['context', 'callback', 'nothing'] as const)('passes one answer to each, marked by %s', (manner) => {
    expect(verdictOn('effects-once', withRepeats(5, ['accepted'], manner))).toMatchObject({
      verdict: 'pass',
      figure: '0 of 5 repeated messages',
    });
  });

  test.each(['context', 'callback', 'nothing'] as const)('fails an answer to each delivery, marked by %s', (manner) => {
    const run = withRepeats(5, ['accepted', 'accepted', 'accepted'], manner);
    expect(verdictOn('effects-once', run)).toMatchObject({ verdict: 'fail', figure: '5 of 5 repeated messages' });
  });

  test('names user, deliveries and answers with their observations', () => {
    const run = withRepeats(4, ['accepted']);
    repeated(run, 5, ['accepted', 'accepted', 'accepted']);
    const { verdict, findings } = verdictOn('effects-once', run);
    expect(verdict).toBe('fail');
    expect(findings).toHaveLength(1);
    expect(findings[0]?.sentence).toMatch(
      /^user \+15550100035 received the same answer 3 times: inbound wamid\.IN\d+ was delivered at 24\.5 s, 24\.7 s, 26\.4 s \(obs \d+, \d+, \d+\)/,
    );
    const byId = new Map(run.build().observations.map((observation) => [observation.id, observation.kind]));
    const kinds = findings[0]?.evidence.map((id) => byId.get(id));
    expect(kinds).toEqual([...Array(3).fill('webhook.sent'), ...Array(3).fill('graph.call')]);
  });

  test('catches deliveries at the same instant', () => {
    const run = withRepeats(4, ['accepted']);
    const message = run.writes(user(50), 25_000);
    for (let i = 0; i < 2; i++) {
      run.delivers(message, 25_010);
      run.sends(user(50), 25_050 + i, { answers: message });
    }
    expect(verdictOn('effects-once', run)).toMatchObject({ verdict: 'fail', figure: '1 of 5 repeated messages' });
  });

  test('leaves to sends-once what a lost answer explains', () => {
    expect(verdictOn('effects-once', withRepeats(6, ['lost', 'accepted'])).verdict).toBe('pass');
  });

  test('accuses when a second run is the only explanation, though the last answer was lost', () => {
    expect(verdictOn('effects-once', withRepeats(6, ['accepted', 'lost'])).verdict).toBe('fail');
    expect(verdictOn('effects-once', withRepeats(6, ['lost', 'accepted', 'accepted'])).verdict).toBe('fail');
  });

  test('allows as many answers as are normal', () => {
    const run = story();
    for (let i = 0; i < 12; i++) {
      const message = talk(run, user(i), 100 + i * 300);
      run.sends(user(i), 250 + i * 300, { answers: message, digest: 'menu' });
    }
    for (let i = 0; i < 6; i++) {
      const message = repeated(run, i, ['accepted']);
      run.sends(user(30 + i), 12_400 + i * 2_500, { answers: message, digest: 'menu' });
    }
    expect(verdictOn('effects-once', run).verdict).toBe('pass');
  });

  test('takes a resend after a failed status for no second answer', () => {
    const run = withRepeats(5, []);
    for (const [index, { message }] of run
      .build()
      .observations.filter((observation) => observation.kind === 'user.wrote')
      .slice(12)
      .entries()) {
      const to = user(30 + index);
      run.sends(to, 12_100 + index * 2_500, { answers: message });
      run.sends(to, 14_000 + index * 2_500, { answers: message });
    }
    for (const call of run.build().observations.filter((one) => one.kind === 'graph.call' && one.at > 12_000)) {
      if (call.kind !== 'graph.call' || !call.message || !call.to || (call.receivedAt - 12_100) % 2_500 !== 0) continue;
      run.tell(call.at + 300, { kind: 'status.reached', message: call.message, user: call.to, status: 'failed' });
    }
    expect(verdictOn('effects-once', run).verdict).toBe('pass');
  });

  test('judges a varying number of answers by repeated content, and is careful without', () => {
    const varying = () => {
      const run = story();
      calmTalks(run);
      run.sends(user(0), 700, {
        digest: 'more',
        answers: run.build().observations.find((o) => o.kind === 'user.wrote')?.message,
      });
      return run;
    };
    const same = varying();
    const reworded = varying();
    for (let i = 0; i < 6; i++) {
      repeated(same, i, ['accepted', 'accepted', 'accepted']);
      repeated(reworded, i, ['accepted']);
    }
    const message = reworded.writes(user(50), 28_000);
    for (let i = 0; i < 3; i++) {
      reworded.delivers(message, 28_010);
      reworded.sends(user(50), 28_050 + i, { answers: message, digest: `words ${i}` });
    }
    expect(verdictOn('effects-once', same).verdict).toBe('fail');
    expect(verdictOn('effects-once', reworded).verdict).toBe('inconclusive');
  });

  test('fails an answer that is sent again after a known success, though delivered once', () => {
    const run = withRepeats(5, ['accepted']);
    const message = talk(run, user(50), 26_000);
    run.sends(user(50), 27_000, { answers: message });
    expect(verdictOn('effects-once', run)).toMatchObject({
      verdict: 'fail',
      findings: [{ sentence: expect.stringContaining('was delivered once') }],
    });
  });

  test('does not count a delivery that met a closed port', () => {
    const run = withRepeats(4, ['accepted']);
    const message = run.writes(user(50), 25_000);
    run.delivers(message, 25_010, { status: null, problem: 'refused' });
    run.delivers(message, 26_000);
    run.sends(user(50), 26_100, { answers: message });
    expect(verdictOn('effects-once', run)).toMatchObject({
      verdict: 'inconclusive',
      figure: '0 of 4 repeated messages',
    });
  });

  test('is inconclusive without enough repeats, and without a learned normal', () => {
    expect(verdictOn('effects-once', withRepeats(4, ['accepted'])).verdict).toBe('inconclusive');
    const unlearned = story();
    for (let i = 0; i < 6; i++) repeated(unlearned, i, ['accepted', 'accepted']);
    expect(verdictOn('effects-once', unlearned)).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringContaining('expects.replies'),
    });
  });

  test('uses the stated number of answers where nothing was learned', () => {
    const run = story({ expects: { replies: 1 } });
    for (let i = 0; i < 6; i++) repeated(run, i, ['accepted', 'accepted']);
    expect(verdictOn('effects-once', run).verdict).toBe('fail');
  });
});
