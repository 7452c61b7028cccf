/**
 * `POST /{waba-id}/phone_numbers`: adds a number to an account. It is verified by a code, then registered; one that a
 * partner verified ahead of time comes verified. A number of another account moves here by `migrate_phone_number`: it
 * leaves the other account when it is registered. What Meta checks outside (whether the number is a line that rings,
 * whether it lives in an app) is not modelled, and display names are approved at once.
 */
import { type GraphError, graphError, parameterError } from '../../errors/graph-error.js';
import { businesses, numbers, type PhoneNumber, type Waba, wabas } from '../../world/accounts.js';
import { preverifiedNumbers } from '../../world/preverified-numbers.js';
import type { World } from '../../world/world.js';
import { flagOf, textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type GraphRequest, type Operation, refuse, reply } from '../operation.js';
import { boolean, type Shape, string } from '../parameters.js';
import { displayNumber, wholeNumber } from '../phone-digits.js';

/** Meta, "Phone numbers": of a portfolio before and after its verification. */
const UNVERIFIED_LIMIT = 2;
const VERIFIED_LIMIT = 20;

const accepts: Readonly<Record<string, Shape>> = {
  cc: string({ pattern: { like: /^\+?\d{1,3}$/, otherwise: 'must be a country calling code.' } }),
  phone_number: string({
    required: true,
    pattern: { like: /^\+?\d[\d\s().-]{3,24}$/, otherwise: 'must be in E.164 format' },
  }),
  verified_name: string({
    required: true,
    maxLength: 75,
    pattern: { like: /\S.*\S/s, otherwise: 'must be at least 2 characters long.' },
  }),
  migrate_phone_number: boolean,
  preverified_id: string(),
};

function migrationError(subcode: 2388001 | 2388012, userMessage: string): GraphError {
  const error = graphError(100, { subcode });
  return { ...error, message: 'Invalid parameter', isTransient: false, userTitle: error.title, userMessage };
}

const digitsOf = ({ displayPhoneNumber }: PhoneNumber): string => displayPhoneNumber.replace(/\D/g, '');

/** Whether the number is somebody's already, and may not be taken from there. */
function refuseTaken(waba: Waba, digits: string, isMigration: boolean, world: World): GraphError | undefined {
  const holders = world
    .of(numbers)
    .all()
    .filter((number) => digitsOf(number) === digits);
  if (holders.some(({ wabaId }) => wabaId === waba.id))
    return migrationError(2388012, 'This phone number is already in the list of your business account.');
  if (holders.length === 0) return undefined;
  if (!isMigration) return parameterError('Phone number is already registered with WhatsApp Business');
  return holders.some(({ isPinEnabled }) => isPinEnabled)
    ? migrationError(2388001, 'Please turn off two-step verification of the phone number before you migrate it.')
    : undefined;
}

/** Numbers of the portfolio, over all its accounts. */
function portfolioNumbers({ businessId }: Waba, world: World): readonly PhoneNumber[] {
  const owned = new Set(
    world
      .of(wabas)
      .all()
      .flatMap((waba) => (waba.businessId === businessId ? [waba.id] : [])),
  );
  return world
    .of(numbers)
    .all()
    .filter(({ wabaId }) => owned.has(wabaId));
}

function refuseLimit(waba: Waba, world: World): GraphError | undefined {
  const isVerified = world.of(businesses).get(waba.businessId)?.verificationStatus === 'verified';
  const limit = isVerified ? VERIFIED_LIMIT : UNVERIFIED_LIMIT;
  return portfolioNumbers(waba, world).length >= limit || world.of(numbers).isFull()
    ? graphError(200, {
        subcode: 1349175,
        message: '(#200) Phone number limit exceeded for this WhatsApp Business Account',
        userTitle: 'Limit Exceeded',
        userMessage: 'You have reached the maximum number of phone numbers for this account',
      })
    : undefined;
}

/** Whether a number that was verified ahead of time is this one, and may be taken by this business. */
function refusePreverified(waba: Waba, id: string, digits: string, world: World): GraphError | undefined {
  const known = world.of(preverifiedNumbers).get(id);
  const isOurs = known?.businessId === waba.businessId || known?.partnerIds.includes(waba.businessId);
  if (!known || !isOurs) return parameterError('Param preverified_id must be the id of a pre-verified phone number.');
  if (known.digits !== digits) return parameterError('The pre-verified phone number is another one.');
  return (known.verifiedUntil ?? 0) > world.now()
    ? undefined
    : parameterError('The pre-verified phone number is not verified any more.');
}

/** @param preverified comes verified. */
const makeNumber = (
  id: string,
  waba: Waba,
  { parameters }: GraphRequest,
  world: World,
  digits: string,
): PhoneNumber => ({
  id,
  wabaId: waba.id,
  displayPhoneNumber: displayNumber(digits, textOf(parameters, 'cc')),
  verifiedName: textOf(parameters, 'verified_name') ?? '',
  codeVerificationStatus: textOf(parameters, 'preverified_id') === undefined ? 'NOT_VERIFIED' : 'VERIFIED',
  qualityRating: 'UNKNOWN',
  throughputLevel: 'NOT_APPLICABLE',
  status: 'DISCONNECTED',
  accountMode: 'LIVE',
  messagingLimit: portfolioNumbers(waba, world)[0]?.messagingLimit ?? 'TIER_250',
  isPinEnabled: false,
  lastOnboardedTime: '',
  profile: { vertical: 'UNDEFINED' },
});

export const addNumber: Operation = onObject(
  wabas,
  {
    route: 'POST /{waba-id}/phone_numbers',
    about: {
      summary: 'Adds a number to an account, to be verified and registered.',
      source: 'documented',
      test: 'test/conformance/add-number.test.ts',
    },
    accepts,
  },
  (waba, request, world) => {
    const { parameters } = request;
    const digits = wholeNumber(textOf(parameters, 'phone_number') ?? '', textOf(parameters, 'cc'));
    if (digits === undefined) return refuse(parameterError('Param phone_number must be in E.164 format'));
    const preverified = textOf(parameters, 'preverified_id');
    const refusal =
      refuseTaken(waba, digits, flagOf(parameters, 'migrate_phone_number') === true, world) ??
      (preverified === undefined ? undefined : refusePreverified(waba, preverified, digits, world)) ??
      refuseLimit(waba, world);
    if (refusal) return refuse(refusal);
    return reply(() => ({
      id: world.of(numbers).add((id) => makeNumber(id, waba, request, world, digits)).id,
    }));
  },
);
