/** A map with a limit: the entry that was written longest ago makes room, so that memory does not grow with the run. */
export interface BoundedMap<Key, Value> {
  get(key: Key): Value | undefined;
  /** Stores the value as the newest entry. */
  set(key: Key, value: Value): void;
  delete(key: Key): boolean;
  values(): IterableIterator<Value>;
  /** The entry that was written longest ago first. */
  entries(): IterableIterator<[Key, Value]>;
  readonly size: number;
}

/** @param onForgotten told which entry had to go. */
export function createBoundedMap<Key, Value>(
  limit: number,
  onForgotten: (key: Key, value: Value) => void = () => {},
): BoundedMap<Key, Value> {
  const map = new Map<Key, Value>();
  return {
    get: (key) => map.get(key),
    delete: (key) => map.delete(key),
    values: () => map.values(),
    entries: () => map.entries(),
    get size() {
      return map.size;
    },
    set(key, value) {
      // Deleting first moves the key to the end: a Map iterates in the order of insertion.
      map.delete(key);
      map.set(key, value);
      if (map.size <= limit) return;
      for (const [oldest, forgotten] of map) {
        map.delete(oldest);
        onForgotten(oldest, forgotten);
        return;
      }
    },
  };
}
