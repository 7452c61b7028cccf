/** Numbers that are being upgraded to a higher throughput: until then their calls are refused. */
import { defineCollection } from './collection.js';

export interface ThroughputUpgrade {
  /** The number's id. */
  readonly id: string;
  /** Wall time in milliseconds. */
  readonly until: number;
}

export const throughputUpgrades = defineCollection<ThroughputUpgrade>({ name: 'throughputUpgrades', limit: 10_000 });
