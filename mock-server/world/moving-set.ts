/**
 * Who was there within a moving span of time: each counts once, by the last time. Adding and asking cost the same
 * however many there are; whoever is too old is forgotten on the way.
 */
export interface MovingSet {
  /** How many are within the span that ends now. */
  size(now: number): number;
  has(key: string, now: number): boolean;
  /** @param now never before an earlier one: entries lie in the order of their times. */
  add(key: string, now: number): void;
  /** When it was last added, unless it is forgotten. */
  at(key: string): number | undefined;
  /** Pairs of key and wall time, the oldest first. */
  entries(): IterableIterator<readonly [string, number]>;
}

/**
 * @param spanMs who was added exactly so long ago is out.
 * @param limit of more, the oldest is forgotten.
 */
export function createMovingSet(spanMs: number, limit = Number.POSITIVE_INFINITY): MovingSet {
  const last = new Map<string, number>();

  function forget(now: number): void {
    for (const [key, at] of last) {
      if (at > now - spanMs && last.size <= limit) return;
      last.delete(key);
    }
  }

  return {
    size(now) {
      forget(now);
      return last.size;
    },
    has(key, now) {
      const at = last.get(key);
      return at !== undefined && at > now - spanMs;
    },
    add(key, now) {
      // Deleting first moves the key to the end: a Map iterates in the order of insertion.
      last.delete(key);
      last.set(key, now);
      forget(now);
    },
    at: (key) => last.get(key),
    entries: () => last.entries(),
  };
}
