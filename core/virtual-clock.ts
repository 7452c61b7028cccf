/**
 * A clock that moves only when it is told to. Due actions run in the order of their instants (ties in the order in
 * which they were scheduled), each at the instant that it was due at. It does not model real sockets.
 */
import type { Clock } from './clock.js';

export interface VirtualClock extends Clock {
  /** Moves time forward by `ms`, running everything that falls due, and what that schedules in turn. */
  advance(ms: number): Promise<void>;
  /** How many actions are waiting. */
  pending(): number;
  /** Waits for what must come without moving time. @throws Error when it waits on this clock and nobody advances it. */
  waitFor<Result>(promise: Promise<Result>): Promise<Result>;
}

interface Due {
  readonly at: number;
  readonly order: number;
  readonly action: () => void;
}

/** Lets promise chains started by an action settle before the next action runs. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Turns of the event loop without any move: longer than promise chains take. */
const IDLE_TURNS = 100;

export function createVirtualClock(wallStartedAt = Date.UTC(2026, 10, 22)): VirtualClock {
  let time = 0;
  let order = 0;
  const queue = new Set<Due>();

  function earliest(limit: number): Due | undefined {
    let first: Due | undefined;
    for (const due of queue) {
      if (due.at > limit) continue;
      if (!first || due.at < first.at || (due.at === first.at && due.order < first.order)) first = due;
    }
    return first;
  }

  /** Rejects once nothing has moved for a while and something waits for its time. */
  async function refuseToWait(isOver: () => boolean): Promise<void> {
    let idle = 0;
    for (let seenAt = time; idle < IDLE_TURNS; seenAt = time) {
      await settle();
      if (isOver()) return;
      idle = time === seenAt && queue.size > 0 ? idle + 1 : 0;
    }
    const waitMs = (earliest(Number.POSITIVE_INFINITY)?.at ?? time) - time;
    throw new Error(`waits on a clock that nobody advances: the next of ${queue.size} actions is due in ${waitMs} ms`);
  }

  return {
    now: () => time,
    wallTime: () => wallStartedAt + time,
    pending: () => queue.size,
    async waitFor(promise) {
      let isOver = false;
      const ending = promise.finally(() => {
        isOver = true;
      });
      await Promise.race([ending, refuseToWait(() => isOver)]);
      return ending;
    },
    schedule(delayMs, action) {
      const due = { at: time + Math.max(delayMs, 0), order: order++, action };
      queue.add(due);
      return () => queue.delete(due);
    },
    async advance(ms) {
      const end = time + ms;
      await settle();
      for (let due = earliest(end); due; due = earliest(end)) {
        queue.delete(due);
        time = due.at;
        due.action();
        await settle();
      }
      time = end;
    },
  };
}
