import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { type Sending, type Story, story, user } from './story.js';

/** Calls every `apart` ms, each over the connection that `connection` names. */
function calls(number: number, connection: (nth: number) => number | undefined, apart = 500): Story {
  const run = story();
  for (let i = 0; i < number; i++) run.sends(user(i), 1_000 + i * apart, { connection: connection(i) });
  return run;
}

describe('reuses-connections', () => {
  test('passes one connection, and a pool', () => {
    expect(
      verdictOn(
        'reuses-connections',
        calls(40, () => 1),
      ),
    ).toMatchObject({
      verdict: 'pass',
      figure: '40.0 calls per connection, 0 of 39 calls opened one beside an idle one',
    });
    expect(
      verdictOn(
        'reuses-connections',
        calls(60, (nth) => 1 + (nth % 3)),
      ).verdict,
    ).toBe('pass');
  });

  test('fails a connection for each call', () => {
    const verdict = verdictOn(
      'reuses-connections',
      calls(40, (nth) => nth + 1),
    );
    expect(verdict).toMatchObject({ verdict: 'fail', figure: expect.stringContaining('1.0 calls per connection') });
    expect(verdict.findings[0]?.sentence).toContain('although connection 1 had been free for 400 ms');
  });

  test('does not count connections that died of old age or were all busy', () => {
    expect(
      verdictOn(
        'reuses-connections',
        calls(19, (nth) => nth + 1, 3_000),
      ).verdict,
    ).toBe('inconclusive');
    const burst = story();
    let connection = 0;
    for (let round = 0; round < 8; round++) {
      for (let i = 0; i < 30; i++) burst.sends(user(i), 1_000 + round * 6_000, { connection: ++connection, ms: 300 });
    }
    expect(verdictOn('reuses-connections', burst)).toMatchObject({ verdict: 'inconclusive' });
  });

  test('does not count connections that a fault broke, or that died with their process', () => {
    const broken = story();
    const ends: Sending[] = [{ fate: 'reset' }, { fate: 'lost' }, { fate: 'down' }];
    for (let i = 0; i < 60; i++) broken.sends(user(i), 1_000 + i * 500, { connection: i + 1, ...ends[i % 3] });
    expect(verdictOn('reuses-connections', broken).verdict).toBe('inconclusive');

    const killed = story();
    for (let i = 0; i < 60; i++) {
      killed.sends(user(i), 1_000 + i * 500, { connection: Math.ceil((i + 1) / 3) });
      if (i % 3 === 2)
        killed.tell(1_300 + i * 500, { kind: 'subject.exited', code: null, signal: 'SIGKILL', expected: false });
    }
    expect(verdictOn('reuses-connections', killed).verdict).toBe('pass');
  });

  test('is inconclusive when connections are not known, and near the limit', () => {
    expect(
      verdictOn(
        'reuses-connections',
        calls(40, () => undefined),
      ).verdict,
    ).toBe('inconclusive');
    expect(
      verdictOn(
        'reuses-connections',
        calls(41, (nth) => Math.floor(nth / 6)),
      ).verdict,
    ).toBe('inconclusive');
  });
});
