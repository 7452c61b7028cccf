/** Usernames of business numbers (2026): one a number, each once in the world. */
import type { Collection } from './collection.js';
import { defineCollection } from './collection.js';

export interface Username {
  /** The number's id. */
  readonly id: string;
  /** In small letters, without `@`. */
  readonly name: string;
  /** Reserved: kept, and not shown to users yet. */
  readonly status: 'approved' | 'reserved';
}

export const usernames = defineCollection<Username>({ name: 'usernames', limit: 10_000 });

/** Who has a name, if anybody. */
export const holderOf = (all: Collection<Username>, name: string): Username | undefined =>
  all.all().find((held) => held.name === name);
