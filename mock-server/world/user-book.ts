/** The users that the platform has met, the newest 100,000: the one met longest ago is forgotten first. */
import { createBoundedMap } from '../../core/bounded-map.js';
import type { WaId } from '../../core/ids.js';
import { type Changes, createChanges, isRecord, type Store } from './changes.js';
import type { User } from './world.js';

const USERS_KEPT = 100_000;
const STORE = 'customers';

export interface UserBook {
  /** The user of this id, met now for the first time if unknown; whoever asks may change members. */
  meet(id: WaId): User;
  find(id: WaId): User | undefined;
  all(): Iterable<User>;
  reset(): void;
  readonly store: Store;
}

export function createUserBook(changes: Changes = createChanges()): UserBook {
  let users = createBoundedMap<WaId, User>(USERS_KEPT);

  function clear(): void {
    users = createBoundedMap(USERS_KEPT);
  }

  return {
    meet(id) {
      changes.listener?.touch(STORE, id);
      const known = users.get(id);
      if (known) return known;
      const met: User = {
        id,
        name: '',
        written: 0,
        received: 0,
        wroteAt: undefined,
        threads: undefined,
        marketedAt: undefined,
        sends: 0,
        marks: 0,
      };
      users.set(id, met);
      return met;
    },
    find: (id) => users.get(id),
    all: () => users.values(),
    reset() {
      clear();
      changes.listener?.replace();
    },
    store: {
      name: STORE,
      entries: () => users.entries(),
      read: (id) => users.get(id as WaId),
      fits: (id, value) => isRecord(value) && value.id === id && typeof value.written === 'number',
      restore(id, value) {
        const known = users.get(id as WaId);
        if (known) Object.assign(known, value);
        else users.set(id as WaId, { ...(value as User) });
      },
      clear,
    },
  };
}
