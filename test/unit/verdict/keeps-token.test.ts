import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { loadUntil, phase } from './phases.js';
import { type Sending, type Story, story, user } from './story.js';
import { calmTalks } from './subjects.js';

const DEAD: Sending = {
  fate: 'refused',
  injected: false,
  ms: 5,
  error: { code: 190, subcode: 463, title: 'Access token has expired', retry: 'after-fix', definite: true },
};

const EXPIRED = 12_000;
const ISSUED = 22_000;

/** The token expires at 12 s and is issued anew at 22 s, unless told otherwise; eight messages a second until 40 s or so. */
function expiry({ issued = true, untilMs = 40_000 } = {}): Story {
  const run = story({
    phases: [phase(0, 10_000), phase(10_000, 25_000, { 'token.expire': {} }), phase(25_000, untilMs + 20_000)],
    load: loadUntil(untilMs),
  });
  calmTalks(run);
  run.tell(EXPIRED, { kind: 'fault.fired', fault: 'token.expire#2', what: 'expired' });
  run.tell(EXPIRED, { kind: 'token.changed', change: 'expired' });
  if (issued) run.tell(ISSUED, { kind: 'token.changed', change: 'issued' });
  for (let at = 12_000; at < untilMs; at += 125) run.delivers(run.writes(user(at), at), at + 5);
  return run;
}

function calls(run: Story, fromMs: number, toMs: number, ratePerSecond: number, sending: Sending = DEAD): void {
  for (let at = fromMs; at < toMs; at += 1_000 / ratePerSecond) run.sends(user(Math.round(at)), at + 20, sending);
}

describe('keeps-token', () => {
  test('passes when calls stop, but for probes, and the new token is used', () => {
    const run = expiry();
    calls(run, EXPIRED, EXPIRED + 1_000, 8);
    calls(run, EXPIRED + 1_000, ISSUED, 0.5);
    calls(run, ISSUED + 500, 40_000, 8, {});
    expect(verdictOn('keeps-token', run)).toMatchObject({
      verdict: 'pass',
      sentence: 'After 190 calls stopped, and 520 ms after a new token was issued it was in use.',
    });
  });

  test('fails hammering with a dead token', () => {
    const run = expiry();
    calls(run, EXPIRED, ISSUED, 16);
    calls(run, ISSUED, 40_000, 8, {});
    const verdict = verdictOn('keeps-token', run);
    expect(verdict).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringContaining('went on with the dead token'),
    });
    expect(verdict.findings).toHaveLength(1);
  });

  test('fails when each new message still makes one call with it', () => {
    const run = expiry();
    calls(run, EXPIRED, ISSUED, 8);
    calls(run, ISSUED, 40_000, 8, {});
    expect(verdictOn('keeps-token', run).verdict).toBe('fail');
  });

  test('fails when the dead token is used long after the new one was issued', () => {
    const run = expiry();
    calls(run, EXPIRED, EXPIRED + 500, 4);
    calls(run, ISSUED + 2_000, 40_000, 8);
    expect(verdictOn('keeps-token', run)).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringContaining('still calls with the dead one'),
    });
  });

  test('does not accuse a subject that stops and never takes the new token up', () => {
    const run = expiry();
    calls(run, EXPIRED, EXPIRED + 500, 4);
    expect(verdictOn('keeps-token', run)).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringContaining('perhaps the subject must be started anew'),
    });
  });

  test('fails a subject that takes a passing 5xx for a dead token', () => {
    const run = expiry({ untilMs: 100_000 });
    calls(run, 14_000, 14_200, 5, { fate: 'down', ms: 400 });
    // It had begun before the subject gave up.
    run.sends(user(77), 14_300, { fate: 'refused', injected: false, ms: 5 });
    expect(verdictOn('keeps-token', run)).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringContaining('Only 190 says that the token is dead'),
    });
  });

  test('does not accuse a breaker that stays open for half a minute after a passing 5xx', () => {
    const run = expiry();
    calls(run, 14_000, 14_200, 5, { fate: 'down', ms: 5 });
    expect(verdictOn('keeps-token', run).verdict).toBe('inconclusive');
  });

  test('is inconclusive without an expiry, without calls with a dead token, and without a new one', () => {
    const calm = story();
    calmTalks(calm);
    expect(verdictOn('keeps-token', calm).sentence).toBe('The token never expired in this run.');
    expect(verdictOn('keeps-token', expiry()).sentence).toBe('The token expired, but no call was made with it.');
    const silent = expiry();
    silent.sends(user(90), 11_000, { fate: 'down' });
    calls(silent, ISSUED + 500, 40_000, 8, {});
    expect(verdictOn('keeps-token', silent)).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringContaining('The last call before met HTTP 503, and none followed'),
    });
    const kept = expiry({ issued: false });
    calls(kept, EXPIRED, EXPIRED + 500, 4);
    expect(verdictOn('keeps-token', kept)).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringContaining('No new token was issued'),
    });
  });
});
