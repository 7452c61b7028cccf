import { describe, expect, test } from 'vitest';
import { waId, wamid } from '../../../core/ids.js';
import { verdictOn } from './judging.js';
import { type Delivering, story } from './story.js';
import { calmTalks } from './subjects.js';

const KINDS = ['missing', 'wrong-secret', 'tampered-body'] as const;

/** One forged delivery of each kind; decoys are named in the order of delivery. */
function forged(how: Delivering, kinds: readonly Delivering['signature'][] = KINDS) {
  const run = story();
  for (const [index, signature] of kinds.entries()) {
    run.delivers(wamid(`wamid.FORGED${index}`), 2_000 + index * 500, { ...how, ...(signature ? { signature } : {}) });
  }
  calmTalks(run);
  return run;
}

const DECOY = waId('15550191');

describe('verifies-signature', () => {
  test('passes when forgeries are refused', () => {
    expect(verdictOn('verifies-signature', forged({ status: 401 }))).toMatchObject({
      verdict: 'pass',
      sentence: 'All 3 forged deliveries were refused.',
    });
  });

  test('passes with a remark when they are answered 2xx and ignored', () => {
    const { verdict, sentence } = verdictOn('verifies-signature', forged({ status: 200 }));
    expect(verdict).toBe('pass');
    expect(sentence).toContain('3 of 3 forged deliveries were answered 2xx but had no effect');
  });

  test('fails a send to the decoy, even a refused one', () => {
    const run = forged({ status: 200 });
    run.sends(DECOY, 2_100, { fate: 'throttled' });
    const { verdict, findings, sentence } = verdictOn('verifies-signature', run);
    expect(verdict).toBe('fail');
    expect(sentence).toContain('forged deliveries (missing)');
    expect(findings[0]?.sentence).toContain('forged message wamid.FORGED0 of decoy +15550191 (signature: missing)');
  });

  test('fails an answer to the forged message and marking it as read', () => {
    const answered = forged({ status: 401 });
    answered.sends(waId('15550100001'), 2_600, { answers: wamid('wamid.FORGED1') });
    expect(verdictOn('verifies-signature', answered).verdict).toBe('fail');
    const read = forged({ status: 401 });
    read.sends(undefined, 3_100, { action: 'mark-read', answers: wamid('wamid.FORGED2'), fate: 'invalid' });
    expect(verdictOn('verifies-signature', read)).toMatchObject({
      verdict: 'fail',
      findings: [{ sentence: expect.stringContaining('marked it as read') }],
    });
  });

  test('fails when genuine deliveries are taken for forged, and not when some fail otherwise', () => {
    const refusing = (number: number, status: number) => {
      const run = forged({ status: 401 });
      for (let i = 0; i < number; i++) run.delivers(run.writes(waId('1'), 6_000 + i), 6_010 + i, { status });
      return verdictOn('verifies-signature', run);
    };
    expect(refusing(3, 401)).toMatchObject({
      verdict: 'fail',
      figure: '3 of 15 genuine deliveries refused as forged',
      sentence: expect.stringContaining('over other bytes than were sent'),
      findings: [{ sentence: expect.stringContaining('signed rightly') }, {}, {}],
    });
    expect(refusing(4, 403).verdict).toBe('fail');
    expect(refusing(2, 401).verdict).toBe('pass');
    expect(refusing(5, 500).verdict).toBe('pass');
  });

  test('is inconclusive when a kind was not tried or not answered', () => {
    expect(verdictOn('verifies-signature', forged({ status: 401 }, ['missing', 'wrong-secret']))).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringContaining('tampered-body'),
    });
    expect(verdictOn('verifies-signature', forged({ status: null })).verdict).toBe('inconclusive');
    expect(verdictOn('verifies-signature', story()).verdict).toBe('inconclusive');
  });

  test('is inconclusive when nothing genuine is accepted, or has an effect', () => {
    const refusing = story();
    for (const signature of KINDS) refusing.delivers(wamid(`wamid.F-${signature}`), 2_000, { signature, status: 401 });
    refusing.delivers(refusing.writes(waId('1'), 100), 110, { status: 500 });
    expect(verdictOn('verifies-signature', refusing).verdict).toBe('inconclusive');
    const mute = story();
    for (const signature of KINDS) mute.delivers(wamid(`wamid.F-${signature}`), 2_000, { signature });
    for (let i = 0; i < 5; i++) mute.delivers(mute.writes(waId('1'), 100 + i), 110 + i);
    expect(verdictOn('verifies-signature', mute).verdict).toBe('inconclusive');
  });
});

describe('verifies-subscription', () => {
  function handshakes(right: [number | undefined, boolean], wrong: [number, boolean], missing: [number, boolean]) {
    const run = story();
    run.handshake('right-token', ...right);
    run.handshake('wrong-token', ...wrong);
    run.handshake('missing-token', ...missing);
    return run;
  }

  test('passes when only the right token is verified', () => {
    expect(verdictOn('verifies-subscription', handshakes([200, true], [403, false], [400, false])).verdict).toBe(
      'pass',
    );
  });

  test('passes when wrong tokens get 200 without the challenge, or the challenge with an error', () => {
    expect(verdictOn('verifies-subscription', handshakes([200, true], [200, false], [403, true])).verdict).toBe('pass');
  });

  test('forgives attempts before the subject was up', () => {
    const run = handshakes([200, true], [403, false], [403, false]);
    run.handshake('right-token', undefined, false);
    run.handshake('right-token', 503, false);
    expect(verdictOn('verifies-subscription', run).verdict).toBe('pass');
  });

  test.each([
    ['a wrong token', [200, true], [403, false]],
    ['a missing token', [403, false], [200, true]],
  ] as const)('fails when %s is verified', (_, wrong, missing) => {
    const { verdict, findings } = verdictOn('verifies-subscription', handshakes([200, true], [...wrong], [...missing]));
    expect(verdict).toBe('fail');
    expect(findings).toHaveLength(1);
    expect(findings[0]?.evidence).toHaveLength(1);
  });

  test('fails when the right token is not verified', () => {
    expect(verdictOn('verifies-subscription', handshakes([200, false], [403, false], [403, false]))).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringContaining('hub.challenge'),
    });
  });

  test('is inconclusive when a kind was not probed', () => {
    const run = story();
    run.handshake('right-token', 200, true);
    run.handshake('wrong-token', 403, false);
    expect(verdictOn('verifies-subscription', run)).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringContaining('missing-token'),
    });
  });
});
