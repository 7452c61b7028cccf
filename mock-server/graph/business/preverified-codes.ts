/**
 * The code that verifies a pre-verified number: ask for it, tell it. The code is the one of `../registration.ts`. Assumed:
 * it is good for ten minutes, may be asked for ten times in 72 hours (as for a business number), and a verification
 * holds 90 days.
 */
import { graphError, parameterError } from '../../errors/graph-error.js';
import { type PreverifiedNumber, preverifiedNumbers } from '../../world/preverified-numbers.js';
import { textOf } from '../given.js';
import { VERIFICATION_CODE } from '../numbers/registration.js';
import { onObject } from '../on-object.js';
import { type About, change, type Decision, refuse, reply, SUCCESS } from '../operation.js';
import { string } from '../parameters.js';
import { statusOf } from './preverified-fields.js';
import { oneOf, refuseParameter } from './shapes.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CODE_LIVES_MS = 10 * MINUTE_MS;
const CODES_PER_WINDOW = 10;
const WINDOW_MS = 72 * HOUR_MS;
const VERIFIED_FOR_MS = 90 * 24 * HOUR_MS;

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/preverified-numbers.test.ts',
});

export const requestPreverifiedCode = onObject(
  preverifiedNumbers,
  {
    route: 'POST /{preverified-number-id}/request_code',
    about: about('Sends a code to a pre-verified number.'),
    accepts: {
      code_method: oneOf(['SMS', 'VOICE'], { required: true }),
      language: string({
        required: true,
        pattern: { like: /^[a-z]{2}(_[A-Z]{2})?$/, otherwise: 'must be a valid locale identifier.' },
      }),
    },
  },
  (number, _request, world, all) => {
    const now = world.now();
    if (statusOf(number, now) === 'VERIFIED') return refuseParameter('This phone number has already been verified');
    const recent = number.codeTimes.filter((at) => at > now - WINDOW_MS);
    if (recent.length >= CODES_PER_WINDOW)
      return refuse(
        graphError(613, {
          message: '(#613) Too many verification code requests. Please wait before requesting another code',
          status: 400,
        }),
      );
    return change(() => all.update(number.id, { codeTimes: [...recent, now], updatedAt: now }));
  },
);

function refuseCode(number: PreverifiedNumber, code: string, now: number): Decision | undefined {
  if (statusOf(number, now) === 'VERIFIED') return refuseParameter('This phone number is already verified');
  const sentAt = number.codeTimes.at(-1);
  if (code.replace('-', '') !== VERIFICATION_CODE || sentAt === undefined)
    return refuse({
      ...parameterError('The verification code is invalid'),
      userTitle: 'Invalid Code',
      userMessage: 'The verification code you entered is incorrect',
    });
  return sentAt <= now - CODE_LIVES_MS
    ? refuse({
        ...parameterError('The verification code has expired'),
        userTitle: 'Code Expired',
        userMessage: 'The verification code has expired. Please request a new code',
      })
    : undefined;
}

export const verifyPreverifiedCode = onObject(
  preverifiedNumbers,
  {
    route: 'POST /{preverified-number-id}/verify_code',
    about: about('Verifies a pre-verified number by its code.'),
    accepts: {
      code: string({ required: true, pattern: { like: /^\d{3}-?\d{3}$/, otherwise: 'must be a six-digit code.' } }),
    },
  },
  (number, { parameters }, world, all) => {
    const now = world.now();
    const refusal = refuseCode(number, textOf(parameters, 'code') ?? '', now);
    if (refusal) return refusal;
    return reply(() => {
      all.update(number.id, { verifiedUntil: now + VERIFIED_FOR_MS, updatedAt: now });
      return { ...SUCCESS, id: number.id };
    });
  },
);
