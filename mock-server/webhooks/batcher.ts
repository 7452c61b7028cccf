/**
 * Collects updates for one post: it leaves when it is full (so many updates, or Meta's 3 MB), or when its first update has
 * waited long enough. Each key (a callback of an app) has a post of its own.
 */
import type { Cancel, Clock } from '../../core/clock.js';
import { type BatchRules, LARGEST_POST_BYTES } from './delivery-rules.js';

export interface Batcher<Key, Item> {
  add(key: Key, item: Item, rules: BatchRules): void;
  /** Items that wait for their post to leave. */
  waiting(): number;
  /** Everything leaves now. */
  flush(): void;
}

interface Batch<Item> {
  readonly items: Item[];
  bytes: number;
  readonly cancel: Cancel;
}

export function createBatcher<Key, Item extends { readonly body: Buffer }>(
  clock: Clock,
  leave: (key: Key, items: readonly Item[]) => void,
): Batcher<Key, Item> {
  const batches = new Map<Key, Batch<Item>>();
  let waiting = 0;

  function dispatch(key: Key): void {
    const batch = batches.get(key);
    if (!batch) return;
    batches.delete(key);
    batch.cancel();
    waiting -= batch.items.length;
    leave(key, batch.items);
  }

  function batchFor(key: Key, withinMs: number): Batch<Item> {
    const known = batches.get(key);
    if (known) return known;
    const batch: Batch<Item> = { items: [], bytes: 0, cancel: clock.schedule(withinMs, () => dispatch(key)) };
    batches.set(key, batch);
    return batch;
  }

  return {
    waiting: () => waiting,
    add(key, item, { updates, withinMs }) {
      if ((batches.get(key)?.bytes ?? 0) + item.body.length > LARGEST_POST_BYTES) dispatch(key);
      const batch = batchFor(key, withinMs);
      batch.items.push(item);
      batch.bytes += item.body.length;
      waiting++;
      if (batch.items.length >= updates) dispatch(key);
    },
    flush() {
      for (const key of [...batches.keys()]) dispatch(key);
    },
  };
}
