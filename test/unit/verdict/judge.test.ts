import { describe, expect, test } from 'vitest';
import type { CheckRequest, History } from '../../../core/history.js';
import { createRandom } from '../../../core/random.js';
import { UsageError } from '../../../core/usage-error.js';
import { checks } from '../../../verdict/checks/index.js';
import { exitCodeOf } from '../../../verdict/exit-code.js';
import { judge } from '../../../verdict/judge.js';
import { worstOf } from '../../../verdict/verdict.js';
import { calm, story, user } from './story.js';
import { calmTalks, persist } from './subjects.js';

const requests = (...names: string[]): CheckRequest[] => names.map((check) => ({ check, parameters: {} }));

/** Enough for every check to have something to look at: all kinds of trouble, each in several cases. */
function eventful(names: readonly string[] = Object.keys(checks)) {
  const run = story({ checks: requests(...names) });
  run.handshake('right-token', 200, true);
  run.handshake('wrong-token', 403, false);
  calmTalks(run, 25, 'nothing');
  for (let i = 0; i < 12; i++) {
    const at = 12_000 + i * 400;
    persist(run, user(30 + i), at, { fates: ['down', 'throttled', 'accepted'], waits: [300 + i * 9, 700 + i * 17] });
    persist(run, user(50 + i), at, { fates: ['lost', 'accepted'], waits: [200], manner: 'nothing' });
    persist(run, user(70 + i), at, { fates: ['refused', 'refused'], waits: [200], manner: 'callback' });
    const message = run.writes(user(90 + i), at);
    for (const delay of [5, 5, 900]) run.delivers(message, at + delay);
    for (const delay of [60, 61, 950]) run.sends(user(90 + i), at + delay);
  }
  run.samples(40, {});
  return run;
}

function shuffled(history: History): History {
  const random = createRandom(11);
  const observations = history.observations
    .map((observation) => ({ observation, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ observation }) => observation);
  return { ...history, observations };
}

