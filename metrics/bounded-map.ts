/** A map that forgets its oldest entry when it is full: memory of a metric must not grow with the run. */

export interface BoundedMap<Value> {
  get(key: string): Value | undefined;
  /** Stores the value as the newest entry. */
  set(key: string, value: Value): void;
  delete(key: string): boolean;
  readonly size: number;
}

/** @param onForgotten told which entry had to go. */
export function createBoundedMap<Value>(
  limit: number,
  onForgotten: (key: string, value: Value) => void = () => {},
): BoundedMap<Value> {
  const map = new Map<string, Value>();
  return {
    get: (key) => map.get(key),
    delete: (key) => map.delete(key),
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
