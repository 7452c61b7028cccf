/** Numbers that a partner verifies ahead of time: add, list, read, delete. */
import { graphError } from '../../errors/graph-error.js';
import { businesses } from '../../world/accounts.js';
import { preverifiedNumbers } from '../../world/preverified-numbers.js';
import type { NodeFields } from '../fields.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, change, refuse, reply } from '../operation.js';
import { string } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { readNode } from '../read-node.js';
import { constantOf } from './given.js';
import { digitsOf, isInUse, preverifiedFields } from './preverified-fields.js';
import { oneOf, refuseFull, refuseParameter } from './shapes.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/preverified-numbers.test.ts',
});

export const addPhoneNumbers = onObject(
  businesses,
  {
    route: 'POST /{business-id}/add_phone_numbers',
    about: about('Adds a number to be verified ahead of time.'),
    accepts: { phone_number: string({ required: true, maxLength: 32 }) },
  },
  (business, { parameters }, world) => {
    const given = textOf(parameters, 'phone_number') ?? '';
    const digits = digitsOf(given);
    if (!/^\+?[\d\s().-]+$/.test(given) || !/^[1-9]\d{6,14}$/.test(digits))
      return refuseParameter('Invalid phone number');
    const all = world.of(preverifiedNumbers);
    if (isInUse(world, digits) || all.all().some((it) => it.digits === digits))
      return refuse(graphError(100, { subcode: 2388012, message: '(#100) Phone number already in your list' }));
    if (all.isFull()) return refuseFull('pre-verified numbers');
    const now = world.now();
    return reply(() => ({
      id: all.add((id) => ({
        id,
        businessId: business.id,
        digits,
        codeTimes: [],
        createdAt: now,
        updatedAt: now,
        partnerIds: [],
      })).id,
    }));
  },
);

export const getPreverifiedNumbers = onObject(
  businesses,
  {
    route: 'GET /{business-id}/preverified_numbers',
    about: about('The pre-verified numbers of a business, and those shared with it.'),
    accepts: {
      verification_status: oneOf(['VERIFIED', 'PENDING', 'FAILED', 'EXPIRED']),
      availability_status: oneOf(['AVAILABLE', 'IN_USE', 'RESERVED', 'UNAVAILABLE']),
      country_code: string({ pattern: { like: /^[A-Z]{2}$/, otherwise: 'must be a two-letter country code.' } }),
    },
  },
  (business, request, world) => {
    const { parameters } = request;
    const wanted = [
      ['verification_status', constantOf(parameters, 'verification_status')],
      ['availability_status', constantOf(parameters, 'availability_status')],
      ['country_code', textOf(parameters, 'country_code')],
    ] as const;
    const found = world
      .of(preverifiedNumbers)
      .all()
      .filter(({ businessId, partnerIds }) => businessId === business.id || partnerIds.includes(business.id))
      .map(
        (it): NodeFields => ({
          ...preverifiedFields(it, world),
          defaults: ['display_phone_number', 'verification_status'],
        }),
      )
      .filter(({ all }) => wanted.every(([name, value]) => value === undefined || all[name] === value));
    return readEdge('preverified-number', found, request);
  },
);

export const getPreverifiedNumber = onObject(
  preverifiedNumbers,
  { route: 'GET /{preverified-number-id}', about: about('A pre-verified number.') },
  (number, request, world) => readNode('preverified-number', preverifiedFields(number, world), request),
);

export const deletePreverifiedNumber = onObject(
  preverifiedNumbers,
  { route: 'DELETE /{preverified-number-id}', about: about('Removes a pre-verified number that is not in use.') },
  (number, _request, world, all) =>
    isInUse(world, number.digits)
      ? refuseParameter('Pre-verified phone number is in use')
      : change(() => void all.remove(number.id)),
);
