/** How often is each manner of waiting accused or acquitted by chance? The figures of docs/checks/backs-off.md. */
import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../../core/random.js';
import {
  areSpread,
  type Four,
  grows,
  growsLinearly,
  narrowBelow,
  waitsAtAll,
} from '../../../verdict/backoff-manner.js';

const TRIALS = 300;
const MINIMUM = 8;

type Manner = (random: Random) => Four;

const times = (factors: Four, draw: (factor: number) => number): Four => {
  const [a, b, c, d] = factors;
  return [draw(a), draw(b), draw(c), draw(d)];
};
const DOUBLING: Four = [1, 2, 4, 8];
const ADDING: Four = [1, 2, 3, 4];
const SAME: Four = [1, 1, 1, 1];
/** Timers fire late: 5 ms on the mean. */
const late = (random: Random) => random.exponential(5);

const CORRECT: Record<string, Manner> = {
  'full jitter': (random) => times(DOUBLING, (factor) => random.next() * 500 * factor + late(random)),
  'equal jitter': (random) => times(DOUBLING, (factor) => (0.5 + random.next() / 2) * 400 * factor + late(random)),
  'decorrelated jitter': (random) => {
    let last = 300;
    return times(SAME, () => {
      last = 300 + random.next() * (3 * last - 300);
      return last + late(random);
    });
  },
  '20 % to either side': (random) =>
    times(DOUBLING, (factor) => (0.8 + random.next() * 0.4) * 400 * factor + late(random)),
  'growth by half': (random) =>
    times([1, 1.5, 2.25, 3.375], (factor) => (0.5 + random.next() / 2) * 400 * factor + late(random)),
  'an early cap': (random) => times([1, 2, 2, 2], (factor) => (0.5 + random.next() / 2) * 400 * factor + late(random)),
};

const WRONG: Record<string, { manner: Manner; verdict: string }> = {
  'no wait': { manner: (random) => times(SAME, () => late(random)), verdict: 'no wait' },
  'constant waits': { manner: (random) => times(SAME, () => 500 + late(random)), verdict: 'constant' },
  'constant waits with equal jitter': {
    manner: (random) => times(SAME, () => (0.5 + random.next() / 2) * 500 + late(random)),
    verdict: 'constant',
  },
  'constant waits with full jitter': {
    manner: (random) => times(SAME, () => random.next() * 1_000),
    verdict: 'constant',
  },
  'linear waits': { manner: (random) => times(ADDING, (factor) => 400 * factor + late(random)), verdict: 'linear' },
  'linear waits, 20 % to either side': {
    manner: (random) => times(ADDING, (factor) => (0.8 + random.next() * 0.4) * 400 * factor),
    verdict: 'linear',
  },
  'no jitter': { manner: (random) => times(DOUBLING, (factor) => 400 * factor + late(random)), verdict: 'no jitter' },
};

/** The order of questions of `backs-off`. */
function judged(sends: readonly Four[]): string {
  const at = (place: 0 | 1 | 2) => sends.map((waits) => waits[place]);
  const steps = [
    { before: at(0), after: at(1) },
    { before: at(1), after: at(2) },
  ];
  const growth = grows(steps, MINIMUM);
  const linear = growsLinearly(sends, MINIMUM);
  const jitter = areSpread([at(0), at(1)]);
  if (waitsAtAll(at(0)) === 'refuted') return 'no wait';
  if (growth === 'refuted') return 'constant';
  if (linear === 'shown') return 'linear';
  if (jitter === 'refuted') return 'no jitter';
  return growth === 'shown' && linear === 'refuted' && jitter === 'shown' ? 'pass' : 'open';
}

/** Share of runs with so many sends that end in each way. */
function sharesOf(name: string, manner: Manner, sends: number): Record<string, number> {
  const random = createRandom(7).fork(`${name}/${sends}`);
  const shares: Record<string, number> = {};
  for (let trial = 0; trial < TRIALS; trial++) {
    const verdict = judged(Array.from({ length: sends }, () => manner(random)));
    shares[verdict] = (shares[verdict] ?? 0) + 1 / TRIALS;
  }
  return shares;
}

const sum = (shares: Record<string, number>, ...names: string[]) =>
  names.reduce((total, name) => total + (shares[name] ?? 0), 0);

describe('the manner of waiting', () => {
  test.each(Object.entries(CORRECT))(
    '%s is accused in less than 1 % of runs, and passes with 80 sends',
    (name, manner) => {
      for (const sends of [8, 20, 80]) {
        const shares = sharesOf(name, manner, sends);
        expect(sum(shares, 'no wait', 'constant', 'linear', 'no jitter')).toBeLessThanOrEqual(0.01);
        if (sends === 80) expect(sum(shares, 'pass')).toBeGreaterThan(0.85);
      }
    },
  );

  test.each(Object.entries(WRONG))('%s is found with 80 sends', (name, { manner, verdict }) => {
    expect(sum(sharesOf(name, manner, 80), verdict)).toBeGreaterThan(0.85);
  });

  test.each(Object.entries(WRONG).filter(([name]) => !name.startsWith('linear')))(
    '%s passes in less than 2 % of runs, however few the sends',
    (name, { manner }) => {
      for (const sends of [8, 20, 80]) expect(sum(sharesOf(name, manner, sends), 'pass')).toBeLessThanOrEqual(0.02);
    },
  );

  test('calls a spread narrow the more boldly the more waits there are', () => {
    expect([8, 20, 40, 200].map((size) => Number(narrowBelow(size).toFixed(3)))).toEqual([0.011, 0.046, 0.072, 0.08]);
  });
});
