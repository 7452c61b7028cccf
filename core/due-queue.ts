/**
 * What is to be done at instants to come, the earliest first; of one instant, what was added first. A heap: adding and
 * taking cost the logarithm of what waits. It knows no clock: whoever holds one takes what is due.
 */

/** Something that waits. */
export interface Due {
  readonly at: number;
  /** Counted up by one with everything that is added. */
  readonly order: number;
}

interface Entry extends Due {
  /** Emptied when it was taken or cancelled. */
  action: (() => void) | undefined;
}

export interface DueQueue {
  add(at: number, action: () => void): Due;
  /** The earliest that was not cancelled. */
  peek(): Due | undefined;
  /** Takes the earliest out and gives its action. */
  take(): (() => void) | undefined;
  /** False when it was taken or cancelled before. */
  cancel(due: Due): boolean;
  clear(): void;
  size(): number;
  /** The order that the next one will have. */
  nextOrder(): number;
}

const isBefore = (a: Due, b: Due) => a.at < b.at || (a.at === b.at && a.order < b.order);

export function createDueQueue(): DueQueue {
  let heap: Entry[] = [];
  let alive = 0;
  let orders = 0;

  function rise(entry: Entry, from: number): void {
    let at = from;
    while (at > 0) {
      const parent = heap[(at - 1) >> 1];
      if (!parent || !isBefore(entry, parent)) break;
      heap[at] = parent;
      at = (at - 1) >> 1;
    }
    heap[at] = entry;
  }

  function sink(entry: Entry): void {
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      const right = heap[below + 1];
      let child = heap[below];
      if (child && right && isBefore(right, child)) {
        child = right;
        below++;
      }
      if (!child || !isBefore(child, entry)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = entry;
  }

  function removeFirst(): void {
    const last = heap.pop();
    if (last && heap.length > 0) sink(last);
  }

  /** Cancelled entries stay where they are until they come to the top, or until they are the most of all. */
  function tidy(): void {
    while (heap[0] && !heap[0].action) removeFirst();
    if (heap.length < 64 || alive * 2 > heap.length) return;
    const kept = heap.filter(({ action }) => action !== undefined);
    heap = [];
    for (const entry of kept) rise(entry, heap.length);
  }

  function empty(entry: Entry): (() => void) | undefined {
    const { action } = entry;
    if (action) alive--;
    entry.action = undefined;
    return action;
  }

  return {
    add(at, action) {
      const entry: Entry = { at, order: orders++, action };
      alive++;
      rise(entry, heap.length);
      return entry;
    },
    peek: () => heap[0],
    take() {
      const [first] = heap;
      const action = first && empty(first);
      tidy();
      return action;
    },
    cancel(due) {
      const wasWaiting = empty(due as Entry) !== undefined;
      if (wasWaiting) tidy();
      return wasWaiting;
    },
    clear() {
      for (const entry of heap) entry.action = undefined;
      heap = [];
      alive = 0;
    },
    size: () => alive,
    nextOrder: () => orders,
  };
}
