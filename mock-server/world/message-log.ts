/**
 * What the numbers sent and what became of it, message by message: the newest 10,000, for the message history and for
 * analytics. The oldest is forgotten when a new one comes.
 */
import type { MessageStatus } from '../../core/observations.js';
import { createChanges, isRecord, type Store } from './changes.js';

export interface ReachedStatus {
  readonly status: MessageStatus;
  /** Wall time in milliseconds. */
  readonly at: number;
}

/** The template that a message was sent with. */
export interface SentTemplate {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly category: string;
}

export interface LoggedMessage {
  /** Id of its entry in the message history. */
  readonly id: string;
  /** The message's own id: `wamid.…`. */
  readonly message: string;
  readonly phoneNumberId: string;
  /** Digits of the user's number. */
  readonly to: string;
  readonly type: string;
  readonly template?: SentTemplate | undefined;
  readonly callbackData?: string | undefined;
  /** Wall time in milliseconds at which the message was accepted. */
  readonly sentAt: number;
  /** In the order in which they were reached. */
  readonly statuses: readonly ReachedStatus[];
}

/** Entries that are kept. */
export const MESSAGES_LOGGED = 10_000;

const FIRST_ID = 800_000_000_000_001;

export interface MessageLog {
  /** Enters a message and gives the id of its entry. */
  add(message: Omit<LoggedMessage, 'id' | 'statuses'>): string;
  /** Enters a status that a message reached, and gives the entry; `undefined` when that is gone by now. */
  reach(id: string, status: MessageStatus, at: number): LoggedMessage | undefined;
  get(id: string): LoggedMessage | undefined;
  /** The oldest first. */
  all(): readonly LoggedMessage[];
  readonly size: number;
  reset(): void;
  readonly store: Store;
}

const STORE = 'messages';

type Entry = LoggedMessage & { readonly statuses: ReachedStatus[] };

/**
 * A ring, and no collection as other objects have: sends are many, and each would cost an entry in three maps. Ids are
 * counted up, so they say themselves where an entry lies.
 */
export function createMessageLog(changes = createChanges()): MessageLog {
  let ring: Entry[] = [];
  let count = 0;

  function find(id: string): Entry | undefined {
    const entry = ring[(Number(id) - FIRST_ID) % MESSAGES_LOGGED];
    return entry?.id === id ? entry : undefined;
  }

  function all(): readonly Entry[] {
    const oldest = count % MESSAGES_LOGGED;
    const entries = count > MESSAGES_LOGGED ? [...ring.slice(oldest), ...ring.slice(0, oldest)] : ring;
    return entries.filter((entry) => entry !== undefined);
  }

  function clear(): void {
    ring = [];
    count = 0;
  }

  const store: Store = {
    name: STORE,
    entries: () => all().map((entry) => [entry.id, entry]),
    read: find,
    fits: (id, value) => isRecord(value) && value.id === id && Number(id) >= FIRST_ID && Array.isArray(value.statuses),
    restore(id, value) {
      const ordinal = Number(id) - FIRST_ID;
      const entry = value as Entry;
      ring[ordinal % MESSAGES_LOGGED] = { ...entry, statuses: [...entry.statuses] };
      count = Math.max(count, ordinal + 1);
    },
    clear,
  };

  return {
    add({ message, phoneNumberId, to, type, template, callbackData, sentAt }) {
      const id = String(FIRST_ID + count);
      ring[count++ % MESSAGES_LOGGED] = {
        id,
        message,
        phoneNumberId,
        to,
        type,
        template,
        callbackData,
        sentAt,
        statuses: [],
      };
      changes.listener?.touch(STORE, id);
      return id;
    },
    reach(id, status, at) {
      const entry = find(id);
      entry?.statuses.push({ status, at });
      changes.listener?.touch(STORE, id);
      return entry;
    },
    get: find,
    all,
    get size() {
      return ring.length;
    },
    reset() {
      clear();
      changes.listener?.replace();
    },
    store,
  };
}
