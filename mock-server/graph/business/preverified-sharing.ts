/** Sharing pre-verified numbers with other businesses: share, take back, list who has one. Only a verified number is shared. */
import { businesses } from '../../world/accounts.js';
import { preverifiedNumbers } from '../../world/preverified-numbers.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, change } from '../operation.js';
import { readEdge } from '../read-edge.js';
import { availabilityOf } from './preverified-fields.js';
import { idOf, refuseParameter } from './shapes.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/preverified-numbers.test.ts',
});

export const getPreverifiedPartners = onObject(
  preverifiedNumbers,
  { route: 'GET /{preverified-number-id}/partners', about: about('The businesses that a number is shared with.') },
  (number, request, world) => {
    const partners = number.partnerIds.flatMap((id) => world.of(businesses).get(id) ?? []);
    return readEdge(
      'business',
      partners.map(({ id, name, verificationStatus }) => ({
        defaults: ['name'],
        all: {
          id,
          name,
          verification_status: verificationStatus,
          timezone_id: 1,
          two_factor_type: 'none',
          created_time: undefined,
          updated_time: undefined,
          primary_page: undefined,
        },
      })),
      request,
    );
  },
);

const sharing = { preverified_id: idOf({ required: true }), partner_business_id: idOf({ required: true }) };

export const sharePreverifiedNumber = onObject(
  businesses,
  {
    route: 'POST /{business-id}/share_preverified_numbers',
    about: about('Shares a verified number with another business.'),
    accepts: sharing,
  },
  (business, { parameters }, world) => {
    const all = world.of(preverifiedNumbers);
    const number = all.get(textOf(parameters, 'preverified_id') ?? '');
    if (number?.businessId !== business.id)
      return refuseParameter('Invalid preverified_id: phone number not found or not accessible');
    const partner = world.of(businesses).get(textOf(parameters, 'partner_business_id') ?? '');
    if (!partner) return refuseParameter('Invalid partner_business_id: business not found or not accessible');
    if (partner.id === business.id) return refuseParameter('Business relationship does not allow phone number sharing');
    if (availabilityOf(number, world) !== 'AVAILABLE')
      return refuseParameter('Pre-verified phone number is not in a shareable state');
    if (number.partnerIds.includes(partner.id))
      return refuseParameter('Pre-verified phone number is already shared with the target business');
    return change(() =>
      all.update(number.id, { partnerIds: [...number.partnerIds, partner.id], updatedAt: world.now() }),
    );
  },
);

export const unsharePreverifiedNumber = onObject(
  businesses,
  {
    route: 'DELETE /{business-id}/share_preverified_numbers',
    about: about('Takes a shared number back.'),
    accepts: sharing,
  },
  (business, { parameters }, world) => {
    const all = world.of(preverifiedNumbers);
    const number = all.get(textOf(parameters, 'preverified_id') ?? '');
    const partnerId = textOf(parameters, 'partner_business_id') ?? '';
    if (number?.businessId !== business.id || !number.partnerIds.includes(partnerId))
      return refuseParameter('Pre-verified phone number is not shared with the target business');
    return change(() =>
      all.update(number.id, { partnerIds: number.partnerIds.filter((id) => id !== partnerId), updatedAt: world.now() }),
    );
  },
);
