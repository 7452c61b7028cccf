/**
 * What waits for a retry, very many for the price of one timer: a heap, and a timer for its top.
 * Exact: each is woken at its instant, those of one instant in the order in which they were added.
 */
import type { Cancel, Clock } from '../../core/clock.js';

/** What is kept in the thing itself, so that waiting costs no further object. */
export interface Due {
  /** Clock time in ms; written by the queue. */
  dueAt: number;
  /** Tells apart what falls due at the same instant; written by the queue. */
  order: number;
}

export interface RetryLine<Item extends Due> {
  /** Wakes `item` in `waitMs`. */
  add(item: Item, waitMs: number): void;
  /** Takes out everything that matches, in the order in which it would have fallen due. */
  remove(matches: (item: Item) => boolean): Item[];
  /** In no order. */
  items(): Iterable<Item>;
  readonly size: number;
}

/** A timer that fires a hair early has fired in time: sums of fractions are not exact. */
const TOLERANCE_MS = 0.001;

const isBefore = (a: Due, b: Due) => a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order);

/** @param wake told of everything that is due at once. */
export function createRetryLine<Item extends Due>(
  clock: Clock,
  wake: (items: readonly Item[]) => void,
): RetryLine<Item> {
  let heap: Item[] = [];
  let orders = 0;
  let armedFor = Number.POSITIVE_INFINITY;
  let disarm: Cancel = () => undefined;

  function rise(item: Item, from: number): void {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (!parent || !isBefore(item, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = item;
  }

  function sink(item: Item): void {
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      let child = heap[below];
      if (!child) break;
      const right = heap[below + 1];
      if (right && isBefore(right, child)) {
        child = right;
        below++;
      }
      if (!isBefore(child, item)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = item;
  }

  function takeFirst(): Item | undefined {
    const [first] = heap;
    const last = heap.pop();
    if (last && heap.length > 0) sink(last);
    return first;
  }

  /** Sees to it that the timer is the one of the top. */
  function arm(): void {
    const next = heap[0]?.dueAt ?? Number.POSITIVE_INFINITY;
    if (next === armedFor) return;
    disarm();
    armedFor = next;
    disarm = next === Number.POSITIVE_INFINITY ? () => undefined : clock.schedule(next - clock.now(), fire);
  }

  function fire(): void {
    armedFor = Number.POSITIVE_INFINITY;
    const now = clock.now() + TOLERANCE_MS;
    const due: Item[] = [];
    while (heap[0] && heap[0].dueAt <= now) {
      const item = takeFirst();
      if (item) due.push(item);
    }
    arm();
    if (due.length > 0) wake(due);
  }

  return {
    add(item, waitMs) {
      item.dueAt = clock.now() + Math.max(waitMs, 0);
      item.order = orders++;
      rise(item, heap.length);
      arm();
    },
    remove(matches) {
      const removed = heap.filter(matches).sort((a, b) => (isBefore(a, b) ? -1 : 1));
      if (removed.length === 0) return removed;
      const kept = heap.filter((item) => !matches(item));
      heap = [];
      for (const item of kept) rise(item, heap.length);
      arm();
      return removed;
    },
    items: () => heap,
    get size() {
      return heap.length;
    },
  };
}
