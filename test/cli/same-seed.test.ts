/**
 * The same seed again: the same users write the same words in the same order, and every fault decides the same way
 * about the same thing. Times differ a little between runs, so a thing is compared where it met the same phase.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ReadHistory, readLines } from './histories.js';
import { createStage, ROOT } from './stage.js';
import { tinyScenario } from './tiny-scenario.js';

const stage = createStage();
const REFERENCE = `node ${join(ROOT, 'test/subjects/reference.js')}`;
const RUNS = { first: '7', again: '7', other: '8' } as const;
type Run = keyof typeof RUNS;
const histories: Record<string, ReadHistory> = {};
const history = (run: Run) => {
  const found = histories[run];
  if (!found) throw new Error(`the run ${run} left no history`);
  return found;
};

beforeAll(async () => {
  stage.file(
    'stormy.yml',
    tinyScenario({
      name: 'stormy',
      load: [{ users: 90, arrivals: { process: 'poisson', rate: '12/s' }, for: '5s', says: 'greeting' }],
      always: ['graph.latency'],
      timeline: [
        { from: '0s', to: '2s' },
        {
          from: '2s',
          to: '5s',
          faults: [
            { 'webhook.duplicate': { probability: 0.5, copies: '1..3', within: '500ms', of: ['message'] } },
            { 'graph.error': { code: 130429, probability: 0.4 } },
          ],
        },
      ],
      settle: '6s',
      checks: ['effects-once', 'nothing-lost', 'right-recipient', 'sends-valid', 'verifies-signature'],
    }),
  );
  await Promise.all(
    Object.entries(RUNS).map(async ([run, seed]) => {
      await stage.runUndisturbed(['run', 'stormy.yml', '--exec', REFERENCE, '--seed', seed, '--out', run, '--quiet']);
      histories[run] = readLines(stage.path(`${run}/history.ndjson`));
    }),
  );
});

const written = (run: Run) =>
  history(run)
    .of('user.wrote')
    .map(({ user, name, message, text, token, step }) => ({ user, name, message, text, token, step }));

/** The phase at an instant; undefined after the last one, and close to its edges, where two runs may fall on different sides. */
function phaseAt(run: Run, at: number): number | undefined {
  const { of } = history(run);
  const ends = of('phase.ended');
  const edges = [...of('phase.started'), ...ends].map((edge) => edge.at);
  if (edges.some((edge) => Math.abs(edge - at) < 20)) return undefined;
  const newest = of('phase.started').findLast((phase) => phase.at < at)?.phase;
  return ends.some(({ phase, at: endedAt }) => phase === newest && endedAt < at) ? undefined : newest;
}

/** For each thing: the phase that it met, and what was decided about it. */
type Decisions = Map<string, { readonly phase: number | undefined; readonly decided: string }>;

function duplicates(run: Run): Decisions {
  const { of } = history(run);
  const copies = of('webhook.sent').filter(({ duplicateOf }) => duplicateOf !== undefined);
  return new Map(
    of('user.wrote').map(({ message, at }) => {
      const faults = copies.filter((copy) => copy.message === message).map(({ fault }) => fault);
      return [message, { phase: phaseAt(run, at), decided: faults.join(' ') }];
    }),
  );
}

/** What met the first attempt to answer each user. */
function firstSends(run: Run): Decisions {
  const decisions: Decisions = new Map();
  const calls = history(run)
    .of('graph.call')
    .filter(({ action }) => action === 'send');
  for (const { to, receivedAt, faults, injected, error } of calls.sort((a, b) => a.receivedAt - b.receivedAt))
    if (to !== undefined && !decisions.has(to))
      decisions.set(to, { phase: phaseAt(run, receivedAt), decided: `${faults.join(' ')} ${injected} ${error?.code}` });
  return decisions;
}

/** Pairs of decisions about the same thing in the same phase of two runs. */
const compare = (a: Decisions, b: Decisions): [string, string][] =>
  [...a].flatMap(([thing, { phase, decided }]) => {
    const other = b.get(thing);
    return other && phase !== undefined && phase === other.phase ? [[decided, other.decided]] : [];
  });

describe('the same seed', () => {
  test('has the same users write the same messages in the same order', () => {
    expect(written('first').length).toBeGreaterThan(30);
    expect(written('again')).toEqual(written('first'));
  });

  test('duplicates the same messages as often', () => {
    const pairs = compare(duplicates('first'), duplicates('again'));
    expect(pairs.length).toBeGreaterThan(0.9 * written('first').length - 3);
    expect(pairs.filter(([first, again]) => first !== again)).toEqual([]);
    expect(new Set(pairs.map(([decided]) => decided)).size).toBeGreaterThanOrEqual(3);
  });

  test('lets the same calls fail', () => {
    const pairs = compare(firstSends('first'), firstSends('again'));
    expect(pairs.length).toBeGreaterThan(0.6 * written('first').length);
    expect(pairs.filter(([first, again]) => first !== again)).toEqual([]);
    expect(new Set(pairs.map(([decided]) => decided)).size).toBeGreaterThanOrEqual(2);
  });

  test('gives the same verdicts', () => {
    const verdicts = (run: Run) =>
      JSON.parse(readFileSync(stage.path(`${run}/verdict.json`), 'utf8')).checks.map(
        ({ check, verdict }: { check: string; verdict: string }) => `${check}: ${verdict}`,
      );
    expect(verdicts('again')).toEqual(verdicts('first'));
    expect(verdicts('first')).toHaveLength(5);
  });
});

test('another seed is another run', () => {
  expect(written('other').map(({ token }) => token)).not.toEqual(written('first').map(({ token }) => token));
  const faults = (run: Run) => [...duplicates(run).values()].map(({ decided }) => decided);
  expect(faults('other')).not.toEqual(faults('first'));
});
