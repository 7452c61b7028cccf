/**
 * How many of something happened in the last second or hour: counted by steps, the oldest of which falls out when time
 * moves on. Exact to one step, and as large as its steps however much happens. Wall time never goes back.
 */
export interface MovingCount {
  /** How many in the span that ends now. @param at wall time in ms. */
  at(at: number): number;
  /** One more. */
  add(at: number): void;
  /** How long, in ms, until there are fewer than `limit` if no more come; 0: there are. */
  untilBelow(limit: number, at: number): number;
}

/** @param stepMs what is counted together. @param steps how many steps are looked back on, the present one included. */
export function createMovingCount(stepMs: number, steps: number): MovingCount {
  const counts = new Uint32Array(steps);
  let newest = Number.NEGATIVE_INFINITY;
  let total = 0;

  function moveTo(at: number): void {
    const step = Math.floor(at / stepMs);
    if (step <= newest) return;
    for (let fresh = Math.max(newest + 1, step - steps + 1); fresh <= step; fresh++) {
      const slot = fresh % steps;
      total -= counts[slot] ?? 0;
      counts[slot] = 0;
    }
    newest = step;
  }

  return {
    at(at) {
      moveTo(at);
      return total;
    },
    add(at) {
      moveTo(at);
      const slot = newest % steps;
      counts[slot] = (counts[slot] ?? 0) + 1;
      total++;
    },
    untilBelow(limit, at) {
      moveTo(at);
      let left = total;
      for (let step = newest - steps + 1; step <= newest; step++) {
        if (left < limit) return Math.max(0, (step - 1 + steps) * stepMs - at);
        left -= counts[step % steps] ?? 0;
      }
      return Math.max(0, (newest + steps) * stepMs - at);
    },
  };
}
