/** The public key that a business signs up for a number: Flows and data channels encrypt for it. */
import { defineCollection } from './collection.js';

export interface EncryptionKey {
  /** The number's id. */
  readonly id: string;
  /** PEM, as it was uploaded. */
  readonly publicKey: string;
}

export const encryptionKeys = defineCollection<EncryptionKey>({ name: 'encryptionKeys', limit: 10_000 });
