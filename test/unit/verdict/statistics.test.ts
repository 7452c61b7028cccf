import { expect, test } from 'vitest';
import { median, quantile, relativeSpread, wilsonUpper } from '../../../verdict/statistics.js';

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
