/** Businesses that a partner has submitted for verification on behalf of its clients. */
import { defineCollection } from './collection.js';

export interface VerificationSubmission {
  readonly id: string;
  /** The partner's. */
  readonly businessId: string;
  readonly clientBusinessId: string;
  /** What was told of the client besides its documents, by Meta's names. */
  readonly submittedInfo: Readonly<Record<string, string>>;
  /** Milliseconds since the Unix epoch. */
  readonly submittedAt: number;
}

export const verificationSubmissions = defineCollection<VerificationSubmission>({
  name: 'verificationSubmissions',
  firstId: 791_000_000_000_001,
  limit: 1_000,
});
