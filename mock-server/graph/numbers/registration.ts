/**
 * A number's way onto the Cloud API and off it: `request_code`, `verify_code`, `register`, `deregister`. The code that
 * would come by SMS is always 123456 (assumed: there is no phone to send it to). How often is the registration limit's
 * business (133016); wrong PINs are not counted, so 133008 and 133009 are not reached.
 */
import { contentError, type GraphError, parameterError } from '../../errors/graph-error.js';
import { rowError } from '../../errors/row-error.js';
import { countRegistration, refuseRegistration } from '../../policy/registration-limit.js';
import { numbers, type PhoneNumber } from '../../world/accounts.js';
import type { Collection } from '../../world/collection.js';
import type { RegistrationKind } from '../../world/registrations.js';
import type { World } from '../../world/world.js';
import { graphTime } from '../business/given.js';
import { onObject } from '../on-object.js';
import { change, type Decision, type GraphRequest, type Operation, refuse, reply, SUCCESS } from '../operation.js';
import { object, string, whatsapp, number as wholeNumber } from '../parameters.js';

export const VERIFICATION_CODE = '123456';
const PIN = /^\d{6}$/;
/** Where messages may be kept: Meta, "Local storage". */
const REGIONS = ['ae', 'au', 'bh', 'br', 'ca', 'ch', 'de', 'gb', 'id', 'in', 'jp', 'kr', 'sg', 'za'];

type Decide = (
  number: PhoneNumber,
  parameters: GraphRequest['parameters'],
  set: (members: Partial<PhoneNumber>) => Decision,
  world: World,
) => Decision;

/** An operation on the number that the path begins with; `set` changes it. */
const onNumber = (
  route: string,
  summary: string,
  accepts: NonNullable<Operation['accepts']>,
  decide: Decide,
): Operation =>
  onObject(
    numbers,
    { route, about: { summary, source: 'recorded', test: 'test/conformance/registration.test.ts' }, accepts },
    (number, { parameters }, world, all: Collection<PhoneNumber>) =>
      decide(number, parameters, (members) => change(() => all.update(number.id, members)), world),
  );

/** Refusals of a number that is verified carry a subcode and words for a person (recorded live). */
const notEligible = (code: 136024 | 136025, subcode: 2388091 | 2388093): GraphError => rowError({ code, subcode });

/** Assumed: recorded is only the refusal of a number that is verified. */
const wrongCode = (): GraphError => contentError(136025, 'The code is not the one that was sent.');

export const requestCode = onNumber(
  'POST /{phone-number-id}/request_code',
  'Sends a code to an unverified number.',
  {
    code_method: string({ required: true, oneOf: ['sms', 'voice'] }),
    language: string({
      required: true,
      pattern: { like: /^[a-z]{2,3}(?:[_-][A-Za-z]{2,4})?$/, otherwise: 'must be a language code: en_US.' },
    }),
  },
  (number) => {
    if (number.codeVerificationStatus === 'VERIFIED') return refuse(notEligible(136024, 2388091));
    return reply(() => SUCCESS);
  },
);

export const verifyCode = onNumber(
  'POST /{phone-number-id}/verify_code',
  'Verifies a number by its code.',
  { code: string({ required: true }) },
  (number, { code }, set) => {
    if (number.codeVerificationStatus === 'VERIFIED') return refuse(notEligible(136025, 2388093));
    if (String(code).replace('-', '') !== VERIFICATION_CODE) return refuse(wrongCode());
    return set({ codeVerificationStatus: 'VERIFIED' });
  },
);

/** The PIN's form, and whether it is the one that was set. */
function refusePin(number: PhoneNumber, pin: unknown): GraphError | undefined {
  if (!PIN.test(String(pin))) return parameterError('Param pin must be 6 characters long and hold digits only.');
  return number.pin !== undefined && number.pin !== String(pin)
    ? contentError(133005, 'Two step verification PIN mismatch.')
    : undefined;
}

/** Changes the number unless that was done too often lately, and counts it. */
function counted(kind: RegistrationKind, { id }: PhoneNumber, world: World, apply: () => void): Decision {
  const refusal = refuseRegistration(id, kind, world);
  if (refusal) return refuse(refusal);
  return change(() => {
    apply();
    countRegistration(id, kind, world);
  });
}

/** A number that was moved here leaves the account where it was. */
function leaveOthers(number: PhoneNumber, world: World): void {
  const all = world.of(numbers);
  for (const other of all.all())
    if (other.id !== number.id && digitsOf(other) === digitsOf(number))
      all.update(other.id, { status: 'DISCONNECTED', codeVerificationStatus: 'NOT_VERIFIED' });
}

const digitsOf = ({ displayPhoneNumber }: PhoneNumber): string => displayPhoneNumber.replace(/\D/g, '');

export const register = onNumber(
  'POST /{phone-number-id}/register',
  'Puts a verified number on the Cloud API.',
  {
    messaging_product: whatsapp,
    pin: string({ required: true }),
    data_localization_region: string({ oneOf: REGIONS }),
    tier: string({ oneOf: ['prod', 'sandbox'] }),
    backup: object({ data: string({ required: true }), password: string() }),
    meta_store_retention_minutes: wholeNumber(),
  },
  (number, { pin }, _set, world) => {
    const refusal = refusePin(number, pin);
    if (refusal) return refuse(refusal);
    if (number.codeVerificationStatus !== 'VERIFIED')
      return refuse(contentError(133006, 'Phone number needs to be verified before registering.'));
    return counted('register', number, world, () => {
      world.of(numbers).update(number.id, {
        status: 'CONNECTED',
        pin: String(pin),
        isPinEnabled: true,
        throughputLevel: number.throughputLevel === 'NOT_APPLICABLE' ? 'STANDARD' : number.throughputLevel,
        ...(number.status !== 'CONNECTED' && { lastOnboardedTime: graphTime(world.now()) }),
      });
      leaveOthers(number, world);
    });
  },
);

export const deregister = onNumber(
  'POST /{phone-number-id}/deregister',
  'Takes a number off the Cloud API.',
  {},
  (number, _parameters, _set, world) =>
    counted('deregister', number, world, () =>
      world.of(numbers).update(number.id, { status: 'DISCONNECTED', codeVerificationStatus: 'NOT_VERIFIED' }),
    ),
);
