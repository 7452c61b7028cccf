/**
 * A share of a line of credit: `GET` and `DELETE /{credit-allocation-id}`. A revoked one can still be read, and says
 * `DELETED`; while it holds it has no status (Meta documents no other). Revoking takes it from the accounts it pays for.
 */
import { businesses, wabas } from '../../world/accounts.js';
import { appendActivity } from '../../world/activities.js';
import { type CreditAllocation, creditAllocations, extendedCredits } from '../../world/credit.js';
import type { World } from '../../world/world.js';
import type { NodeFields } from '../fields.js';
import { onObject } from '../on-object.js';
import { type About, change } from '../operation.js';
import { readNode } from '../read-node.js';
import { refuseParameter } from './shapes.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/extended-credit.test.ts',
});

export function allocationFields(allocation: CreditAllocation, world: World): NodeFields {
  const named = (id: string | undefined) => {
    const business = id === undefined ? undefined : world.of(businesses).get(id);
    return business && { name: business.name, id: business.id };
  };
  const credit = world.of(extendedCredits).get(allocation.creditId);
  return {
    defaults: ['receiving_business', 'request_status'],
    all: {
      id: allocation.id,
      receiving_business: named(allocation.receivingBusinessId),
      receiving_credential: { id: allocation.credentialId },
      owning_business: named(credit?.businessId),
      owning_credential: credit && { id: credit.id },
      request_status: allocation.isRevoked ? 'DELETED' : undefined,
      liability_type: undefined,
      partition_type: undefined,
      send_bill_to: undefined,
      currency_amount: undefined,
    },
  };
}

export const getCreditAllocation = onObject(
  creditAllocations,
  {
    route: 'GET /{credit-allocation-id}',
    about: about('A share of a line of credit.'),
    needs: 'business_management',
  },
  (allocation, request, world) => readNode('credit-allocation', allocationFields(allocation, world), request),
);

export const deleteCreditAllocation = onObject(
  creditAllocations,
  {
    route: 'DELETE /{credit-allocation-id}',
    about: about('Revokes a share of a line of credit.'),
    needs: 'business_management',
  },
  ({ id, isRevoked, credentialId }, { caller }, world, all) =>
    isRevoked
      ? refuseParameter('The credit line has been revoked already')
      : change(() => {
          all.update(id, { isRevoked: true });
          const accounts = world.of(wabas);
          for (const waba of accounts.all())
            if (waba.primaryFundingId === credentialId) {
              accounts.update(waba.id, { primaryFundingId: undefined });
              appendActivity(world, caller, {
                wabaId: waba.id,
                type: 'BILLING_UPDATED',
                description: 'The line of credit that paid for the account was revoked.',
              });
            }
        }),
);
