/**
 * Numbers that a partner owns and verifies ahead of time, for its clients to take. Not yet anybody's business number:
 * that begins with `POST /{waba-id}/phone_numbers`.
 */
import { defineCollection } from './collection.js';

export interface PreverifiedNumber {
  readonly id: string;
  readonly businessId: string;
  /** Digits with the country's code, without a plus. */
  readonly digits: string;
  /** Times at which codes were asked for, milliseconds since the Unix epoch; the newest last. */
  readonly codeTimes: readonly number[];
  /** Milliseconds since the Unix epoch; absent: never verified. */
  readonly verifiedUntil?: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Businesses that it is shared with. */
  readonly partnerIds: readonly string[];
}

/** Whatever day it is, a fresh mock's number is verified. */
export const FOR_EVER = Number.MAX_SAFE_INTEGER;
const AT_FIRST = Date.UTC(2026, 0, 1);

export const preverifiedNumbers = defineCollection<PreverifiedNumber>({
  name: 'preverifiedNumbers',
  kind: 'preverified-number',
  firstId: 750_000_000_000_002,
  limit: 10_000,
  initial: ({ businessId }) => [
    {
      id: '750000000000001',
      businessId,
      digits: '15550100099',
      codeTimes: [],
      verifiedUntil: FOR_EVER,
      createdAt: AT_FIRST,
      updatedAt: AT_FIRST,
      partnerIds: [],
    },
  ],
});
