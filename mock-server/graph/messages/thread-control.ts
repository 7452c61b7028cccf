/**
 * `POST /{phone-number-id}/thread_control` (2026): several responders share the threads of a number. Accounts here have
 * one responder, for whom the routing is off: a call that is well formed is refused (131070's family is not reached).
 */
import { type GraphError, graphError, parameterError } from '../../errors/graph-error.js';
import { numbers } from '../../world/accounts.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type GraphRequest, refuse } from '../operation.js';
import { object, string, whatsapp } from '../parameters.js';

const accepts = {
  messaging_product: whatsapp,
  action: string({ required: true, oneOf: ['pass', 'release', 'take'] }),
  to: string(),
  recipient: string(),
  metadata: string({ maxLength: 2_000 }),
  control_pass: object({ target_role: string({ required: true }) }),
};

/** Here, unlike in sends, the two do not go together. */
function refuseParticipant({ parameters }: GraphRequest): GraphError | undefined {
  const [to, recipient] = [textOf(parameters, 'to'), textOf(parameters, 'recipient')];
  if (to === undefined && recipient === undefined) return parameterError('The parameter to is required.');
  return to !== undefined && recipient !== undefined
    ? parameterError('Only one of to and recipient is allowed.')
    : undefined;
}

export const postThreadControl = onObject(
  numbers,
  {
    route: 'POST /{phone-number-id}/thread_control',
    about: {
      summary: 'Refused: a number here has one responder, who has nobody to pass a thread to.',
      source: 'assumed',
      test: 'test/conformance/thread-control.test.ts',
    },
    needs: 'whatsapp_business_messaging',
    accepts,
  },
  (_number, request) =>
    refuse(
      refuseParticipant(request) ??
        graphError(10, { message: '(#10) Thread control is available to accounts with two or more responders only.' }),
    ),
);
