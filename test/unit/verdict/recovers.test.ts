import { describe, expect, test } from 'vitest';
import { verdictOn } from './judging.js';
import { loadUntil, phase } from './phases.js';
import { type Story, story, user } from './story.js';
import { talk } from './subjects.js';

const BEGINS = 10_000;
const ENDS = 20_000;

interface Manner {
  /** When a message of the outage is answered. */
  answered: (due: number, nth: number) => number | undefined;
  /** How long a message that is due after the outage takes. */
  later?: (due: number) => number | undefined;
  ratePerSecond?: number;
  loadEnds?: number;
}

/** Calm until 10 s, an outage until 20 s, calm again; messages come all the time. */
function run({ answered, later = () => 100, ratePerSecond = 4, loadEnds = 45_000 }: Manner): Story {
  const told = story({
    phases: [phase(0, BEGINS), phase(BEGINS, ENDS, { 'graph.outage': {} }), phase(ENDS, loadEnds)],
    load: loadUntil(loadEnds),
  });
  let nth = 0;
  for (let due = 0; due < loadEnds; due += 1_000 / ratePerSecond) {
    const who = user(nth++);
    const message = told.writes(who, due);
    told.delivers(message, due + 5);
    const end = due < BEGINS ? due + 100 : due < ENDS ? answered(due, nth) : addTo(due, later(due));
    if (end !== undefined) told.sends(who, end, { answers: message, ms: 50 });
  }
  return told;
}

const addTo = (due: number, ms: number | undefined) => (ms === undefined ? undefined : due + ms);

describe('recovers', () => {
  test('passes when pace is back and the backlog is worked off', () => {
    expect(verdictOn('recovers', run({ answered: (_, nth) => ENDS + 1_000 + nth * 60 }))).toMatchObject({
      verdict: 'pass',
      figure: '0 of 60 later messages slower than 1.15 s, 0 of 40 piled up still open, at most 21 sends in a second',
    });
  });

  test('allows slowness within the limit', () => {
    const slowAtFirst = run({
      answered: (_, nth) => ENDS + 2_000 + nth * 100,
      later: (due) => (due < ENDS + 9_500 ? 8_000 : 100),
    });
    expect(verdictOn('recovers', slowAtFirst).verdict).toBe('pass');
  });

  test('fails when messages stay slow, or are not answered any more', () => {
    const slow = verdictOn('recovers', run({ answered: () => ENDS + 5_000, later: () => 4_000 }));
    expect(slow).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringContaining('60 of 60 messages due more than 10 s later'),
    });
    expect(slow.findings[0]?.sentence).toContain('was answered after 4.05 s');
    expect(verdictOn('recovers', run({ answered: () => undefined, later: () => undefined })).verdict).toBe('fail');
  });

  test('fails when the backlog stays', () => {
    const stuck = run({ answered: (_, nth) => (nth % 2 === 0 ? undefined : ENDS + 3_000) });
    expect(verdictOn('recovers', stuck)).toMatchObject({
      verdict: 'fail',
      sentence: expect.stringContaining('that had piled up were not answered within 30 s'),
    });
  });

  test('leaves single lost messages to nothing-lost', () => {
    const one = run({ answered: (_, nth) => (nth === 50 ? undefined : ENDS + 1_000 + nth * 60) });
    expect(verdictOn('recovers', one).verdict).toBe('pass');
  });

  test('fails a thundering herd', () => {
    const herd = run({ answered: (_, nth) => ENDS + 1_000 + (nth % 100), ratePerSecond: 12 });
    const verdict = verdictOn('recovers', herd);
    expect(verdict).toMatchObject({ verdict: 'fail', sentence: expect.stringContaining('a thundering herd') });
    expect(verdict.findings).toHaveLength(1);
  });

  test('is inconclusive when the load ends too early, and without trouble', () => {
    const brief = run({ answered: (_, nth) => ENDS + 1_000 + nth * 60, loadEnds: 28_000 });
    expect(verdictOn('recovers', brief)).toMatchObject({
      verdict: 'inconclusive',
      sentence: expect.stringContaining('the load must go on so long'),
    });
    const calm = story({ phases: [phase(0, 60_000)] });
    for (let i = 0; i < 20; i++) talk(calm, user(i), i * 1_000);
    expect(verdictOn('recovers', calm).sentence).toBe('The run has no trouble to recover from.');
  });
});
