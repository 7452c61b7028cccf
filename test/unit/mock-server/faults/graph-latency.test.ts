import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../../../core/random.js';
import type { Fault } from '../../../../mock-server/faults/fault.js';
import { graphLatency } from '../../../../mock-server/faults/graph-latency.js';

/** What a call is delayed by, in ms. */
function drawn(fault: Fault, random: Random, elapsedMs = 0): number {
  if (fault.side !== 'graph') throw new Error('does not strike calls');
  const disturbance = fault.strike({ action: 'send' }, random, {
    elapsedMs,
    chance: createRandom(1).fork('latency#1'),
  });
  if (disturbance?.kind !== 'delay') throw new Error('does not delay');
  return disturbance.ms;
}

/** 10,000 latencies in ascending order, each from a stream of its own as for calls. */
function drawMany(given: Record<string, unknown>): number[] {
  const fault = graphLatency.create(graphLatency.parameters.parse(given));
  const root = createRandom(1);
  return Array.from({ length: 10_000 }, (_, n) => drawn(fault, root.fork(`send/${n}`))).sort((a, b) => a - b);
}

const share = (values: readonly number[], from: number, to: number) =>
  values.filter((value) => value >= from && value <= to).length / values.length;
const quantile = (values: readonly number[], part: number) => values[Math.floor(values.length * part)] ?? 0;

describe('the profile of Meta', () => {
  test.each([[{}], [{ profile: 'meta' }], [{ distribution: 'lognormal' }]])(
    '%j: nine of ten calls take 100 to 500 ms',
    (given) => {
      const latencies = drawMany(given);
      expect(Math.abs(share(latencies, 100, 500) - 0.9)).toBeLessThan(0.015);
      expect(Math.abs(quantile(latencies, 0.5) - 223.6)).toBeLessThan(8);
      expect(Math.abs(share(latencies, 0, 100) - 0.05)).toBeLessThan(0.01);
      expect(quantile(latencies, 0)).toBeGreaterThan(0);
    },
  );
});

describe('other distributions', () => {
  test('constant is always the same', () => {
    expect(new Set(drawMany({ distribution: 'constant', value: '250ms' }))).toEqual(new Set([250]));
  });

  test('uniform fills its span evenly', () => {
    const latencies = drawMany({ distribution: 'uniform', from: '100ms', to: '300ms' });
    expect(share(latencies, 100, 300)).toBe(1);
    for (const from of [100, 150, 200, 250])
      expect(Math.abs(share(latencies, from, from + 50) - 0.25)).toBeLessThan(0.02);
  });

  test('lognormal has the median and the 95th percentile that are stated', () => {
    const latencies = drawMany({ distribution: 'lognormal', median: '1s', p95: '4s' });
    expect(Math.abs(quantile(latencies, 0.5) - 1_000)).toBeLessThan(40);
    expect(Math.abs(quantile(latencies, 0.95) - 4_000)).toBeLessThan(250);
  });

  test('no call takes longer than a minute, however long the tail', () => {
    expect(Math.max(...drawMany({ median: '30s', p95: '10m' }))).toBe(60_000);
  });
});

describe('parameters that make no distribution', () => {
  test.each([
    [{ distribution: 'constant' }, 'distribution constant needs value'],
    [{ distribution: 'uniform', from: '1s' }, 'distribution uniform needs from and to, from not above to'],
    [{ distribution: 'uniform', from: '2s', to: '1s' }, 'distribution uniform needs from and to, from not above to'],
    [{ median: '1s' }, 'distribution lognormal needs median and p95, p95 not below median, or profile: meta'],
    [
      { median: '2s', p95: '1s' },
      'distribution lognormal needs median and p95, p95 not below median, or profile: meta',
    ],
    [{ median: 0, p95: '1s' }, 'distribution lognormal needs median and p95, p95 not below median, or profile: meta'],
  ])('%j', (given, problem) => {
    expect(graphLatency.parameters.safeParse(given).error?.issues.map((issue) => issue.message)).toEqual([problem]);
  });
});
