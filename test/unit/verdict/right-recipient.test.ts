import { describe, expect, test } from 'vitest';
import { waId, wamid } from '../../../core/ids.js';
import { verdictOn } from './judging.js';
import { story, user } from './story.js';
import { calmTalks, type Manner } from './subjects.js';

function calmly(manner: Manner = 'context') {
  const run = story();
  calmTalks(run, 12, manner);
  return run;
}

describe('right-recipient', () => {
  test.each(['context', 'callback', 'nothing'] as const)('passes answers to their authors, marked by %s', (manner) => {
    expect(verdictOn('right-recipient', calmly(manner))).toMatchObject({ verdict: 'pass', figure: '0 of 12 sends' });
  });

  test('fails an answer that names the message of another user', () => {
    const run = calmly();
    const message = run.writes(user(40), 5_000);
    run.delivers(message, 5_010);
    run.sends(user(3), 5_100, { answers: message });
    const { verdict, findings } = verdictOn('right-recipient', run);
    expect(verdict).toBe('fail');
    expect(findings).toHaveLength(1);
    expect(findings[0]?.sentence).toContain('to +15550100003 answers inbound wamid.IN13, which +15550100040 wrote');
  });

  test('fails a text that quotes the token of another user, whole tokens only', () => {
    const run = calmly('nothing');
    run.delivers(run.writes(user(40), 5_000, { token: '#A1-0001' }), 5_010);
    run.delivers(run.writes(user(41), 5_000, { token: '#A1-00012' }), 5_010);
    run.sends(user(41), 5_100, { text: 'About #A1-00012: soon', digest: 'a' });
    expect(verdictOn('right-recipient', run).verdict).toBe('pass');
    run.sends(user(41), 5_200, { text: 'About #A1-0001: soon', digest: 'b' });
    expect(verdictOn('right-recipient', run)).toMatchObject({ verdict: 'fail', figure: '1 of 14 sends' });
  });

  test('takes whoever a fault made up for somebody who wrote', () => {
    const run = calmly();
    const stranger = waId('15550187777');
    const sent = { delivery: 99, attempt: 1, carries: 'message', message: wamid('wamid.X'), user: stranger } as const;
    run.tell(5_000, { kind: 'webhook.sent', ...sent, signature: 'valid', variant: 'unknown-type' });
    run.sends(stranger, 5_100);
    expect(verdictOn('right-recipient', run).verdict).toBe('pass');
  });

  test('fails a send to a number that never wrote, or not yet', () => {
    const fixed = calmly('nothing');
    fixed.sends(waId('491701234567'), 5_000);
    expect(verdictOn('right-recipient', fixed)).toMatchObject({
      verdict: 'fail',
      findings: [{ sentence: expect.stringContaining('went to someone who had not written') }],
    });
    const early = calmly('nothing');
    early.sends(user(40), 5_000);
    early.delivers(early.writes(user(40), 6_000), 6_010);
    expect(verdictOn('right-recipient', early).verdict).toBe('fail');
  });

  test('leaves decoys to verifies-signature', () => {
    const run = story();
    run.delivers(wamid('wamid.FORGED'), 2_000, { signature: 'missing' });
    run.sends(waId('15550191'), 2_100);
    calmTalks(run);
    expect(verdictOn('right-recipient', run)).toMatchObject({ verdict: 'pass', figure: '0 of 12 sends' });
  });

  test('is inconclusive on few sends', () => {
    const run = story();
    calmTalks(run, 9);
    expect(verdictOn('right-recipient', run).verdict).toBe('inconclusive');
  });
});
