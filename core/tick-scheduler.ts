/**
 * Very many delayed actions for the price of one timer: instants are rounded up to ticks, and all that falls due in a
 * tick runs together, in the order in which it was scheduled. For what need not be exact to the millisecond.
 */
import type { Clock } from './clock.js';

export interface TickScheduler<Item> {
  /** Gives `item` to the action, `delayMs` from now, up to one tick late. */
  schedule(delayMs: number, item: Item): void;
  /** Items that wait. */
  pending(): number;
}

const TICK_MS = 10;

export function createTickScheduler<Item>(clock: Clock, action: (item: Item) => void): TickScheduler<Item> {
  const ticks = new Map<number, Item[]>();
  let pending = 0;

  function run(tick: number): void {
    const due = ticks.get(tick) ?? [];
    ticks.delete(tick);
    pending -= due.length;
    for (const item of due) action(item);
  }

  return {
    pending: () => pending,
    schedule(delayMs, item) {
      const now = clock.now();
      const tick = Math.ceil((now + delayMs) / TICK_MS);
      pending++;
      const waiting = ticks.get(tick);
      if (waiting) {
        waiting.push(item);
        return;
      }
      ticks.set(tick, [item]);
      clock.schedule(tick * TICK_MS - now, () => run(tick));
    },
  };
}
