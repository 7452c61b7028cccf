import { expect, test } from 'vitest';
import {
  fewestBeyondChance,
  isClearlyMore,
  median,
  quantile,
  relativeSpread,
  wilsonLower,
  wilsonUpper,
} from '../../../verdict/statistics.js';

test.each([
  { what: 'one value', values: [7], share: 0.99, expected: 7 },
  { what: 'the 99th of a hundred', values: Array.from({ length: 100 }, (_, i) => 100 - i), share: 0.99, expected: 99 },
  { what: 'the lowest', values: [3, 1, 2], share: 0, expected: 1 },
  { what: 'what never ended', values: [1, Number.POSITIVE_INFINITY], share: 0.99, expected: Number.POSITIVE_INFINITY },
])('quantile: $what', ({ values, share, expected }) => {
  expect(quantile(values, share)).toBe(expected);
});

test('median of an even number is the lower one, of none is unknown', () => {
  expect(median([4, 1, 3, 2])).toBe(2);
  expect(median([])).toBeNaN();
});

test.each([
  { successes: 0, trials: 0, upper: 1 },
  { successes: 0, trials: 8, upper: 0.324 },
  { successes: 5, trials: 20, upper: 0.469 },
  { successes: 50, trials: 100, upper: 0.596 },
])('wilsonUpper($successes of $trials) is $upper', ({ successes, trials, upper }) => {
  expect(wilsonUpper(successes, trials)).toBeCloseTo(upper, 2);
});

test('relativeSpread sees through timers that come late', () => {
  const constant = Array.from({ length: 20 }, (_, i) => (i % 4 === 0 ? 480 : 400 + (i % 3)));
  const drawn = Array.from({ length: 20 }, (_, i) => 200 + i * 10);
  expect(relativeSpread(constant)).toBeLessThan(0.02);
  expect(relativeSpread(drawn)).toBeGreaterThan(0.4);
});

test('wilsonLower mirrors the upper end', () => {
  expect(wilsonLower(0, 0)).toBe(0);
  expect(wilsonLower(8, 8)).toBeCloseTo(1 - 0.324, 2);
  expect(wilsonLower(50, 100)).toBeCloseTo(0.404, 2);
});

test.each([
  { some: [5, 5], others: [0, 50], is: true },
  { some: [2, 5], others: [0, 100], is: true },
  { some: [2, 20], others: [3, 100], is: false },
  { some: [5, 5], others: [9, 10], is: false },
  { some: [5, 5], others: [0, 0], is: false },
  { some: [0, 50], others: [0, 50], is: false },
])(
  '$some are clearly more than $others: $is',
  ({ some: [hits = 0, of = 0], others: [otherHits = 0, others = 0], is }) => {
    expect(isClearlyMore({ hits, of }, { hits: otherHits, of: others })).toBe(is);
  },
);

test.each([
  { trials: 20, fewest: 2 },
  { trials: 45, fewest: 2 },
  { trials: 100, fewest: 3 },
  { trials: 200, fewest: 4 },
  { trials: 1_000, fewest: 6 },
])('of $trials, one in a thousand happens $fewest times by chance in less than one of a thousand runs', (table) => {
  const fewest = fewestBeyondChance(table.trials, 0.001, 0.001);
  expect(fewest).toBe(table.fewest);
  // The sum of what lies at or beyond it, computed for the binomial itself.
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
  const probability = (k: number) => choose(table.trials, k) * 0.001 ** k * 0.999 ** (table.trials - k);
  const beyond = (from: number) =>
    1 - Array.from({ length: from }, (_, k) => probability(k)).reduce((a, b) => a + b, 0);
  expect(beyond(fewest)).toBeLessThan(0.001);
  expect(beyond(fewest - 1)).toBeGreaterThan(0.000_9);
});
