/** Welcome message sequences of WhatsApp Business Accounts, for ads that open a chat. No ad exists here to use one. */
import { defineCollection } from './collection.js';

export interface WelcomeSequence {
  readonly id: string;
  readonly wabaId: string;
  readonly name: string;
  /** The message as JSON text, as Meta gives it back. */
  readonly message: string;
}

export const welcomeSequences = defineCollection<WelcomeSequence>({
  name: 'welcomeSequences',
  firstId: 793_000_000_000_001,
  limit: 10_000,
});
