/**
 * Who comes next? Users take turns in an order shuffled once, so that the choice does not depend on how fast the
 * subject answers. Only when the user whose turn it is still talks does somebody else come, from the far side of the
 * circle, so that the turns after this one stay as they were.
 */
import type { Random } from '../core/random.js';
import type { User } from './users/create-users.js';

export interface Crowd {
  /** A free user for the n-th turn (from 0), busy from now on; undefined when all are busy. */
  take(turn: number): User | undefined;
  /** The user's conversation is over. */
  release(user: User): void;
}

function shuffle<T>(items: readonly T[], random: Random): T[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = random.integer(0, i);
    const moved = shuffled[i] as T;
    shuffled[i] = shuffled[j] as T;
    shuffled[j] = moved;
  }
  return shuffled;
}

export function createCrowd(users: readonly User[], random: Random): Crowd {
  const order = shuffle(users, random);
  const places = new Map(order.map((user, place) => [user.waId, place]));
  const free = new Uint8Array(order.length).fill(1);
  let freeCount = order.length;

  function freePlace(turn: number): number {
    const own = turn % order.length;
    if (free[own]) return own;
    const opposite = (own + Math.floor(order.length / 2)) % order.length;
    const after = free.indexOf(1, opposite);
    return after === -1 ? free.indexOf(1) : after;
  }

  return {
    take(turn) {
      if (freeCount === 0) return undefined;
      const place = freePlace(turn);
      free[place] = 0;
      freeCount--;
      return order[place];
    },
    release(user) {
      const place = places.get(user.waId);
      if (place === undefined || free[place]) return;
      free[place] = 1;
      freeCount++;
    },
  };
}
