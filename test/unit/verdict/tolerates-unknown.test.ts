import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { type Delivering, story, user } from './story.js';
import { calmTalks, talk } from './subjects.js';

const CHECK = 'tolerates-unknown';

/** 20 usual conversations, then `number` messages with something unknown, each treated in the same way. */
function withUnknown(variant: string, how: Delivering & { answered?: boolean }, number = 6) {
  const run = story();
  calmTalks(run, 20);
  for (let i = 0; i < number; i++) {
    const message = run.writes(user(40 + i), 12_000 + i * 500);
    run.delivers(message, 12_005 + i * 500, { ...how, variant });
    if (how.answered ?? true) run.sends(user(40 + i), 12_100 + i * 500, { answers: message });
  }
  return run;
}

describe(CHECK, () => {
  test('passes when what is unknown is acknowledged, and answered where something is asked', () => {
    expect(verdictOn(CHECK, withUnknown('unknown-member', {}))).toMatchObject({
      verdict: 'pass',
      figure: '0 of 6 refused, 0 of 6 not answered',
    });
    expect(verdictOn(CHECK, withUnknown('unknown-type', { answered: false })).verdict).toBe('pass');
    const events = story();
    calmTalks(events, 20);
    for (let i = 0; i < 6; i++) events.announces('brand_new_field', 12_000 + i, { variant: 'unknown-event' });
    expect(verdictOn(CHECK, events).verdict).toBe('pass');
  });

  test.each(['unknown-member', 'unknown-type'])('fails when %s is answered 500', (variant) => {
    const { verdict, sentence, findings } = verdictOn(CHECK, withUnknown(variant, { status: 500, answered: false }));
    expect(verdict).toBe('fail');
    expect(sentence).toContain('6 deliveries with something unknown were not answered 2xx');
    expect(findings[0]?.sentence).toContain(`(${variant}), delivered at 12.0 s, was answered 500`);
  });

  test('fails when unknown events are refused', () => {
    const run = story();
    calmTalks(run, 20);
    for (let i = 0; i < 6; i++) run.announces('brand_new_field', 12_000 + i, { variant: 'unknown-event', status: 500 });
    expect(verdictOn(CHECK, run)).toMatchObject({
      verdict: 'fail',
      findings: expect.arrayContaining([
        expect.objectContaining({ sentence: expect.stringContaining('brand_new_field') }),
      ]),
    });
  });

  test('fails when messages with an unknown member are acknowledged and left without an answer', () => {
    const { verdict, figure } = verdictOn(CHECK, withUnknown('unknown-member', { answered: false }));
    expect({ verdict, figure }).toEqual({ verdict: 'fail', figure: '0 of 6 refused, 6 of 6 not answered' });
  });

  test('fails when the process dies of it, not when a fault or the harness ends it', () => {
    const dying = (exit: { expected?: boolean; fault?: string }, at = 12_600) => {
      const run = withUnknown('unknown-type', { answered: false });
      run.tell(at, { kind: 'subject.exited', code: 1, signal: null, expected: false, ...exit });
      return verdictOn(CHECK, run);
    };
    expect(dying({})).toMatchObject({ verdict: 'fail', sentence: expect.stringContaining('died of it 1 time') });
    expect(dying({ fault: 'subject.kill#1' }).verdict).not.toBe('fail');
    expect(dying({ expected: true }).verdict).toBe('pass');
    expect(dying({}, 14_600).verdict).toBe('pass');
  });

  test('does not accuse a subject that is overloaded or forgetful in general', () => {
    const overloaded = withUnknown('unknown-type', { status: 503, answered: false });
    for (let i = 0; i < 20; i++) overloaded.delivers(overloaded.writes(user(60 + i), 12_000), 12_010, { status: 503 });
    expect(verdictOn(CHECK, overloaded).verdict).toBe('inconclusive');
    const forgetful = story({ expects: { replies: 1 } });
    for (let i = 0; i < 20; i++) {
      const message = forgetful.writes(user(i), 12_000);
      forgetful.delivers(message, 12_010, i < 6 ? { variant: 'unknown-member' } : {});
      if (i % 2 === 0) forgetful.sends(user(i), 12_100, { answers: message });
    }
    expect(verdictOn(CHECK, forgetful).verdict).toBe('inconclusive');
  });

  test('does not accuse for a single accident', () => {
    const run = withUnknown('unknown-member', {});
    run.delivers(run.writes(user(50), 16_000), 16_005, { variant: 'unknown-type', status: 500 });
    expect(verdictOn(CHECK, run).verdict).toBe('inconclusive');
  });

  test('is inconclusive without enough of the unknown, and when nothing is worked on after it', () => {
    expect(verdictOn(CHECK, withUnknown('unknown-type', { answered: false }, 4)).verdict).toBe('inconclusive');
    const stuck = withUnknown('unknown-type', { answered: false });
    for (let i = 0; i < 6; i++) stuck.delivers(stuck.writes(user(60 + i), 20_000), 20_005);
    expect(verdictOn(CHECK, stuck)).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringContaining('no message was worked on any more'),
    });
    talk(stuck, user(70), 21_000);
    expect(verdictOn(CHECK, stuck).verdict).toBe('pass');
  });
});
