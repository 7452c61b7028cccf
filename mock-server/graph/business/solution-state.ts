/**
 * The states of a Multi-Partner Solution as a pure function: which step is open in which state, and what it changes.
 * Offered (`INITIATED`, activation pending) → active or rejected; active → deactivated, once the other side agrees.
 * Source: Meta's OpenAPI file; that an offered solution can be withdrawn in the same way is its word too.
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import type { Solution } from '../../world/solutions.js';

export type Answered =
  | { readonly changes: Partial<Omit<Solution, 'id'>>; readonly refusal?: never }
  | { readonly refusal: GraphError };

const no = (text: string): Answered => ({ refusal: parameterError(text) });

export function accept({ status, pending, partnerAppId }: Solution, appId: string | undefined): Answered {
  if (appId !== partnerAppId) return no('Invalid parameter value for partner_app_id');
  if (status !== 'INITIATED' || pending !== 'PENDING_ACTIVATION')
    return no('Solution must be in INITIATED status to accept a partnership');
  return { changes: { status: 'ACTIVE', pending: 'NONE' } };
}

export function reject({ status, pending, partnerAppId }: Solution, appId: string | undefined): Answered {
  if (appId === undefined) return no('partner_app_id is required when rejecting PARTNERSHIP_REQUEST');
  if (appId !== partnerAppId) return no('Invalid parameter value for partner_app_id');
  if (status !== 'INITIATED') return no('The specified request has already been processed and cannot be rejected');
  if (pending !== 'PENDING_ACTIVATION') return no('Solution is not in a valid state to reject this type of request');
  return { changes: { status: 'REJECTED', pending: 'NONE' } };
}

export function sendDeactivation({ status, pending, deactivationRequests }: Solution): Answered {
  if (status !== 'ACTIVE' && status !== 'INITIATED')
    return no('Solution must be in ACTIVE or INITIATED status to be deactivated');
  if (pending === 'PENDING_DEACTIVATION') return no('A deactivation request for this solution is already pending');
  return { changes: { pending: 'PENDING_DEACTIVATION', deactivationRequests: deactivationRequests + 1 } };
}

export function acceptDeactivation({ pending }: Solution): Answered {
  if (pending !== 'PENDING_DEACTIVATION') return no('No pending deactivation request found for this solution');
  return { changes: { status: 'DEACTIVATED', pending: 'NONE' } };
}

/** What was pending before goes on: an offer waits for its partner again. */
export function rejectDeactivation({ status, pending }: Solution): Answered {
  if (pending !== 'PENDING_DEACTIVATION') return no('No pending deactivation request found for this solution');
  return { changes: { pending: status === 'INITIATED' ? 'PENDING_ACTIVATION' : 'NONE' } };
}
