import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { type Sending, story, user } from './story.js';

function calls(...sendings: readonly Sending[]) {
  const run = story();
  for (const [i, sending] of sendings.entries()) run.sends(user(i), 1_000 + i * 100, sending);
  return run;
}

const living = (number: number): Sending[] => Array(number).fill({ version: 'v25.0' });
const UNKNOWN = { code: 2500, title: 'Unknown path components', retry: 'after-fix', definite: true } as const;

describe('uses-living-version', () => {
  test('passes living versions, and remarks calls without one', () => {
    expect(verdictOn('uses-living-version', calls(...living(6)))).toMatchObject({
      verdict: 'pass',
      figure: '0 of 6 calls',
    });
    expect(verdictOn('uses-living-version', calls(...living(6), {})).sentence).toContain('1 call named no version');
  });

  test('fails an expired version, and says which', () => {
    const verdict = verdictOn('uses-living-version', calls(...living(6), { version: 'v17.0', servedBy: 'v21.0' }));
    expect(verdict).toMatchObject({ verdict: 'fail', sentence: expect.stringContaining('v17.0 (served by v21.0)') });
    expect(verdict.findings).toHaveLength(1);
  });

  test('fails a version that Graph does not know, not a path that it does not know', () => {
    const refused: Sending = { fate: 'invalid', error: UNKNOWN };
    expect(verdictOn('uses-living-version', calls({ ...refused, version: 'v99.0' })).verdict).toBe('fail');
    const strayed = calls(...living(6), { ...refused, version: 'v25.0' });
    expect(verdictOn('uses-living-version', strayed).verdict).toBe('pass');
  });

  test('does not hold against a running process that its version expired meanwhile', () => {
    const run = calls(...living(6), { version: 'v25.0', servedBy: 'v26.0' });
    run.tell(1_550, { kind: 'fault.fired', fault: 'version.expire#2', what: 'v25.0 expired' });
    expect(verdictOn('uses-living-version', run)).toMatchObject({
      verdict: 'pass',
      sentence: expect.stringContaining('1 call came after the version had expired in the run'),
    });
  });

  test('is inconclusive on few calls, and where the version expired before the first', () => {
    expect(verdictOn('uses-living-version', calls(...living(4))).verdict).toBe('inconclusive');
    const run = calls(...Array(6).fill({ version: 'v25.0', servedBy: 'v26.0' }));
    run.tell(500, { kind: 'fault.fired', fault: 'version.expire#2', what: 'v25.0 expired' });
    expect(verdictOn('uses-living-version', run).verdict).toBe('inconclusive');
  });
});
