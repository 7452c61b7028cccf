import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { loadUntil, phase } from './phases.js';
import { type Sending, type Story, story, user } from './story.js';
import { calmTalks } from './subjects.js';

const OUTAGE: Sending = { fate: 'down', faults: ['graph.outage#2'], ms: 5 };

/** An outage from 10 s to `toMs` in which eight messages a second arrive. */
function outage(toMs: number, parameters: Record<string, unknown> = {}): Story {
  const run = story({
    phases: [phase(0, 10_000), phase(10_000, toMs, { 'graph.outage': parameters }), phase(toMs, 60_000)],
    load: loadUntil(40_000),
  });
  calmTalks(run);
  for (let at = 10_000; at < toMs; at += 125) run.delivers(run.writes(user(at), at), at + 5);
  return run;
}

/** Calls at this rate per second over the stretch. */
function calls(run: Story, fromMs: number, toMs: number, ratePerSecond: number): void {
  for (let at = fromMs; at < toMs; at += 1_000 / ratePerSecond) run.sends(user(Math.round(at)), at + 20, OUTAGE);
}

describe('opens-circuit', () => {
  test('passes when calls decay to probes', () => {
    const run = outage(20_000);
    calls(run, 10_000, 12_000, 8);
    calls(run, 12_000, 20_000, 0.5);
    expect(verdictOn('opens-circuit', run)).toMatchObject({
      verdict: 'pass',
      figure: '0.5 calls/s late in the outage, 8 calls/s at its beginning, 8 calls/s asked for',
    });
  });

  test('fails when calls go on at the rate of the load, whatever the waits of each', () => {
    const run = outage(20_000);
    calls(run, 10_000, 20_000, 10);
    const verdict = verdictOn('opens-circuit', run);
    expect(verdict).toMatchObject({ verdict: 'fail', sentence: expect.stringContaining('The circuit stayed closed') });
    expect(verdict.findings[0]?.sentence).toContain('in the outage from 10.0 s to 20.0 s');
  });

  test('is inconclusive in between', () => {
    const run = outage(20_000);
    calls(run, 10_000, 20_000, 3.6);
    expect(verdictOn('opens-circuit', run).verdict).toBe('inconclusive');
  });

  test('does not judge short outages, partial ones, or those in which nothing was asked for', () => {
    const short = outage(15_000);
    calls(short, 10_000, 15_000, 10);
    expect(verdictOn('opens-circuit', short)).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringContaining('this run has only shorter ones'),
    });
    const partial = outage(20_000, { probability: 0.5 });
    calls(partial, 10_000, 20_000, 10);
    expect(verdictOn('opens-circuit', partial).verdict).toBe('inconclusive');
    const limited = outage(40_000, { after: 2_000, for: 4_000 });
    calls(limited, 10_000, 40_000, 10);
    expect(verdictOn('opens-circuit', limited).verdict).toBe('inconclusive');
    const idle = story({ phases: [phase(0, 10_000), phase(10_000, 30_000, { 'graph.outage': {} })] });
    calmTalks(idle);
    calls(idle, 10_000, 30_000, 5);
    expect(verdictOn('opens-circuit', idle)).toMatchObject({ verdict: 'inconclusive' });
  });
});
