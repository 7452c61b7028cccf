import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.js';
import type { Peak } from '../../../loadgen/arrivals/arrivals.js';
import { diurnalRateAt } from '../../../loadgen/arrivals/diurnal.js';
import { arrivals } from '../../../loadgen/arrivals/index.js';
import { spikeRateAt } from '../../../loadgen/arrivals/spike.js';

const instants = (process: keyof typeof arrivals, fromPerSecond: number, durationMs: number, to = fromPerSecond) => [
  ...arrivals[process]({ fromPerSecond, toPerSecond: to, durationMs }, createRandom(7)),
];

describe('constant', () => {
  test.each([
    ['one a second for three seconds: at the beginning of each', 1, 3_000, [0, 1_000, 2_000]],
    ['four a second for one second: every quarter', 4, 1_000, [0, 250, 500, 750]],
    ['one every two seconds for five seconds', 0.5, 5_000, [0, 2_000, 4_000]],
    ['a span shorter than the gap has the first only', 1, 10, [0]],
    ['no span, no arrival', 10, 0, []],
    ['no rate, no arrival', 0, 1_000, []],
  ])('%s', (_, rate, durationMs, expected) => {
    expect(instants('constant', rate, durationMs)).toEqual(expected);
  });

  test('does not drift: the last of 300,000 thirds of a second is exact', () => {
    expect(instants('constant', 3, 100_000_000).at(-1)).toBeCloseTo((299_999 * 1_000) / 3, 6);
  });
});

describe('ramp', () => {
  test.each([
    ['equal rates are a constant rate', 4, 4, 1_000, [0, 250, 500, 750]],
    ['from nothing to 8/s in a second: four in all, ever closer', 0, 8, 1_000, [0, 500, 707.1, 866]],
    ['from 8/s to nothing: four in all, ever farther apart', 8, 0, 1_000, [0, 134, 292.9, 500]],
    ['no rate at all', 0, 0, 1_000, []],
  ])('%s', (_, from, to, durationMs, expected) => {
    const rounded = instants('ramp', from, durationMs, to).map((due) => Math.round(due * 10) / 10);
    expect(rounded).toEqual(expected);
  });

  test('has as many arrivals as the mean rate gives, and stays in its span', () => {
    const due = instants('ramp', 10, 60_000, 90);
    expect(due).toHaveLength(3_000);
    expect(due.filter((ms) => Math.round(ms) < 30_000)).toHaveLength(900);
    expect(due.every((ms, i) => ms >= (due[i - 1] ?? 0) && ms < 60_000)).toBe(true);
  });
});

describe('poisson', () => {
  const due = instants('poisson', 50, 200_000);
  const gaps = due.slice(1).map((ms, i) => ms - (due[i] ?? 0));

  test('comes to rate × span within five standard deviations', () => {
    expect(Math.abs(due.length - 10_000)).toBeLessThan(500);
  });

  test('has gaps as varied as exponential ones: deviation ≈ mean, 1/e of them above it', () => {
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    expect(deviation / mean).toBeGreaterThan(0.95);
    expect(deviation / mean).toBeLessThan(1.05);
    expect(gaps.filter((gap) => gap > mean).length / gaps.length).toBeCloseTo(Math.exp(-1), 1);
  });

  test('stays in its span, in order, and is the same again for the same seed', () => {
    expect(due.every((ms, i) => ms >= (due[i - 1] ?? 0) && ms < 200_000)).toBe(true);
    expect(instants('poisson', 50, 200_000)).toEqual(due);
  });
});

/** Arrivals of a process with a peak. */
const withPeak = (process: 'spike' | 'diurnal', basePerSecond: number, peak: Peak, durationMs: number, seed = 7) => [
  ...arrivals[process](
    { fromPerSecond: basePerSecond, toPerSecond: basePerSecond, peak, durationMs },
    createRandom(seed),
  ),
];
const between = (due: readonly number[], fromMs: number, toMs: number) =>
  due.filter((ms) => ms >= fromMs && ms < toMs).length;

describe('spike', () => {
  const peak = { perSecond: 100, atMs: 20_000, forMs: 10_000, periodMs: 0 };

  test.each([
    ['before the peak', 0, 5],
    ['just before it', 19_999, 5],
    ['at its first instant', 20_000, 100],
    ['at its last', 29_999, 100],
    ['after it', 30_000, 5],
  ])('has the rate of the base or of the peak: %s', (_, ms, expected) => {
    expect(spikeRateAt({ fromPerSecond: 5, peak }, ms)).toBe(expected);
  });

  test('brings as many as these rates give, within five standard deviations', () => {
    const due = withPeak('spike', 5, peak, 60_000);
    expect(Math.abs(between(due, 0, 20_000) - 100)).toBeLessThan(50);
    expect(Math.abs(between(due, 20_000, 30_000) - 1_000)).toBeLessThan(160);
    expect(Math.abs(between(due, 30_000, 60_000) - 150)).toBeLessThan(62);
    expect(due.every((ms, i) => ms >= (due[i - 1] ?? 0) && ms < 60_000)).toBe(true);
    expect(withPeak('spike', 5, peak, 60_000)).toEqual(due);
  });

  test('from nothing has arrivals in the peak alone', () => {
    const due = withPeak('spike', 0, peak, 60_000);
    expect(due.length).toBeGreaterThan(800);
    expect(between(due, 20_000, 30_000)).toBe(due.length);
  });

  test('may be a dip as well', () => {
    const due = withPeak('spike', 100, { ...peak, perSecond: 1 }, 40_000);
    expect(between(due, 20_000, 30_000)).toBeLessThan(35);
    expect(between(due, 0, 20_000)).toBeGreaterThan(1_700);
  });
});

describe('diurnal', () => {
  const peak = { perSecond: 90, atMs: 0, forMs: 0, periodMs: 60_000 };

  test.each([
    ['at night the lowest', 0, 10],
    ['in the morning half way', 15_000, 50],
    ['at noon the highest', 30_000, 90],
    ['in the evening half way again', 45_000, 50],
    ['at midnight the lowest', 60_000, 10],
    ['on the next day the same', 90_000, 90],
  ])('has the rate of the hour: %s', (_, ms, expected) => {
    expect(diurnalRateAt({ fromPerSecond: 10, peak }, ms)).toBeCloseTo(expected, 9);
  });

  test('brings the mean rate over a whole day, most of it around noon', () => {
    const due = withPeak('diurnal', 10, peak, 60_000);
    expect(Math.abs(due.length - 3_000)).toBeLessThan(274);
    // From a quarter to three quarters of the day the mean rate is 50 + 40 · 2/π.
    expect(Math.abs(between(due, 15_000, 45_000) - 2_264)).toBeLessThan(238);
    expect(due.every((ms, i) => ms >= (due[i - 1] ?? 0) && ms < 60_000)).toBe(true);
  });
});
