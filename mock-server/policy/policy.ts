/**
 * Meta's rules over a send that is well formed: may this number send this, now, to this user? A rule is asked in the
 * order of the list and the first refusal counts. Throughput, pair rate and windows join here.
 */
import type { WaId } from '../../core/ids.js';
import { contentError, type GraphError, graphError } from '../errors/graph-error.js';
import type { PhoneNumber } from '../world/accounts.js';
import type { World } from '../world/world.js';

export interface PolicyQuestion {
  /** The number that sends. */
  readonly from: PhoneNumber;
  readonly to: WaId;
  readonly type: string;
}

/** A refusal, or `undefined` to let the send pass. */
export type Policy = (question: PolicyQuestion, world: World) => GraphError | undefined;

const digitsOf = (displayPhoneNumber: string): string => displayPhoneNumber.replace(/\D/g, '');

/** 131021: a number cannot write to itself. */
const recipientIsNotSender: Policy = ({ to, from }) =>
  // The last digit tells most numbers apart, and costs less than stripping the display form in every send.
  from.displayPhoneNumber.endsWith(to.slice(-1)) && to === digitsOf(from.displayPhoneNumber)
    ? contentError(131021, 'The recipient phone number cannot be the sending phone number.')
    : undefined;

/** 133010: only a registered number sends; one that is flagged (before October 2025) still does. */
const senderIsRegistered: Policy = ({ from }) =>
  from.status === 'CONNECTED' || from.status === 'FLAGGED'
    ? undefined
    : graphError(133010, { message: '(#133010) The account is not registered' });

export const policies: readonly Policy[] = [senderIsRegistered, recipientIsNotSender];

export function refuseByPolicy(question: PolicyQuestion, world: World): GraphError | undefined {
  for (const policy of policies) {
    const refusal = policy(question, world);
    if (refusal) return refusal;
  }
  return undefined;
}
