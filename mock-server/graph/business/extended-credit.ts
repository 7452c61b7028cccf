/**
 * A business's line of credit: `GET /{business-id}/extendedcredits`, sharing it with clients and attaching it to their
 * accounts, and the allocations that come of it. No money moves, so nothing is ever owed. A line that is attached stays:
 * another one needs another account (Meta, "Managing credit lines").
 */
import { businesses, type Waba, wabas } from '../../world/accounts.js';
import { appendActivity } from '../../world/activities.js';
import { type CreditAllocation, creditAllocations, type ExtendedCredit, extendedCredits } from '../../world/credit.js';
import type { World } from '../../world/world.js';
import type { NodeFields } from '../fields.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, type Decision, type GraphRequest, reply } from '../operation.js';
import { readEdge } from '../read-edge.js';
import { readNode } from '../read-node.js';
import { allocationFields } from './credit-allocations.js';
import { constantOf } from './given.js';
import { idOf, oneOf, refuseFull, refuseParameter } from './shapes.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/extended-credit.test.ts',
});

/** Currencies of invoices: Meta, "Managing credit lines". */
const CURRENCIES = ['AUD', 'EUR', 'GBP', 'IDR', 'INR', 'USD'];

const amount = (hundredths: number, currency: string) => ({
  amount: (hundredths / 100).toFixed(2),
  amount_in_hundredths: String(hundredths),
  currency,
  offsetted_amount: String(hundredths),
});

function fieldsOf(credit: ExtendedCredit, world: World): NodeFields {
  const owner = world.of(businesses).get(credit.businessId);
  return {
    defaults: ['legal_entity_name'],
    all: {
      id: credit.id,
      legal_entity_name: credit.legalEntityName,
      owner_business: owner && { id: owner.id, name: owner.name },
      owner_business_name: owner?.name,
      balance: amount(0, credit.currency),
      max_balance: amount(credit.maxBalance, credit.currency),
      credit_available: amount(credit.maxBalance, credit.currency),
      is_access_revoked: false,
    },
  };
}

export const getExtendedCredits = onObject(
  businesses,
  {
    route: 'GET /{business-id}/extendedcredits',
    about: about('The lines of credit of a business.'),
    needs: 'business_management',
  },
  (business, request, world) => {
    const own = world
      .of(extendedCredits)
      .all()
      .filter(({ businessId }) => businessId === business.id);
    return readEdge(
      'extended-credit',
      own.map((it) => fieldsOf(it, world)),
      request,
    );
  },
);

export const getExtendedCredit = onObject(
  extendedCredits,
  { route: 'GET /{extended-credit-id}', about: about('A line of credit.'), needs: 'business_management' },
  (credit, request, world) => readNode('extended-credit', fieldsOf(credit, world), request),
);

/** Shares that hold, of one line. */
const sharesOf = (world: World, credit: ExtendedCredit): readonly CreditAllocation[] =>
  world
    .of(creditAllocations)
    .all()
    .filter(({ creditId, isRevoked }) => creditId === credit.id && !isRevoked);

export const getCreditAllocations = onObject(
  extendedCredits,
  {
    route: 'GET /{extended-credit-id}/owning_credit_allocation_configs',
    about: about('The shares of a line of credit that hold.'),
    needs: 'business_management',
    accepts: { receiving_business_id: idOf() },
  },
  (credit, request, world) => {
    const receiver = textOf(request.parameters, 'receiving_business_id');
    const found = sharesOf(world, credit).filter(
      ({ receivingBusinessId }) => receiver === undefined || receivingBusinessId === receiver,
    );
    return readEdge(
      'credit-allocation',
      found.map((it) => allocationFields(it, world)),
      request,
    );
  },
);

/** One allocation for each business, however often it is asked for (assumed). Ask first whether there is room. */
function share(world: World, credit: ExtendedCredit, receivingBusinessId: string): CreditAllocation {
  const known = sharesOf(world, credit).find((it) => it.receivingBusinessId === receivingBusinessId);
  return (
    known ??
    world.of(creditAllocations).add((id) => ({
      id,
      creditId: credit.id,
      receivingBusinessId,
      // Another number space than the allocation's own: the two are compared with an account's funding.
      credentialId: `6${id.slice(1)}`,
      isRevoked: false,
    }))
  );
}

/** The account that is to be paid for, or why it cannot be. */
function wabaToPay(world: World, { parameters }: GraphRequest): Waba | { readonly decision: Decision } {
  const waba = world.of(wabas).get(textOf(parameters, 'waba_id') ?? '');
  if (!waba) return { decision: refuseParameter('Invalid parameter value for waba_id') };
  return waba.primaryFundingId === undefined
    ? waba
    : { decision: refuseParameter('A credit line is attached to this WhatsApp Business Account already') };
}

function attach(world: World, { parameters, caller }: GraphRequest, waba: Waba, { credentialId }: CreditAllocation) {
  const currency = constantOf(parameters, 'waba_currency') ?? waba.currency;
  world.of(wabas).update(waba.id, { currency, primaryFundingId: credentialId });
  appendActivity(world, caller, {
    wabaId: waba.id,
    type: 'BILLING_UPDATED',
    description: 'A line of credit was attached to the account.',
    details: { currency },
  });
}

const attaching = { waba_currency: oneOf(CURRENCIES, { required: true }), waba_id: idOf({ required: true }) };

export const shareAndAttachCredit = onObject(
  extendedCredits,
  {
    route: 'POST /{extended-credit-id}/whatsapp_credit_sharing_and_attach',
    about: about('Shares a line of credit with an account’s owner, and has it pay for the account.'),
    needs: 'business_management',
    accepts: attaching,
  },
  (credit, request, world) => {
    const waba = wabaToPay(world, request);
    if ('decision' in waba) return waba.decision;
    if (world.of(creditAllocations).isFull()) return refuseFull('credit allocations');
    return reply(() => {
      const allocation = share(world, credit, waba.businessId);
      attach(world, request, waba, allocation);
      return { allocation_config_id: allocation.id, waba_id: waba.id };
    });
  },
);

export const shareCredit = onObject(
  extendedCredits,
  {
    route: 'POST /{extended-credit-id}/whatsapp_credit_sharing',
    about: about('Shares a line of credit with a business.'),
    needs: 'business_management',
    accepts: { receiving_business_id: idOf({ required: true }) },
  },
  (credit, { parameters }, world) => {
    const receiver = world.of(businesses).get(textOf(parameters, 'receiving_business_id') ?? '');
    if (!receiver) return refuseParameter('Invalid parameter value for receiving_business_id');
    if (world.of(creditAllocations).isFull()) return refuseFull('credit allocations');
    return reply(() => ({ success: true, allocation_config_id: share(world, credit, receiver.id).id }));
  },
);

export const attachCredit = onObject(
  extendedCredits,
  {
    route: 'POST /{extended-credit-id}/whatsapp_credit_attach',
    about: about('Has a line of credit that is shared with an account’s owner pay for the account.'),
    needs: 'business_management',
    accepts: attaching,
  },
  (credit, request, world) => {
    const waba = wabaToPay(world, request);
    if ('decision' in waba) return waba.decision;
    const allocation = sharesOf(world, credit).find((it) => it.receivingBusinessId === waba.businessId);
    if (!allocation) return refuseParameter('The credit line is not shared with the owner of this account');
    return reply(() => {
      attach(world, request, waba, allocation);
      return { success: true, waba_id: waba.id };
    });
  },
);
