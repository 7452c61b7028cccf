/**
 * A number's way onto the Cloud API and off it: `request_code`, `verify_code`, `register`, `deregister`, and the PIN of
 * two-step verification. The code that would come by SMS is always 123456 (assumed: there is no phone to send it to).
 * Limits on how often one may try (133008, 133009, 133016) are not counted yet.
 */
import { contentError, type GraphError, graphError, parameterError } from '../errors/graph-error.js';
import { numbers, type PhoneNumber } from '../world/accounts.js';
import type { Collection } from '../world/collection.js';
import { onObject } from './on-object.js';
import { change, type Decision, type GraphRequest, type Operation, refuse, reply, SUCCESS } from './operation.js';

export const VERIFICATION_CODE = '123456';
const METHODS = ['SMS', 'VOICE'];
const PIN = /^\d{6}$/;

type Decide = (
  number: PhoneNumber,
  parameters: GraphRequest['parameters'],
  set: (members: Partial<PhoneNumber>) => Decision,
) => Decision;

/** An operation on the number that the path begins with; `set` changes it. */
const onNumber = (route: string, summary: string, decide: Decide): Operation =>
  onObject(
    numbers,
    { route, about: { summary, source: 'recorded', test: 'test/conformance/registration.test.ts' } },
    (number, { parameters }, _world, all: Collection<PhoneNumber>) =>
      decide(number, parameters, (members) => change(() => all.update(number.id, members))),
  );

/** Refusals of this edge carry a subcode (recorded live). */
const notEligible = (code: 136024 | 136025, subcode: number): GraphError =>
  graphError(code, { subcode, message: `(#${code}) ${code === 136024 ? 'Request code error' : 'Verify code error'}` });

export const requestCode = onNumber(
  'POST /{phone-number-id}/request_code',
  'Sends a code to an unverified number.',
  (number, { code_method, language }) => {
    if (!METHODS.includes(String(code_method)))
      return refuse(
        code_method === undefined
          ? parameterError('The parameter code_method is required.')
          : parameterError(`Param code_method must be one of {${METHODS.join(', ')}} - got "${String(code_method)}".`),
      );
    if (typeof language !== 'string') return refuse(parameterError('The parameter language is required.'));
    if (number.codeVerificationStatus === 'VERIFIED') return refuse(notEligible(136024, 2388091));
    return reply(() => SUCCESS);
  },
);

export const verifyCode = onNumber(
  'POST /{phone-number-id}/verify_code',
  'Verifies a number by its code.',
  (number, { code }, set) => {
    if (code === undefined || code === '') return refuse(parameterError('The parameter code is required.'));
    if (number.codeVerificationStatus === 'VERIFIED' || String(code).replace('-', '') !== VERIFICATION_CODE)
      return refuse(notEligible(136025, 2388093));
    return set({ codeVerificationStatus: 'VERIFIED' });
  },
);

/** The PIN's form, and whether it is the one that was set. */
function refusePin(number: PhoneNumber, pin: unknown): GraphError | undefined {
  if (pin === undefined || pin === '') return parameterError('The parameter pin is required.');
  if (!PIN.test(String(pin))) return parameterError('Param pin must be 6 characters long and hold digits only.');
  return number.pin !== undefined && number.pin !== String(pin)
    ? contentError(133005, 'Two step verification PIN mismatch.')
    : undefined;
}

export const register = onNumber(
  'POST /{phone-number-id}/register',
  'Puts a verified number on the Cloud API.',
  (number, { messaging_product, pin }, set) => {
    if (messaging_product !== 'whatsapp') return refuse(parameterError('The parameter messaging_product is required.'));
    const refusal = refusePin(number, pin);
    if (refusal) return refuse(refusal);
    if (number.codeVerificationStatus !== 'VERIFIED')
      return refuse(contentError(133006, 'Phone number needs to be verified before registering.'));
    return set({ status: 'CONNECTED', pin: String(pin), isPinEnabled: true });
  },
);

export const deregister = onNumber(
  'POST /{phone-number-id}/deregister',
  'Takes a number off the Cloud API.',
  (_number, _parameters, set) => set({ status: 'DISCONNECTED', codeVerificationStatus: 'NOT_VERIFIED' }),
);

/** `POST /{phone-number-id}`: sets or replaces the PIN. Other settings of this call are not simulated yet. */
export const setPin = onNumber(
  'POST /{phone-number-id}',
  'Sets the PIN of two-step verification.',
  (_number, { pin }, set) => {
    if (pin === undefined || pin === '') return refuse(parameterError('The parameter pin is required.'));
    if (!PIN.test(String(pin)))
      return refuse(parameterError('Param pin must be 6 characters long and hold digits only.'));
    return set({ pin: String(pin), isPinEnabled: true });
  },
);
