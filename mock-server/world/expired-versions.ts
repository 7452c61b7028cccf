/** Graph versions that had their last day before the calendar says so: the id is the version, `v23.0`. */
import { defineCollection } from './collection.js';

export interface ExpiredVersion {
  readonly id: string;
}

export const expiredVersions = defineCollection<ExpiredVersion>({ name: 'expiredVersions', limit: 100 });
