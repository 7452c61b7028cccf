import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.js';
import { compareRanks } from '../../../verdict/rank-test.js';
import { wilson } from '../../../verdict/statistics.js';

describe('compareRanks', () => {
  test('counts how often one sample exceeds the other, ties half', () => {
    expect(compareRanks([1, 2, 3], [4, 5, 6]).superiority).toBe(1);
    expect(compareRanks([4, 5, 6], [1, 2, 3]).superiority).toBe(0);
    expect(compareRanks([1, 2], [1, 2])).toEqual({ superiority: 0.5, z: 0 });
    expect(compareRanks([1, 1], [1, 3]).superiority).toBe(0.75);
    expect(compareRanks([], [1])).toEqual({ superiority: 0.5, z: 0 });
  });

  test('agrees with the textbook value of z', () => {
    // U = 25 of 25; mean 12.5, deviation sqrt(25 · 11 / 12).
    expect(compareRanks([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]).z).toBeCloseTo(12.5 / Math.sqrt((25 * 11) / 12), 6);
  });

  test('takes what never ended for the largest', () => {
    expect(compareRanks([1, 2], [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]).superiority).toBe(1);
  });

  test('calls two alike samples different as rarely as it says', () => {
    const random = createRandom(3);
    const sample = () => Array.from({ length: 30 }, () => random.exponential(20));
    let alarms = 0;
    for (let trial = 0; trial < 2_000; trial++) if (compareRanks(sample(), sample()).z > 3.09) alarms++;
    expect(alarms).toBeLessThanOrEqual(8);
  });
});

test('wilson gives the textbook interval, and all of 0 to 1 for nothing', () => {
  const { lower, upper } = wilson(8, 10);
  expect([lower.toFixed(3), upper.toFixed(3)]).toEqual(['0.490', '0.943']);
  expect(wilson(0, 0)).toEqual({ lower: 0, upper: 1 });
});
