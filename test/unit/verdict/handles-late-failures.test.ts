import { describe, expect, test } from 'vitest';
import { type Wamid, wamid } from '../../../core/ids.js';
import { verdictOn } from './judging.js';
import { phase } from './phases.js';
import { type Sending, type Story, story, user } from './story.js';
import { calmTalks } from './subjects.js';

const scene = () => {
  const run = story({
    phases: [phase(0, 10_000), phase(10_000, 30_000, { 'graph.late-failure': {} }), phase(30_000, 60_000)],
  });
  calmTalks(run);
  return run;
};

/** A message of user `nth` is answered, the answer is accepted and fails a second later, which the subject is told. */
function failsLate(run: Story, nth: number, code = 131026, sending: Sending = {}): { message: Wamid; known: number } {
  const at = 12_000 + nth * 500;
  const who = user(30 + nth);
  const message = run.writes(who, at);
  run.delivers(message, at + 5);
  const sent = wamid(`wamid.LATE${nth}`);
  run.sends(who, at + 50, { answers: message, message: sent, faults: ['graph.late-failure#2'], ...sending });
  const error = { code, title: `error ${code}`, retry: 'never', definite: true } as const;
  run.tell(at + 1_000, { kind: 'status.reached', message: sent, user: who, status: 'failed', error });
  const post = { delivery: 9_000 + nth, attempt: 1, carries: 'status', signature: 'valid', message: sent } as const;
  const delivered = run.tell(at + 1_010, { kind: 'webhook.sent', ...post, status: 'failed', user: who });
  const answered = run.tell(at + 1_020, { kind: 'webhook.answered', ...post, status: 200, ms: 10, sent: 0 });
  answered.answersDelivery = delivered;
  return { message, known: at + 1_020 };
}

describe('handles-late-failures', () => {
  test('passes when what failed late is left alone', () => {
    const run = scene();
    for (let i = 0; i < 4; i++) failsLate(run, i, [131026, 131049, 130472][i % 3]);
    expect(verdictOn('handles-late-failures', run)).toMatchObject({
      verdict: 'pass',
      figure: '0 of 4 late failures sent again',
    });
  });

  test.each([131026, 131049, 130472])('fails when the same is sent again after %i', (code) => {
    const run = scene();
    const { message, known } = failsLate(run, 0, code);
    for (const wait of [300, 3_000]) run.sends(user(30), known + wait, { answers: message });
    const verdict = verdictOn('handles-late-failures', run);
    expect(verdict.verdict).toBe('fail');
    expect(verdict.findings[0]?.sentence).toContain(
      `with ${code} error ${code}, and the same was sent again 2 times, first 300 ms after the subject knew`,
    );
  });

  test('finds it also where sends name no message', () => {
    const run = scene();
    const { known } = failsLate(run, 0, 131026, { answers: undefined });
    run.sends(user(30), known + 2_000);
    expect(verdictOn('handles-late-failures', run).verdict).toBe('fail');
  });

  test('allows another content, an answer to a later message, and a transient failure sent again', () => {
    const run = scene();
    for (let i = 0; i < 3; i++) failsLate(run, i);
    const first = failsLate(run, 3);
    run.sends(user(33), first.known + 300, { answers: first.message, digest: 'template' });
    const second = failsLate(run, 4, 131026, { answers: undefined });
    run.delivers(run.writes(user(34), second.known + 500), second.known + 505);
    run.sends(user(34), second.known + 600);
    const third = failsLate(run, 5, 131000);
    run.sends(user(35), third.known + 2_000, { answers: third.message });
    expect(verdictOn('handles-late-failures', run)).toMatchObject({
      verdict: 'pass',
      figure: '0 of 5 late failures sent again',
    });
  });

  test('allows 131049 again after a day of the platform, and 131026 never', () => {
    const resentTheNextDay = (code: number) => {
      const run = scene();
      for (let i = 0; i < 3; i++) failsLate(run, i);
      const { message, known } = failsLate(run, 3, code);
      run.tell(known + 1_000, { kind: 'clock.advanced', byMs: 86_400_000, platformTime: 0 });
      run.sends(user(33), known + 2_000, { answers: message });
      return verdictOn('handles-late-failures', run).verdict;
    };
    expect(resentTheNextDay(131049)).toBe('pass');
    expect(resentTheNextDay(131026)).toBe('fail');
  });

  test('does not judge where a second delivery or a lost answer explains the second send', () => {
    const run = scene();
    for (let i = 0; i < 3; i++) failsLate(run, i);
    const twice = failsLate(run, 3);
    run.delivers(twice.message, twice.known + 100);
    run.sends(user(33), twice.known + 150, { answers: twice.message });
    const lost = failsLate(run, 4, 131026, { fate: 'lost' });
    run.sends(user(34), lost.known + 150, { answers: lost.message });
    expect(verdictOn('handles-late-failures', run)).toMatchObject({
      verdict: 'pass',
      figure: '0 of 3 late failures sent again',
    });
  });

  test('is inconclusive on few of them', () => {
    const run = scene();
    for (let i = 0; i < 2; i++) failsLate(run, i);
    expect(verdictOn('handles-late-failures', run).verdict).toBe('inconclusive');
  });
});
