/**
 * Seeded chance. A `Random` is one stream; `fork(name)` makes another that depends only on the seed and the names on
 * the way to it, never on how much was drawn before. A decision about one thing (a call, a message) is therefore taken
 * from a stream forked by that thing's name, and stays the same whatever else happens, and in whatever order.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /** True with the given probability (0 to 1). */
  chance(probability: number): boolean;
  /** One of `items`, which must not be empty. */
  pick<T>(items: readonly T[]): T;
  /** Exponentially distributed with the given mean. */
  exponential(mean: number): number;
  /** Normally distributed. */
  normal(mean: number, deviation: number): number;
  /** An independent stream of this name. */
  fork(name: string): Random;
  /** Uniform whole number from 0 to `below` − 1 that depends only on the seed and the name: one draw, without a stream. */
  index(name: string, below: number): number;
}

/** FNV-1a over UTF-16 units, with a final avalanche: one 32-bit seed for a name below a seed. */
function hash(seed: number, name: string): number {
  let h = (seed ^ 0x811c9dc5) >>> 0;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

/** A class, because a stream is forked for every message: its methods are shared, and only two words are new. */
class Stream implements Random {
  readonly #seed: number;
  /** Made at the first draw: many streams are only forked. */
  #generator: RandomGenerator | undefined;

  constructor(seed: number) {
    this.#seed = seed;
  }

  next(): number {
    this.#generator ??= xoroshiro128plus(this.#seed | 0);
    return uniformFloat64(this.#generator);
  }

  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError('pick() needs at least one item');
    return item;
  }

  exponential(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  normal(mean: number, deviation: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.next());
  }

  fork(name: string): Random {
    return new Stream(hash(this.#seed, name));
  }

  index(name: string, below: number): number {
    return (hash(this.#seed, name) >>> 0) % below;
  }
}

export const createRandom = (seed: number): Random => new Stream(seed);
