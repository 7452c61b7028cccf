/**
 * The customers of a run: phone numbers that could exist in the countries where WhatsApp is used most, and names in
 * their scripts. Some names carry what breaks careless code: emoji, accents, right-to-left marks, quotes, markup.
 * Names repeat in a large crowd, as they do in life; numbers never do.
 */
import type { WaId } from '../../core/ids.js';
import { waId } from '../../core/ids.js';
import type { Random } from '../../core/random.js';
import { awkwardNames } from './awkward-names.js';
import { countries } from './countries.js';
import { createNamePools } from './name-pools.js';

export interface User {
  /** Digits with the country code. */
  readonly waId: WaId;
  /** Name of the profile, as the webhook carries it. */
  readonly name: string;
}

/** Every so many users one has an awkward name, so that even a small crowd contains some. */
const AWKWARD_EVERY = 4;

/** Numbers that belong to the business (1555 010…) and to decoys (1555 0199…) begin with 1555 0, as those of people who move: users never do. */
function drawNumber(prefix: string, digits: number, random: Random): string {
  let number = `${prefix}${random.integer(2, 9)}`;
  for (let i = 1; i < digits; i++) number += random.integer(0, 9);
  return number;
}

/** `count` users, at most a few million; the same seed gives the same users, and a larger count only adds some. */
export function createUsers(count: number, random: Random): User[] {
  const numbers = random.fork('numbers');
  const names = random.fork('names');
  const pools = createNamePools(random.fork('pools'));
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const country = numbers.pick(countries);
    let number = drawNumber(country.prefix, country.digits, numbers);
    while (taken.has(number)) number = drawNumber(country.prefix, country.digits, numbers);
    taken.add(number);
    const awkward = awkwardNames[Math.floor(index / AWKWARD_EVERY) % awkwardNames.length];
    const common = names.pick(pools[country.language]);
    return { waId: waId(number), name: awkward && index % AWKWARD_EVERY === AWKWARD_EVERY - 1 ? awkward : common };
  });
}

/** How many decoys there can be: 1555 0199 000 to 999. */
const DECOYS = 1_000;

/**
 * Users who never write: the authors of forged deliveries. Their numbers are disjoint from those of `createUsers`, so
 * that any answer to one of them proves that a forgery was believed.
 *
 * @throws RangeError beyond 1,000 decoys.
 */
export function createDecoys(count: number, random: Random): User[] {
  if (count > DECOYS) throw new RangeError(`at most ${DECOYS} decoys have numbers of their own, asked for ${count}`);
  const names = random.fork('decoys');
  const pools = createNamePools(names.fork('pools'));
  return Array.from({ length: count }, (_, index) => ({
    waId: waId(`15550199${String(index).padStart(3, '0')}`),
    name: names.pick(pools.en),
  }));
}

const MOVERS = 1_000;

/**
 * Somebody who never writes, and of whom the platform says that the number has changed. The numbers are disjoint from
 * those of all others, and so are the new ones (1555 0197 000 to 999).
 */
export const createMover = (index: number): User => ({
  waId: waId(`15550198${String(index % MOVERS).padStart(3, '0')}`),
  name: 'Mo Ver',
});
