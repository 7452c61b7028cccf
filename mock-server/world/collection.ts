/**
 * Objects of one kind that the simulated platform keeps: numbers, flows, QR codes. Plain values under their ids, in the
 * order in which they came; a change puts a new value in the old one's place. Bounded: a full collection says so. Every
 * collection is declared once by a spec, and the world makes one of each.
 */
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
  /** Back to what a fresh mock holds. */
  reset(): void;
}

/** Types a spec; nothing more. */
export const defineCollection = <Item extends Identified>(spec: CollectionSpec<Item>): CollectionSpec<Item> => spec;

const FIRST_ID = 990_000_000_000_001;

/** @param kinds shared by all collections of a world: what each id means. */
export function createCollection<Item extends Identified>(
  spec: CollectionSpec<Item>,
  seed: WorldSeed,
  kinds: Map<string, NodeKind>,
): Collection<Item> {
  const { name, kind, firstId = FIRST_ID, limit, initial } = spec;
  const items = new Map<string, Item>();
  const standing = new Map<string, Item>();
  let nextId = firstId;
  let revision = 0;

  function put(item: Item): void {
    revision++;
    if (items.size >= limit && !items.has(item.id)) throw new RangeError(`${name} holds at most ${limit} objects`);
    items.set(item.id, item);
    if (kind) kinds.set(item.id, kind);
  }

  function remove(id: string): boolean {
    revision++;
    if (kind) kinds.delete(id);
    return items.delete(id);
  }

  function reset(): void {
    for (const id of [...items.keys()]) remove(id);
    nextId = firstId;
    for (const item of [...(initial?.(seed) ?? []), ...standing.values()]) put(item);
  }

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
    remove,
    reset,
  };
}
