/** What a pre-verified number shows: whether it is verified, and whether it can be taken. */
import { businesses, numbers } from '../../world/accounts.js';
import { callingCodeOf, countryOf } from '../../world/calling-codes.js';
import { FOR_EVER, type PreverifiedNumber } from '../../world/preverified-numbers.js';
import type { World } from '../../world/world.js';
import type { NodeFields } from '../fields.js';
import { graphTime } from './given.js';

export const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** Whether somebody took it as a business number. */
export function isInUse(world: World, digits: string): boolean {
  return world
    .of(numbers)
    .all()
    .some(({ displayPhoneNumber }) => digitsOf(displayPhoneNumber) === digits);
}

/** @param now milliseconds since the Unix epoch */
export const statusOf = ({ verifiedUntil }: PreverifiedNumber, now: number): 'VERIFIED' | 'PENDING' | 'EXPIRED' =>
  verifiedUntil === undefined ? 'PENDING' : verifiedUntil > now ? 'VERIFIED' : 'EXPIRED';

export const availabilityOf = (number: PreverifiedNumber, world: World) =>
  isInUse(world, number.digits) ? 'IN_USE' : statusOf(number, world.now()) === 'VERIFIED' ? 'AVAILABLE' : 'UNAVAILABLE';

export function preverifiedFields(number: PreverifiedNumber, world: World): NodeFields {
  const { digits, verifiedUntil } = number;
  const owner = world.of(businesses).get(number.businessId);
  const isDated = verifiedUntil !== undefined && verifiedUntil !== FOR_EVER;
  return {
    defaults: ['country_prefix', 'display_phone_number', 'is_input_id_valid'],
    all: {
      id: number.id,
      country_prefix: Number(callingCodeOf(digits)),
      country_code: countryOf(digits),
      display_phone_number: `+${digits}`,
      phone_number: digits,
      error_msg: undefined,
      is_input_id_valid: true,
      verification_status: statusOf(number, world.now()),
      code_verification_status: statusOf(number, world.now()) === 'VERIFIED' ? 'VERIFIED' : 'NOT_VERIFIED',
      verification_expiry_time: isDated ? graphTime(verifiedUntil) : undefined,
      availability_status: availabilityOf(number, world),
      created_time: graphTime(number.createdAt),
      last_updated: graphTime(number.updatedAt),
      supported_features: ['MESSAGING', 'BUSINESS_PROFILE', 'WEBHOOKS', 'TEMPLATES', 'FLOWS'],
      region: undefined,
      owner_business: owner && { id: owner.id, name: owner.name },
    },
  };
}
