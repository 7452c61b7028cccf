import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { phase } from './phases.js';
import { type Delivering, type Fate, story, user } from './story.js';

interface Scene {
  /** How the subject acknowledges the nth message of the trouble. */
  during: (nth: number) => Delivering;
  /** How long the calls take there, and how they end. */
  took?: number;
  fate?: Fate;
  number?: number;
  faults?: Record<string, Record<string, unknown>>;
  calm?: Delivering;
}

function scene({ during, took = 3_000, fate = 'accepted', number = 30, faults, calm = {} }: Scene) {
  const run = story({
    phases: [
      phase(0, 10_000),
      phase(10_000, 30_000, faults ?? { 'graph.latency': { value: took } }),
      phase(30_000, 60_000),
    ],
  });
  for (let i = 0; i < 30 + number; i++) {
    const isCalm = i < 30;
    const at = isCalm ? 100 + i * 300 : 10_500 + (i - 30) * 300;
    const message = run.writes(user(i), at);
    run.delivers(message, at, isCalm ? calm : during(i - 30));
    run.sends(user(i), at + 10, { answers: message, ms: isCalm ? 200 : took, ...(isCalm ? {} : { fate }) });
  }
  return run;
}

describe('acknowledges-independently', () => {
  test('passes when answers stay as fast', () => {
    expect(verdictOn('acknowledges-independently', scene({ during: () => ({ ms: 25 }) }))).toMatchObject({
      verdict: 'pass',
      figure: 'median 20 ms in the calm, 25 ms while Graph was in trouble',
    });
  });

  test('does not accuse what a busy machine does to answers', () => {
    const busy = scene({ during: (nth) => ({ ms: 60 + (nth % 7) * 25 }) });
    expect(verdictOn('acknowledges-independently', busy).verdict).toBe('pass');
    const slower = scene({ during: () => ({ ms: 700 }) });
    expect(verdictOn('acknowledges-independently', slower).verdict).toBe('pass');
  });

  test('fails when the answer waits for Graph', () => {
    const verdict = verdictOn(
      'acknowledges-independently',
      scene({ during: () => ({ ms: 3_010 }), calm: { ms: 210 } }),
    );
    expect(verdict).toMatchObject({
      verdict: 'fail',
      figure: 'median 210 ms in the calm, 3.01 s while Graph was in trouble',
    });
    expect(verdict.findings[0]?.sentence).toContain('while Graph was in trouble, was answered 200 after 3.01 s');
  });

  test('fails when a part of the deliveries waits, or is answered with Graph’s failure', () => {
    const part = scene({ during: (nth) => ({ ms: nth % 3 === 0 ? 20 : 2_000 }) });
    expect(verdictOn('acknowledges-independently', part).verdict).toBe('fail');
    const passedOn = scene({ during: () => ({ status: 500 }), fate: 'down', took: 5, faults: { 'graph.outage': {} } });
    expect(verdictOn('acknowledges-independently', passedOn).verdict).toBe('fail');
  });

  test('is inconclusive when it cannot have shown: Graph failed at once, and the subject works before it answers', () => {
    const fast = { fate: 'down', took: 5, faults: { 'graph.outage': {} } } as const;
    const synchronous = scene({ during: () => ({ ms: 15 }), calm: { ms: 230 }, ...fast });
    expect(verdictOn('acknowledges-independently', synchronous).verdict).toBe('inconclusive');
    expect(verdictOn('acknowledges-independently', scene({ during: () => ({ ms: 15 }), ...fast })).verdict).toBe(
      'pass',
    );
  });

  test('is inconclusive on few deliveries, where Graph was well, and where more was disturbed', () => {
    expect(verdictOn('acknowledges-independently', scene({ during: () => ({ ms: 3_000 }), number: 15 })).verdict).toBe(
      'inconclusive',
    );
    expect(verdictOn('acknowledges-independently', scene({ during: () => ({ ms: 3_000 }), took: 300 })).verdict).toBe(
      'inconclusive',
    );
    const killed = { 'graph.latency': { value: 3_000 }, 'subject.kill': {} };
    expect(
      verdictOn('acknowledges-independently', scene({ during: () => ({ ms: 3_000 }), faults: killed })).verdict,
    ).toBe('inconclusive');
    const few = scene({ during: (nth) => ({ ms: nth < 3 ? 3_000 : 20 }) });
    expect(verdictOn('acknowledges-independently', few).verdict).toBe('inconclusive');
  });
});
