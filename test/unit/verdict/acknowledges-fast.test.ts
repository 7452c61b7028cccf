import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { type Delivering, story, user } from './story.js';

/** `number` deliveries, all alike but for `others`. */
function deliveries(number: number, others: readonly Delivering[] = []) {
  const run = story();
  for (let i = 0; i < number; i++) run.delivers(run.writes(user(i), 100 + i * 50), 110 + i * 50, others[i] ?? {});
  return run;
}

describe('acknowledges-fast', () => {
  test('passes when deliveries are answered in time', () => {
    expect(verdictOn('acknowledges-fast', deliveries(30))).toMatchObject({
      verdict: 'pass',
      figure: 'p99 20 ms, 100 % of 30 within 1 s',
    });
  });

  test('takes any 2xx for an acknowledgement, and remarks that Meta documents 200 alone', () => {
    const run = deliveries(30, [{ status: 202 }, { status: 204 }]);
    expect(verdictOn('acknowledges-fast', run)).toMatchObject({
      verdict: 'pass',
      sentence:
        'Deliveries are acknowledged within 1 s. 2 were answered with another success than 200, as with 202: Meta documents that 200 alone ends a delivery.',
    });
  });

  test('forgives one late answer in a small sample', () => {
    expect(verdictOn('acknowledges-fast', deliveries(30, [{ ms: 1_500 }])).verdict).toBe('pass');
  });

  test('fails on late answers, the slowest first', () => {
    const { verdict, findings, sentence } = verdictOn(
      'acknowledges-fast',
      deliveries(30, [{ ms: 1_500 }, { ms: 2_500 }]),
    );
    expect(verdict).toBe('fail');
    expect(sentence).toContain('2 of 30 deliveries were not acknowledged within 1 s');
    expect(findings[0]?.sentence).toContain('was answered 200 after 2.5 s');
    expect(findings[0]?.evidence).toHaveLength(2);
  });

  test('takes the limit from the scenario', () => {
    const run = deliveries(30, [{ ms: 1_500 }, { ms: 1_500 }]);
    expect(verdictOn('acknowledges-fast', run, { p99: '2s' }).verdict).toBe('pass');
  });

  test('fails on a single delivery that was not answered until the timeout', () => {
    const run = deliveries(300, [{ status: null, ms: 10_000 }]);
    expect(verdictOn('acknowledges-fast', run)).toMatchObject({ verdict: 'fail' });
  });

  test('fails on a delivery that has no answer at all long after the timeout', () => {
    expect(verdictOn('acknowledges-fast', deliveries(300, [{ open: true }])).verdict).toBe('fail');
  });

  test('counts errors and refused connections as not acknowledged', () => {
    const run = deliveries(30, [{ status: 500 }, { status: null, problem: 'refused' }]);
    expect(verdictOn('acknowledges-fast', run)).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringContaining('2 were answered with an error or not accepted'),
    });
  });

  test('says where to look when genuine deliveries were taken for forged', () => {
    expect(
      verdictOn('acknowledges-fast', deliveries(30, [{ status: 401 }, { status: 403 }, { ms: 2_500 }])),
    ).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringMatching(/2 were refused as forged .* verifies-signature says more/),
    });
    expect(verdictOn('acknowledges-fast', deliveries(30, [{ status: 500 }, { status: 401 }])).sentence).toContain(
      'answer first, then do the work',
    );
  });

  test('does not judge forged deliveries, or those still open at the end', () => {
    const run = deliveries(30);
    for (let i = 0; i < 5; i++) {
      run.delivers(run.writes(user(90), 59_000), 59_900, { open: true });
      run.delivers(run.writes(user(91), 5_000), 5_000, { signature: 'missing', status: 401, ms: 4_000 });
    }
    expect(verdictOn('acknowledges-fast', run).verdict).toBe('pass');
  });

  test('is inconclusive on few deliveries', () => {
    expect(verdictOn('acknowledges-fast', deliveries(19, [{ ms: 3_000 }, { ms: 3_000 }]))).toMatchObject({
      verdict: 'inconclusive',
      figure: '19 deliveries',
    });
  });
});
