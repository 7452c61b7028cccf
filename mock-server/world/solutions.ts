/**
 * Multi-Partner Solutions: an agreement between two apps, an owner's and a partner's, on who may send messages for the
 * accounts of a solution. Holds the agreement and its accounts; who may change it is the operations' business.
 */
import { CLIENT_WABA_ID, PARTNER_APP_ID } from './accounts.js';
import { defineCollection } from './collection.js';

/** Spellings of Meta's OpenAPI file. */
export type SolutionStatus = 'INITIATED' | 'ACTIVE' | 'REJECTED' | 'DEACTIVATED';
export type PendingRequest = 'PENDING_ACTIVATION' | 'PENDING_DEACTIVATION' | 'NONE';

export interface Solution {
  readonly id: string;
  readonly name: string;
  readonly ownerAppId: string;
  readonly partnerAppId: string;
  /** `MESSAGING`, for exactly one of the two. */
  readonly ownerPermissions: readonly string[];
  readonly partnerPermissions: readonly string[];
  readonly status: SolutionStatus;
  readonly pending: PendingRequest;
  /** How many deactivations were asked for: each request has an id of its own. */
  readonly deactivationRequests: number;
  /** Accounts that the solution serves. */
  readonly wabaIds: readonly string[];
}

export const solutions = defineCollection<Solution>({
  name: 'solutions',
  kind: 'solution',
  firstId: 740_000_000_000_002,
  limit: 1_000,
  initial: ({ appId, wabaId }) => [
    {
      // Ours, with the client's app as its partner.
      id: '740000000000001',
      name: 'Waproof Solution',
      ownerAppId: appId,
      partnerAppId: PARTNER_APP_ID,
      ownerPermissions: ['MESSAGING'],
      partnerPermissions: [],
      status: 'ACTIVE',
      pending: 'NONE',
      deactivationRequests: 0,
      wabaIds: [wabaId, CLIENT_WABA_ID],
    },
  ],
});
