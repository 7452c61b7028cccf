/** A business's line of credit with Meta, and the shares of it that its clients have. No money moves. */
import { defineCollection } from './collection.js';

export interface ExtendedCredit {
  readonly id: string;
  readonly businessId: string;
  readonly legalEntityName: string;
  readonly currency: string;
  /** In hundredths of the currency. */
  readonly maxBalance: number;
}

export const extendedCredits = defineCollection<ExtendedCredit>({
  name: 'extendedCredits',
  kind: 'extended-credit',
  firstId: 760_000_000_000_002,
  limit: 1_000,
  initial: ({ businessId }) => [
    {
      id: '760000000000001',
      businessId,
      legalEntityName: 'Waproof Business',
      currency: 'USD',
      maxBalance: 1_000_000,
    },
  ],
});

export interface CreditAllocation {
  readonly id: string;
  readonly creditId: string;
  readonly receivingBusinessId: string;
  /** What pays for an account that it is attached to: that account's `primary_funding_id`. */
  readonly credentialId: string;
  readonly isRevoked: boolean;
}

export const creditAllocations = defineCollection<CreditAllocation>({
  name: 'creditAllocations',
  kind: 'credit-allocation',
  firstId: 761_000_000_000_001,
  limit: 10_000,
});