describe('judge', () => {
  test('gives the same verdict twice, and whatever the order of the lines', () => {
    const history = eventful().build();
    const verdict = judge(history);
    expect(new Set(verdict.checks.map((check) => check.verdict))).toEqual(
      new Set(['pass', 'fail', 'inconclusive', 'not-applicable']),
    );
    expect(judge(history)).toEqual(verdict);
    expect(judge(shuffled(history))).toEqual(verdict);
    expect(judge(JSON.parse(JSON.stringify(history)))).toEqual(verdict);
  });

  test('cites only observations of the history', () => {
    const history = eventful().build();
    const ids = new Set(history.observations.map(({ id }) => id));
    for (const { check, verdict, findings, evidence } of judge(history).checks) {
      for (const id of [...evidence, ...findings.flatMap((finding) => finding.evidence)]) expect(ids).toContain(id);
      if (verdict === 'fail') expect(evidence, check).not.toHaveLength(0);
    }
  });

  test('fails if a check fails, and passes only if all pass', () => {
    expect(judge(eventful(['sends-once', 'sends-valid', 'verifies-subscription']).build()).verdict).toBe('fail');
    expect(judge(eventful(['sends-valid', 'verifies-subscription']).build()).verdict).toBe('inconclusive');
    expect(judge(eventful(['sends-valid', 'right-recipient']).build()).verdict).toBe('pass');
    expect(judge(eventful([]).build()).verdict).toBe('inconclusive');
  });

  test('does not pass a run that was cut short, or whose end is missing', () => {
    const interrupted = eventful(['sends-valid']);
    interrupted.ends(60_000, { settled: false, cutShort: 'interrupted' });
    expect(judge(interrupted.build())).toMatchObject({ verdict: 'inconclusive', cutShort: 'interrupted' });
    const killed = eventful(['sends-valid']);
    killed.ends(0, undefined);
    expect(judge(killed.build())).toMatchObject({ verdict: 'inconclusive', cutShort: 'unfinished' });
    expect(judge(eventful(['sends-valid']).build())).not.toHaveProperty('cutShort');
  });

  test('lets no check pass whose planned fault never struck, and warns of the fault', () => {
    const duplicate = { id: 'webhook.duplicate#3', name: 'webhook.duplicate', parameters: {} };
    const planned = (struck: boolean) => {
      const run = story({
        checks: requests('effects-once', 'sends-valid'),
        phases: [calm(0, 10_000), { name: 'trouble', fromMs: 10_000, toMs: 30_000, faults: [duplicate] }],
      });
      calmTalks(run, 25);
      for (const [index, message] of run.written().slice(0, 10).entries()) run.delivers(message, 12_000 + index);
      if (struck) run.tell(13_000, { kind: 'fault.fired', fault: duplicate.id, what: 'a copy' });
      return judge(run.build());
    };
    expect(planned(true)).toMatchObject({ verdict: 'pass', warnings: [] });
    const { verdict, checks: judged, warnings } = planned(false);
    expect(verdict).toBe('inconclusive');
    expect(judged.map((check) => check.verdict)).toEqual(['inconclusive', 'pass']);
    expect(judged[0]?.sentence).toContain('webhook.duplicate#3 was planned and never struck');
    expect(warnings).toEqual(['webhook.duplicate#3 was planned and never struck']);
  });

  test('lets a failure stand though a planned fault never struck', () => {
    const duplicate = { id: 'webhook.duplicate#3', name: 'webhook.duplicate', parameters: {} };
    const run = story({
      checks: requests('effects-once'),
      phases: [calm(0, 10_000), { name: 'trouble', fromMs: 10_000, toMs: 30_000, faults: [duplicate] }],
    });
    calmTalks(run, 25);
    for (const [index, message] of run.written().slice(0, 10).entries()) {
      run.delivers(message, 12_000 + index);
      run.sends(user(index), 12_100 + index, { answers: message });
    }
    expect(judge(run.build()).checks[0]?.verdict).toBe('fail');
  });

  test('judges other checks than the header asks for, with its parameters where it has some', () => {
    const history = eventful(['sends-valid']).build();
    expect(judge(history, ['right-recipient']).checks.map(({ check }) => check)).toEqual(['right-recipient']);
    const strict = { ...history.header, checks: [{ check: 'sends-valid', parameters: { minimum: 10_000 } }] };
    expect(judge({ ...history, header: strict }, ['sends-valid']).verdict).toBe('inconclusive');
  });

  test('refuses unknown names, all at once, with the nearest known one', () => {
    const history = eventful().build();
    expect(() => judge(history, ['efects-once', 'backs-of'])).toThrow(UsageError);
    expect(() => judge(history, ['efects-once', 'backs-of'])).toThrow(/"efects-once".*"effects-once".*\n.*"backs-off"/);
  });

  test('leaves a check open whose name or parameters it does not understand', () => {
    const { header, observations } = eventful().build();
    const newer = [...requests('reads-minds'), { check: 'acknowledges-fast', parameters: { p99: 'soon', p98: 1 } }];
    const { verdict, checks: judged } = judge({ header: { ...header, checks: newer }, observations, warnings: [] });
    expect(verdict).toBe('inconclusive');
    expect(judged.map((check) => check.figure)).toEqual(['not judged', 'not judged']);
    expect(judged[1]?.sentence).toContain('p99: expected a duration');
  });

  test('leaves a check open that throws, and judges the others', () => {
    const history = eventful(['sends-valid', 'right-recipient']).build();
    const { judge: original } = checks['sends-valid'];
    Object.assign(checks['sends-valid'], {
      judge: () => {
        throw new Error('division by cucumber');
      },
    });
    try {
      const { checks: judged } = judge(history);
      expect(judged.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'pass']);
      expect(judged[0]?.sentence).toContain('division by cucumber');
    } finally {
      Object.assign(checks['sends-valid'], { judge: original });
    }
  });

  test('warns of calls that are not simulated and of limits reached', () => {
    const run = eventful(['sends-valid']);
    run.sends(undefined, 5_000, { simulated: false, action: 'other', route: 'GET /{media-id}' });
    run.tell(6_000, { kind: 'limit.reached', limit: 'pending deliveries', value: 10, detail: '' });
    expect(judge(run.build()).warnings).toEqual([
      'waproof reached its own limit on pending deliveries 1 time',
      '1 call asked for what waproof does not simulate yet: GET /{media-id}',
    ]);
  });
});

