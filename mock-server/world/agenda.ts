/**
 * What the platform will do by itself later: raise a limit, judge a number's quality anew. Whoever has the clock is told
 * of each. Bounded: an entry that does not fit is dropped and counted.
 */
import { createChanges, isRecord, type Store } from './changes.js';

export type Chore =
  | 'raise-limit'
  | 'judge-quality'
  | 'end-review'
  | 'end-pause'
  | 'move-category'
  | 'decide-pacing'
  | 'end-upgrade';

export interface Appointment {
  readonly chore: Chore;
  /** Of what it is done to. */
  readonly id: string;
  /** Wall time in milliseconds. */
  readonly at: number;
}

export interface Agenda {
  /** Enters something; of the same chore for the same thing only the newest entry holds. */
  add(appointment: Appointment): void;
  /** Takes an entry out when its time has come; false: it was replaced or forgotten meanwhile. */
  take(appointment: Appointment): boolean;
  all(): readonly Appointment[];
  /** Is called with every entry that is added from now on. */
  listen(hear: (appointment: Appointment) => void): void;
  /** Entries that did not fit. */
  readonly lost: number;
  reset(): void;
  readonly store: Store;
}

const MOST_APPOINTMENTS = 20_000;
const STORE = 'agenda';

const keyOf = ({ chore, id }: Appointment) => `${chore}/${id}`;

export function createAgenda(changes = createChanges()): Agenda {
  const entries = new Map<string, Appointment>();
  let hear: (appointment: Appointment) => void = () => {};
  let lost = 0;

  const store: Store = {
    name: STORE,
    entries: () => entries.entries(),
    read: (key) => entries.get(key),
    fits: (_key, value) => isRecord(value) && typeof value.chore === 'string' && typeof value.at === 'number',
    restore(key, value) {
      if (value === undefined) return void entries.delete(key);
      entries.set(key, value as Appointment);
      hear(value as Appointment);
    },
    clear: () => entries.clear(),
  };

  return {
    add(appointment) {
      const key = keyOf(appointment);
      if (entries.size >= MOST_APPOINTMENTS && !entries.has(key)) return void lost++;
      entries.set(key, appointment);
      changes.listener?.put(STORE, key, appointment);
      hear(appointment);
    },
    take(appointment) {
      const key = keyOf(appointment);
      if (entries.get(key) !== appointment) return false;
      entries.delete(key);
      changes.listener?.put(STORE, key, undefined);
      return true;
    },
    all: () => [...entries.values()],
    listen(listener) {
      hear = listener;
    },
    get lost() {
      return lost;
    },
    reset() {
      entries.clear();
      changes.listener?.replace();
    },
    store,
  };
}
