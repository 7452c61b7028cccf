/** When numbers were registered and deregistered: Meta takes ten of each in 72 hours. */
import type { Collection } from './collection.js';
import { defineCollection } from './collection.js';

export interface Registrations {
  /** `<number>/register` or `<number>/deregister` */
  readonly id: string;
  /** Wall times in milliseconds, the oldest first; only those of the last 72 hours. */
  readonly times: readonly number[];
}

export const registrations = defineCollection<Registrations>({ name: 'registrations', limit: 20_000 });

/** Meta, "Registration": requests of a kind for one number, and the time that they are counted over. */
export const REGISTRATIONS = 10;
const COUNTED_MS = 72 * 3_600_000;

/** The times that still count. @param now wall time in milliseconds. */
export const recentTimes = (all: Collection<Registrations>, id: string, now: number): readonly number[] =>
  (all.get(id)?.times ?? []).filter((at) => at > now - COUNTED_MS);
