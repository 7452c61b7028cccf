/**
 * Objects of one kind that the simulated platform keeps: numbers, flows, QR codes. Plain values under their ids, in the
 * order in which they came; a change puts a new value in the old one's place. Bounded: a full collection says so. Every
 * collection is declared once by a spec, and the world makes one of each.
 */
import { type Changes, createChanges, isCount, isRecord, NEXT_ID, type Store } from './changes.js';
import type { NodeKind } from './nodes.js';

export interface Identified {
  readonly id: string;
}

export interface CollectionSpec<Item extends Identified> {
  /** As an export of the world calls it: `flows`. */
  readonly name: string;
  /** What an id of this collection means in a path; absent: its ids stand in no path's first place. */
  readonly kind?: NodeKind;
  /** Ids are counted up from here; 15 digits, so that clients which parse them as numbers keep them whole. */
  readonly firstId?: number;
  /** More objects are refused. */
  readonly limit: number;
  /** What a fresh mock holds. */
  readonly initial?: (seed: WorldSeed) => readonly Item[];
  /** Members that an export of the world hides unless it is asked for them. */
  readonly secrets?: readonly string[];
}

/** What the initial objects are made from. */
export interface WorldSeed {
  readonly phoneNumberId: string;
  readonly displayPhoneNumber: string;
  readonly wabaId: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly businessId: string;
}

export interface Collection<Item extends Identified> {
  get(id: string): Item | undefined;
  /** The oldest first. */
  all(): readonly Item[];
  readonly size: number;
  isFull(): boolean;
  /** Counted up with every change: what was derived from the objects is stale when it differs. */
  readonly revision: number;
  /** Makes an object under the next free id and keeps it. @throws RangeError when full: ask `isFull` before. */
  add(make: (id: string) => Item): Item;
  /** Keeps an object under its own id, in place of one that had it. @throws RangeError when full. */
  put(item: Item): void;
  /** As `put`; and a fresh mock holds it as well: it is back after every reset. */
  putForGood(item: Item): void;
  /** Changes members; does nothing for an object that is gone by now. */
  update(id: string, changes: Partial<Omit<Item, 'id'>>): void;
  remove(id: string): boolean;
  /** Has somebody told of every change from now on, but not of a reset: what an object was and what it is; absent: nothing. */
  follow(follower: Follower<Item>): void;
  /** Back to what a fresh mock holds. */
  reset(): void;
  /** The same objects, to be kept beyond this world. */
  readonly store: Store;
}

export type Follower<Item> = (before: Item | undefined, after: Item | undefined) => void;

/** Types a spec; nothing more. */
export const defineCollection = <Item extends Identified>(spec: CollectionSpec<Item>): CollectionSpec<Item> => spec;

const FIRST_ID = 990_000_000_000_001;

export interface CollectionDeps {
  readonly seed: WorldSeed;
  /** Shared by all collections of a world: what each id means. */
  readonly kinds: Map<string, NodeKind>;
  readonly changes?: Changes;
}

export function createCollection<Item extends Identified>(
  spec: CollectionSpec<Item>,
  { seed, kinds, changes = createChanges() }: CollectionDeps,
): Collection<Item> {
  const { name, kind, firstId = FIRST_ID, limit, initial } = spec;
  const items = new Map<string, Item>();
  const standing = new Map<string, Item>();
  let nextId = firstId;
  let revision = 0;
  let follower: Follower<Item> | undefined;

  function keep(item: Item): void {
    revision++;
    if (items.size >= limit && !items.has(item.id)) throw new RangeError(`${name} holds at most ${limit} objects`);
    items.set(item.id, item);
    if (kind) kinds.set(item.id, kind);
  }

  function forget(id: string): boolean {
    revision++;
    if (kind) kinds.delete(id);
    return items.delete(id);
  }

  function put(item: Item): void {
    const before = follower && items.get(item.id);
    keep(item);
    changes.listener?.put(name, item.id, item);
    follower?.(before, item);
  }

  function clear(): void {
    for (const id of [...items.keys()]) forget(id);
    nextId = firstId;
  }

  function reset(): void {
    clear();
    for (const item of [...(initial?.(seed) ?? []), ...standing.values()]) keep(item);
    changes.listener?.replace();
  }

  const store: Store = {
    name,
    limit,
    entries: () => [...items, ...(nextId === firstId ? [] : [[NEXT_ID, nextId] as const])],
    read: (id) => (id === NEXT_ID ? nextId : items.get(id)),
    fits: (id, value) => (id === NEXT_ID ? isCount(value) : isRecord(value) && value.id === id),
    restore(id, value) {
      if (id === NEXT_ID) nextId = Number(value);
      else if (value === undefined) forget(id);
      else keep(value as Item);
    },
    clear,
  };

  reset();
  return {
    get: (id) => items.get(id),
    all: () => [...items.values()],
    get size() {
      return items.size;
    },
    isFull: () => items.size >= limit,
    get revision() {
      return revision;
    },
    add(make) {
      while (items.has(String(nextId))) nextId++;
      const item = make(String(nextId++));
      put(item);
      changes.listener?.put(name, NEXT_ID, nextId);
      return item;
    },
    put,
    putForGood(item) {
      put(item);
      standing.set(item.id, item);
    },
    update(id, changes) {
      const known = items.get(id);
      if (known) put({ ...known, ...changes });
    },
    remove(id) {
      const before = items.get(id);
      if (!forget(id)) return false;
      changes.listener?.put(name, id, undefined);
      follower?.(before, undefined);
      return true;
    },
    follow(given) {
      follower = given;
    },
    reset,
    store,
  };
}
