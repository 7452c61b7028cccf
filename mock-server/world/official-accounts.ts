/** Applications of numbers for the badge of an Official Business Account (OBA). */
import { defineCollection } from './collection.js';

export type ObaStatus = 'PENDING' | 'APPROVED' | 'REJECTED' | 'CANCELLED';

export interface OfficialAccount {
  /** The number's id. */
  readonly id: string;
  readonly status: ObaStatus;
  /** How many applications were handed in or withdrawn: names each of them. */
  readonly requests: number;
}

export const officialAccounts = defineCollection<OfficialAccount>({ name: 'officialAccounts', limit: 10_000 });
