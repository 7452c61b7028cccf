import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../../../core/random.js';
import type { Fault } from '../../../../mock-server/faults/fault.js';
import { graphLatency } from '../../../../mock-server/faults/graph-latency.js';
import { LONGEST_MS } from '../../../../mock-server/faults/latency-shapes.js';

type Given = Readonly<Record<string, unknown>>;

const CALLS = 20_000;

function delay(fault: Fault, random: Random, elapsedMs = 0): number {
  if (fault.side !== 'graph') throw new Error('does not strike calls');
  const disturbance = fault.strike({ action: 'send' }, random, {
    elapsedMs,
    chance: createRandom(1).fork('latency#1'),
  });
  if (disturbance?.kind !== 'delay') throw new Error('does not delay');
  return disturbance.ms;
}

const made = (given: Given) => graphLatency.create(graphLatency.parameters.parse(given));

function drawMany(given: Given): number[] {
  const fault = made(given);
  const root = createRandom(1);
  return Array.from({ length: CALLS }, (_, n) => delay(fault, root.fork(`send/${n}`))).sort((a, b) => a - b);
}

const quantile = (values: readonly number[], part: number) => values[Math.floor(values.length * part)] ?? 0;
const problemsOf = (given: Given) =>
  graphLatency.parameters.safeParse(given).error?.issues.map(({ message }) => message) ?? [];

describe('normal', () => {
  const latencies = drawMany({ mean: '200ms', deviation: '50ms' });

  test('has its mean and its deviation', () => {
    expect(Math.abs(quantile(latencies, 0.5) - 200)).toBeLessThan(3);
    expect(Math.abs(quantile(latencies, 0.8413) - 250)).toBeLessThan(4);
  });

  test('is never below 0', () => {
    const wide = drawMany({ mean: '10ms', deviation: '50ms' });
    expect(wide[0]).toBe(0);
    expect(wide.filter((ms) => ms === 0).length / CALLS).toBeGreaterThan(0.38);
  });
});

describe('pareto', () => {
  const latencies = drawMany({ minimum: '50ms', p95: '800ms' });

  test('has its minimum and its 95th percentile', () => {
    expect(latencies[0]).toBeGreaterThanOrEqual(50);
    expect(latencies[0]).toBeLessThan(50.1);
    expect(Math.abs(quantile(latencies, 0.95) / 800 - 1)).toBeLessThan(0.08);
  });

  test('has a tail that goes on as it began', () => {
    // From the 5 % to the 0.5 % it grows as from all to a tenth.
    const growth = quantile(latencies, 0.995) / quantile(latencies, 0.95);
    expect(Math.abs(growth / (quantile(latencies, 0.9) / 50) - 1)).toBeLessThan(0.4);
    expect(latencies.at(-1)).toBeLessThanOrEqual(LONGEST_MS);
  });
});

