/**
 * How what the world holds can be kept beyond it: every part of it is a store of plain entries under ids, which can be
 * listed, put back, and followed while they change. Nobody follows a world that is not kept; then a change costs a look
 * at one member and no more.
 */

/** Told of every change, in order. */
export interface ChangeListener {
  /** The entry has this value now, which never changes itself; `undefined`: the entry is gone. */
  put(store: string, id: string, value: unknown): void;
  /** Something about the entry changes in this turn of the event loop; its value is to be read at the end of it. */
  touch(store: string, id: string): void;
  /** Everything is another now. */
  replace(): void;
}

/** One for a world; its stores tell whoever listens. */
export interface Changes {
  listener: ChangeListener | undefined;
}

export const createChanges = (): Changes => ({ listener: undefined });

/** Id under which a store keeps the next id that it would give. */
export const NEXT_ID = '';

/** A part of the world, as plain entries. */
export interface Store {
  /** As an export of the world calls it: `flows`. */
  readonly name: string;
  /** More entries cannot be put back; absent: the oldest make room. */
  readonly limit?: number;
  /** Everything, so that putting it back in this order into an empty store gives the same store. */
  entries(): Iterable<readonly [id: string, value: unknown]>;
  /** The value of an entry; `undefined`: there is none. */
  read(id: string): unknown;
  /** Whether a value can stand under this id. */
  fits(id: string, value: unknown): boolean;
  /** Puts an entry in its place, or with `undefined` takes it away; tells nobody. */
  restore(id: string, value: unknown): void;
  /** Not as a fresh mock: empty. */
  clear(): void;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The form of a number that ids are counted by. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
