/** Requests of a number that also lives in the WhatsApp Business app for its contacts and history. */
import { defineCollection } from './collection.js';

export interface AppSync {
  /** The number's id and the kind of the sync: `100000000000001/history`. */
  readonly id: string;
  readonly requestId: string;
}

export const appSyncs = defineCollection<AppSync>({ name: 'appSyncs', limit: 20_000 });