describe('percentiles', () => {
  test('each is met', () => {
    const latencies = drawMany({ percentiles: { 50: '100ms', 90: '300ms', 99: '2s' } });
    expect(Math.abs(quantile(latencies, 0.5) / 100 - 1)).toBeLessThan(0.03);
    expect(Math.abs(quantile(latencies, 0.9) / 300 - 1)).toBeLessThan(0.05);
    expect(Math.abs(quantile(latencies, 0.99) / 2_000 - 1)).toBeLessThan(0.15);
    // Beyond the last one the curve goes on.
    expect(quantile(latencies, 0.999)).toBeGreaterThan(4_000);
  });

  test('0 is the least and 100 the most', () => {
    const latencies = drawMany({ percentiles: { 0: '80ms', 50: '100ms', 99: '2s', 100: '3s' } });
    expect(latencies[0]).toBeGreaterThanOrEqual(80);
    expect(latencies[0]).toBeLessThan(80.1);
    expect(latencies.at(-1)).toBe(3_000);
  });

  test('one alone is that of every call', () => {
    expect(new Set(drawMany({ percentiles: { 50: '100ms' } }).map(Math.round))).toEqual(new Set([100]));
  });

  test('a flat stretch is flat', () => {
    const latencies = drawMany({ percentiles: { 50: '100ms', 90: '100ms', 99: '1s' } });
    expect(Math.round(quantile(latencies, 0.3))).toBe(100);
    expect(Math.round(quantile(latencies, 0.89))).toBe(100);
    expect(quantile(latencies, 0.95)).toBeGreaterThan(150);
  });

  test('whatever they are, none is missed, and every latency is a time', () => {
    const percent = fc.constantFrom(1, 10, 25, 50, 75, 90, 95);
    const table = fc
      .tuple(fc.uniqueArray(percent, { minLength: 1, maxLength: 5 }), fc.array(fc.integer({ min: 1, max: 5_000 })))
      .map(([percents, values]) => {
        const sorted = percents.toSorted((a, b) => a - b);
        const ascending = sorted.map((_, index) => values[index] ?? 10).toSorted((a, b) => a - b);
        return sorted.map((at, index) => [at, ascending[index] ?? 10] as const);
      });
    fc.assert(
      fc.property(table, (points) => {
        const percentiles = Object.fromEntries(points.map(([at, ms]) => [at, `${ms}ms`]));
        const fault = made({ percentiles });
        const root = createRandom(7);
        const values = Array.from({ length: 2_000 }, (_, n) => delay(fault, root.fork(String(n))));
        for (const value of values) expect(value > 0 && value <= LONGEST_MS).toBe(true);
        for (const [at, ms] of points) {
          const below = values.filter((value) => value <= ms + 1e-6).length / values.length;
          // 4.5 standard deviations of a share of 2,000; flat stretches hold more.
          expect(below).toBeGreaterThan(at / 100 - 0.051);
        }
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    [{ percentiles: {} }],
    [{ percentiles: { 100: '1s' } }],
    [{ percentiles: { 50: '1s', 90: '500ms' } }],
    [{ percentiles: { 50: 0 } }],
  ])('%j is refused', (given) => {
    expect(problemsOf(given)[0]).toMatch(/^percentiles need a value above 0/);
  });

  test.each(['101', '-1', 'p50', '50.12345'])('%s is no percentile', (at) => {
    expect(problemsOf({ percentiles: { [at]: '1s' } })).toHaveLength(1);
  });
});

describe('what shape is meant', () => {
  test.each<[Given, string]>([
    [{ value: '1s' }, 'constant'],
    [{ from: '1s', to: '2s' }, 'uniform'],
    [{ mean: '1s', deviation: '1s' }, 'normal'],
    [{ median: '1s', p95: '2s' }, 'lognormal'],
    [{ minimum: '1s', p95: '2s' }, 'pareto'],
    [{ percentiles: { 50: '1s' } }, 'percentiles'],
    [{}, 'lognormal'],
  ])('%j: %s', (given, distribution) => {
    expect(graphLatency.parameters.parse(given)).toMatchObject({ distribution });
  });

  test.each<[Given, string]>([
    [{ distribution: 'uniform', value: '1s' }, 'distribution uniform takes no value'],
    [{ value: '1s', median: '2s' }, 'distribution constant takes no median'],
    [{ profile: 'meta', value: '1s' }, 'profile meta takes no value'],
    [{ distribution: 'normal', mean: '1s' }, 'distribution normal needs mean and deviation'],
    [{ minimum: 0, p95: '1s' }, 'distribution pareto needs minimum and p95, p95 not below minimum'],
    [{ p95: '1s' }, 'distribution lognormal needs median and p95, p95 not below median, or profile: meta'],
  ])('%j: %s', (given, problem) => {
    expect(problemsOf(given)).toEqual([problem]);
  });
});

describe('bursts', () => {
  const given = { value: '100ms', bursts: { every: '60s', lasting: '6s', factor: 8 } };

  /** Whether calls of each second of ten minutes are slow. */
  const slowSeconds = (seconds = 600) => {
    const fault = made(given);
    return Array.from({ length: seconds }, (_, second) => delay(fault, createRandom(second), second * 1_000) === 800);
  };

  test('one spell in each minute, as long as it says, in one piece', () => {
    const seconds = slowSeconds();
    for (let minute = 0; minute < 10; minute++) {
      const ofMinute = seconds.slice(minute * 60, minute * 60 + 60);
      expect(ofMinute.filter(Boolean).length).toBeGreaterThanOrEqual(5);
      expect(ofMinute.filter(Boolean).length).toBeLessThanOrEqual(7);
      expect(ofMinute.lastIndexOf(true) - ofMinute.indexOf(true) + 1).toBe(ofMinute.filter(Boolean).length);
    }
    const begins = Array.from({ length: 10 }, (_, minute) => seconds.indexOf(true, minute * 60) - minute * 60);
    expect(new Set(begins).size).toBeGreaterThan(5);
  });

  test('calls of one instant meet it together, whatever their own chance is; the same seed, the same spells', () => {
    expect(slowSeconds()).toEqual(slowSeconds());
    const fault = made(given);
    for (let second = 0; second < 120; second++) {
      const seen = new Set(Array.from({ length: 20 }, (_, n) => delay(fault, createRandom(n), second * 1_000)));
      expect(seen.size).toBe(1);
    }
  });

  test('no call takes longer than a minute even so', () => {
    const fault = made({ value: '50s', bursts: { every: '1s', lasting: '1s', factor: 100 } });
    expect(delay(fault, createRandom(1), 500)).toBe(LONGEST_MS);
  });

  test.each([
    [{ every: '1s', lasting: '2s', factor: 2 }, 'lasting must not be above every'],
    [{ every: 0, lasting: '2s', factor: 2 }, 'expected a duration above 0, of at most 3600000 ms'],
  ])('%j: %s', (bursts, problem) => {
    expect(problemsOf({ value: '1s', bursts })).toContain(problem);
  });
});
