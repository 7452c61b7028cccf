/** The users that a call to block or unblock names: by phone number, which wins, or by business-scoped id (2026). */
import { type WaId, waId } from '../../../core/ids.js';
import { contentError, type GraphError, parameterError } from '../../errors/graph-error.js';
import { findUser } from '../../world/bsuid.js';
import { objectsOf } from '../given.js';
import { isPhoneNumber } from '../messages/recipient.js';
import type { GraphRequest } from '../operation.js';

/** More in one call are "too many numbers in the request" (130429); how many is assumed. */
const PER_CALL = 1_000;

export interface NamedUser {
  /** As the caller wrote it. */
  readonly input: string;
  readonly byUserId: boolean;
  /** Absent: nobody is meant. */
  readonly user?: WaId | undefined;
}

/** Parent ids mean nobody here. */
function named({ user, user_id }: Readonly<Record<string, unknown>>, portfolio: string): NamedUser | undefined {
  if (typeof user === 'string' && user !== '')
    return { input: user, byUserId: false, user: isPhoneNumber(user) ? waId(user.replace(/\D/g, '')) : undefined };
  if (typeof user_id !== 'string' || user_id === '') return undefined;
  const isParent = /^[A-Z]{2}\.ENT\./.test(user_id);
  return { input: user_id, byUserId: true, user: isParent ? undefined : findUser(portfolio, user_id) };
}

export type NamedUsers = { readonly users: readonly NamedUser[] } | { readonly refusal: GraphError };

/** @param portfolio in which user ids are looked up. */
export function readUsers({ parameters }: GraphRequest, portfolio: string): NamedUsers {
  const given = objectsOf(parameters, 'block_users') ?? [];
  if (given.length === 0) return { refusal: parameterError('Param block_users must have at least 1 element.') };
  if (given.length > PER_CALL) return { refusal: contentError(130429, 'Too many numbers in the request.') };
  const users: NamedUser[] = [];
  for (const [at, entry] of given.entries()) {
    const user = named(entry, portfolio);
    if (!user) return { refusal: parameterError(`The parameter block_users[${at}]['user'] is required.`) };
    users.push(user);
  }
  return { users };
}

/** As the answer lists a user: named by id, without the phone number. */
export const shown = ({ input, byUserId, user }: NamedUser) => ({
  input,
  ...(user !== undefined && (byUserId ? { user_id: input } : { wa_id: user })),
});
