import { describe, expect, test } from 'vitest';
import { waId, wamid } from '../../../core/ids.js';
import { verdictOn } from './judging.js';
import { story, user } from './story.js';
import { calmTalks } from './subjects.js';

function calmly(talks = 12) {
  const run = story();
  run.delivers(wamid('wamid.FORGED'), 50, { signature: 'missing' });
  calmTalks(run, talks);
  return run;
}

describe('sends-valid', () => {
  test('passes when errors were injected, transient, or about the recipient', () => {
    const run = calmly();
    run.sends(user(1), 12_000, { fate: 'refused' });
    run.sends(user(2), 12_100, { fate: 'down', injected: false });
    const undeliverable = { code: 131026, title: 'Message undeliverable', retry: 'never', definite: true } as const;
    run.sends(user(3), 12_200, { fate: 'invalid', error: undeliverable });
    expect(verdictOn('sends-valid', run)).toMatchObject({ verdict: 'pass', figure: '0 of 15 calls' });
  });

  test('fails a malformed send, and names the error and the call', () => {
    const run = calmly();
    run.sends(user(1), 12_000, { fate: 'invalid' });
    run.sends(user(2), 12_100, { fate: 'invalid' });
    const { verdict, sentence, findings } = verdictOn('sends-valid', run);
    expect(verdict).toBe('fail');
    expect(sentence).toContain('2 calls of 14 were refused for their own fault: 131009 error 131009 (2)');
    expect(findings[0]?.sentence).toMatch(/^a text to \+15550100001 at 12\.0 s was refused with HTTP 400/);
  });

  test('fails a call that is no send', () => {
    const run = calmly();
    run.sends(undefined, 12_000, { fate: 'invalid', action: 'other', route: 'GET /{phone-number-id}' });
    expect(verdictOn('sends-valid', run).verdict).toBe('fail');
  });

  test('does not blame the subject for what waproof lacks, for a forged message, or for a connection that broke', () => {
    const run = calmly();
    run.sends(user(1), 12_000, { fate: 'invalid', simulated: false });
    run.sends(undefined, 12_100, { fate: 'invalid', action: 'mark-read', answers: wamid('wamid.FORGED') });
    run.sends(waId('15550191'), 12_200, { fate: 'invalid' });
    run.sends(user(1), 12_300, { fate: 'invalid', answer: 'lost', outcome: 'unknown' });
    expect(verdictOn('sends-valid', run).verdict).toBe('pass');
  });

  test('does not blame the subject for what a fault of the platform brought about, unless it did not strike', () => {
    const run = calmly();
    const expired = { code: 190, title: 'Expired', retry: 'after-fix', definite: true } as const;
    run.sends(user(1), 12_000, { fate: 'invalid', error: expired });
    expect(verdictOn('sends-valid', run).verdict).toBe('fail');
    run.tell(11_000, { kind: 'fault.fired', fault: 'token.expire#4', what: 'the token expired' });
    expect(verdictOn('sends-valid', run).verdict).toBe('pass');
  });

  test('is inconclusive on few calls', () => {
    const run = calmly(8);
    run.sends(user(1), 12_000, { fate: 'invalid' });
    expect(verdictOn('sends-valid', run).verdict).toBe('inconclusive');
  });
});
