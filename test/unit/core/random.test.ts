import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../../core/random.js';

const draw = (random: Random, count: number) => Array.from({ length: count }, () => random.next());
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

describe('seeds', () => {
  test('the same seed gives the same stream', () => {
    expect(draw(createRandom(7), 20)).toEqual(draw(createRandom(7), 20));
  });

  test('other seeds give other streams', () => {
    const firsts = Array.from({ length: 1_000 }, (_, seed) => createRandom(seed).next());
    expect(new Set(firsts).size).toBe(1_000);
  });
});

describe('forks', () => {
  test('depend on seed and names only, not on what was drawn before', () => {
    const used = createRandom(7);
    draw(used, 100);
    used.fork('other').next();
    expect(draw(used.fork('calls').fork('a'), 5)).toEqual(draw(createRandom(7).fork('calls').fork('a'), 5));
  });

  test('do not move the stream that they come from', () => {
    const forked = createRandom(7);
    forked.fork('a').next();
    expect(draw(forked, 5)).toEqual(draw(createRandom(7), 5));
  });

  test('of different names, of swapped names and of different seeds differ', () => {
    const streams = [
      createRandom(7).fork('a'),
      createRandom(7).fork('b'),
      createRandom(8).fork('a'),
      createRandom(7).fork('a').fork('b'),
      createRandom(7).fork('b').fork('a'),
      createRandom(7).fork(''),
      createRandom(7),
    ];
    expect(new Set(streams.map((random) => random.next())).size).toBe(streams.length);
  });

  test('numbered names give first draws that are spread evenly', () => {
    const root = createRandom(1);
    const firsts = Array.from({ length: 10_000 }, (_, n) => root.fork(`call/${n}`).next());
    const tenths = Array.from({ length: 10 }, (_, i) => firsts.filter((x) => Math.floor(x * 10) === i).length);
    for (const count of tenths) expect(count).toBeGreaterThan(880);
    expect(Math.max(...tenths)).toBeLessThan(1_120);
  });

  test('the second draw of a fork does not follow from its first', () => {
    const root = createRandom(1);
    const pairs = Array.from({ length: 10_000 }, (_, n) => {
      const random = root.fork(`message/${n}`);
      return [random.next(), random.next()] as const;
    });
    const struck = pairs.filter(([first]) => first < 0.3).map(([, second]) => second);
    expect(mean(struck)).toBeCloseTo(0.5, 1);
    const thirds = [0, 1, 2].map((i) => struck.filter((x) => Math.floor(x * 3) === i).length / struck.length);
    for (const share of thirds) expect(share).toBeCloseTo(1 / 3, 1);
  });
});

describe('index', () => {
  const names = Array.from({ length: 20_000 }, (_, n) => `wamid.${n}`);

  test('depends on seed and name only, and takes every value about equally often', () => {
    const random = createRandom(7);
    const values = names.map((name) => random.index(name, 10));
    draw(random, 5);
    expect(names.map((name) => random.index(name, 10))).toEqual(values);
    expect(names.map((name) => createRandom(8).index(name, 10))).not.toEqual(values);
    for (let value = 0; value < 10; value++)
      expect(Math.abs(values.filter((one) => one === value).length / names.length - 0.1)).toBeLessThan(0.01);
  });
});

describe('distributions, over 20,000 draws of one seed', () => {
  const draws = 20_000;
  const sample = (one: (random: Random) => number) => {
    const random = createRandom(42);
    return Array.from({ length: draws }, () => one(random));
  };

  test('next is uniform in [0, 1)', () => {
    const values = sample((random) => random.next());
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(mean(values)).toBeCloseTo(0.5, 2);
    expect(deviation(values)).toBeCloseTo(Math.sqrt(1 / 12), 2);
  });

  test('integer takes every value of its range, both ends included, about equally often', () => {
    const values = sample((random) => random.integer(1, 6));
    const counts = [1, 2, 3, 4, 5, 6].map((face) => values.filter((value) => value === face).length);
    expect(counts.reduce((sum, count) => sum + count)).toBe(draws);
    for (const count of counts) expect(Math.abs(count / draws - 1 / 6)).toBeLessThan(0.01);
  });

  test('chance is true as often as it says; 0 never, 1 always', () => {
    const share = (probability: number) => mean(sample((random) => Number(random.chance(probability))));
    expect(share(0)).toBe(0);
    expect(share(1)).toBe(1);
    expect(Math.abs(share(0.25) - 0.25)).toBeLessThan(0.01);
  });

  test('exponential has the mean that it is given and is never negative', () => {
    const values = sample((random) => random.exponential(50));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.abs(mean(values) - 50)).toBeLessThan(1.5);
    expect(values.filter((value) => value > 50).length / draws).toBeCloseTo(Math.exp(-1), 1);
  });

  test('normal has the mean and the deviation that it is given', () => {
    const values = sample((random) => random.normal(10, 3));
    expect(mean(values)).toBeCloseTo(10, 0);
    expect(deviation(values)).toBeCloseTo(3, 1);
    expect(values.filter((value) => Math.abs(value - 10) < 3).length / draws).toBeCloseTo(0.68, 1);
  });

  test('pick takes every item, and refuses an empty list', () => {
    const picked = new Set<string>();
    sample((random) => {
      picked.add(random.pick(['a', 'b', 'c']));
      return 0;
    });
    expect([...picked].sort()).toEqual(['a', 'b', 'c']);
    expect(() => createRandom(1).pick([])).toThrow(RangeError);
  });
});
