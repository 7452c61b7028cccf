/**
 * How many messages were sent, delivered and read, and calls begun: by half hour, number, country, category and template. What analytics
 * answer is added up from these. Bounded: the oldest counts are forgotten first.
 */
import { createBoundedMap } from '../../core/bounded-map.js';
import { countryOf } from './calling-codes.js';
import { createChanges, isRecord, type Store } from './changes.js';

export type Counted = 'sent' | 'delivered' | 'read' | 'calls';

export interface Tally {
  /** Start of the half hour, in seconds since the Unix epoch. */
  readonly start: number;
  readonly phoneNumberId: string;
  /** ISO 3166 alpha-2 of the user's number. */
  readonly country: string;
  /** `service` for free-form messages, otherwise the template's category in small letters. */
  readonly category: string;
  /** Id of the template; empty: a free-form message. */
  readonly templateId: string;
  readonly sent: number;
  readonly delivered: number;
  readonly read: number;
  /** Calls that the business began. */
  readonly calls: number;
}

export interface CountedMessage {
  readonly phoneNumberId: string;
  /** Digits of the user's number. */
  readonly to: string;
  readonly template?: { readonly id: string; readonly category: string } | undefined;
}

export interface Tallies {
  /** @param at wall time in milliseconds. */
  count(what: Counted, message: CountedMessage, at: number): void;
  /** Counts of the half hours that begin in the span, which is in seconds; the end does not belong to it. */
  between(start: number, end: number): readonly Tally[];
  reset(): void;
  readonly store: Store;
}

export const HALF_HOUR_S = 1_800;
const TALLIES_KEPT = 50_000;

const STORE = 'tallies';

type Counts = { -readonly [Name in keyof Tally]: Tally[Name] };

export function createTallies(changes = createChanges()): Tallies {
  let tallies = createBoundedMap<string, Counts>(TALLIES_KEPT);

  function clear(): void {
    tallies = createBoundedMap(TALLIES_KEPT);
  }

  const store: Store = {
    name: STORE,
    entries: () => tallies.entries(),
    read: (key) => tallies.get(key),
    fits: (_key, value) => isRecord(value) && typeof value.start === 'number',
    restore(key, value) {
      const known = tallies.get(key);
      if (known) Object.assign(known, value);
      else tallies.set(key, { ...(value as Tally) });
    },
    clear,
  };

  return {
    count(what, { phoneNumberId, to, template }, at) {
      const start = Math.floor(at / 1_000 / HALF_HOUR_S) * HALF_HOUR_S;
      const country = countryOf(to);
      const templateId = template?.id ?? '';
      const key = `${start}/${phoneNumberId}/${country}/${templateId}`;
      const known = tallies.get(key);
      changes.listener?.touch(STORE, key);
      if (known) {
        known[what]++;
        return;
      }
      const category = template?.category.toLowerCase() ?? 'service';
      const none = { sent: 0, delivered: 0, read: 0, calls: 0 };
      tallies.set(key, { start, phoneNumberId, country, category, templateId, ...none, [what]: 1 });
    },
    between: (start, end) => [...tallies.values()].filter((tally) => tally.start >= start && tally.start < end),
    reset() {
      clear();
      changes.listener?.replace();
    },
    store,
  };
}