const SAMPLE = {
  kind: 'harness.sample',
  loopLagMs: 5,
  latenessMs: 5,
  arrivalsDue: 8,
  arrivalsPlayed: 8,
  pendingDeliveries: 0,
  heapBytes: 1,
} as const;

describe('harness health', () => {
  function impatient(samples: Parameters<ReturnType<typeof story>['samples']>[1], number = 40) {
    const run = story({ checks: requests('backs-off', 'effects-once', 'sends-valid') });
    calmTalks(run);
    for (let i = 0; i < 12; i++) {
      persist(run, user(30 + i), 12_000 + i * 400, { fates: ['down', 'down', 'accepted'], waits: [2, 2] });
    }
    run.samples(number, samples);
    return run;
  }

  test('keeps failures of timing when the harness kept up', () => {
    const verdict = judge(impatient({}).build());
    expect(verdict.checks[0]?.verdict).toBe('fail');
    expect(verdict.harness).toMatchObject({ limited: false, loopLagP99Ms: 5, latenessP99Ms: 1, arrivalsPlayed: 320 });
  });

  test.each([{ loopLagMs: 400 }, { latenessMs: 400 }])(
    'takes failures of timing back when it did not: %o',
    (samples) => {
      const verdict = judge(impatient(samples).build());
      expect(verdict.harness.limited).toBe(true);
      expect(verdict.checks[0]).toMatchObject({ verdict: 'inconclusive', sentence: expect.stringContaining('400 ms') });
      expect(verdict.verdict).toBe('inconclusive');
    },
  );

  test('takes nothing else back, and lets nothing pass', () => {
    const run = impatient({ loopLagMs: 400 });
    run.sends(user(1), 12_000, { fate: 'invalid' });
    expect(judge(run.build(), ['sends-valid']).verdict).toBe('fail');
    expect(judge(impatient({ loopLagMs: 400 }).build(), ['sends-valid'])).toMatchObject({
      verdict: 'inconclusive',
      checks: [{ verdict: 'pass' }],
    });
  });

  test('is limited when more than one arrival in a hundred was dropped', () => {
    const dropping = (number: number) => {
      const run = impatient({});
      for (let i = 0; i < number; i++) run.tell(20_000 + i, { kind: 'arrival.dropped', due: 1, reason: 'no user' });
      return judge(run.build()).harness;
    };
    expect(dropping(3)).toMatchObject({ limited: false, arrivalsDropped: 3 });
    expect(dropping(4)).toMatchObject({ limited: true, sentence: expect.stringContaining('more users') });
  });

  test('forgives one bad second', () => {
    const run = impatient({});
    run.tell(20_500, { ...SAMPLE, loopLagMs: 900, latenessMs: 900 });
    expect(judge(run.build()).harness.limited).toBe(false);
  });

  test('does not forgive a standstill of seconds, also when no sample measured it', () => {
    const measured = impatient({});
    measured.tell(20_500, { ...SAMPLE, loopLagMs: 1_100 });
    expect(judge(measured.build()).harness).toMatchObject({ limited: true, sentence: expect.stringContaining('once') });
    const silent = impatient({});
    for (let at = 100_000; at < 150_000; at += 1_000) silent.tell(at < 120_000 ? at : at + 3_300, SAMPLE);
    expect(judge(silent.build()).harness).toMatchObject({ limited: true, sentence: expect.stringContaining('3.3 s') });
  });
});

test('several outcomes come down to the worst, and outcomes to exit codes', () => {
  expect(worstOf(['pass', 'inconclusive', 'fail'])).toBe('fail');
  expect(worstOf(['pass', 'inconclusive'])).toBe('inconclusive');
  expect(worstOf(['pass', 'pass'])).toBe('pass');
  expect(worstOf(['pass', 'not-applicable'])).toBe('pass');
  expect(worstOf(['not-applicable', 'not-applicable'])).toBe('inconclusive');
  expect([exitCodeOf('pass'), exitCodeOf('fail'), exitCodeOf('inconclusive')]).toEqual([0, 1, 4]);
});
