/**
 * How many free service messages each number had in the month that runs, by UTC (Meta counts in the account's own
 * timezone). Bounded like the numbers themselves.
 */
import { createBoundedMap } from '../../core/bounded-map.js';
import { createChanges, isRecord, type Store } from './changes.js';

interface Month {
  /** Wall times in milliseconds: the first instant of the month, and that of the next one. */
  readonly start: number;
  readonly end: number;
  used: number;
}

export interface FreeServices {
  /** Takes one of the month's free messages, if there is one left. @param at wall time in milliseconds. */
  take(phoneNumberId: string, free: number, at: number): boolean;
  reset(): void;
  readonly store: Store;
}

const NUMBERS_KEPT = 10_000;
const STORE = 'freeServices';

function monthOf(at: number): Month {
  const day = new Date(at);
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1), used: 0 };
}

export function createFreeServices(changes = createChanges()): FreeServices {
  let months = createBoundedMap<string, Month>(NUMBERS_KEPT);

  const clear = () => {
    months = createBoundedMap(NUMBERS_KEPT);
  };

  return {
    take(phoneNumberId, free, at) {
      let month = months.get(phoneNumberId);
      if (!month || at < month.start || at >= month.end) {
        month = monthOf(at);
        months.set(phoneNumberId, month);
      }
      if (month.used >= free) return false;
      month.used++;
      changes.listener?.touch(STORE, phoneNumberId);
      return true;
    },
    reset() {
      clear();
      changes.listener?.replace();
    },
    store: {
      name: STORE,
      entries: () => months.entries(),
      read: (id) => months.get(id),
      fits: (_id, value) => isRecord(value) && typeof value.used === 'number' && typeof value.end === 'number',
      restore: (id, value) => months.set(id, { ...(value as Month) }),
      clear,
    },
  };
}
