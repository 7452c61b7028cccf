/**
 * Who calls: the access token of a call, from the `Authorization` header (`Bearer` or `OAuth`, any case), the query
 * or the body; the header wins. Does not model scopes and expiry yet.
 */
import { type GraphError, graphError } from '../errors/graph-error.js';
import type { Credentials } from '../world/world.js';

const SCHEME = /^(?:bearer|oauth)\s+/i;

export interface PresentedToken {
  readonly authorization: string | undefined;
  /** `access_token` of the query or the body. */
  readonly parameter: unknown;
}

/** The refusal of a missing, malformed or foreign token; `undefined` when the token is the app's own. */
export function refuseToken(presented: PresentedToken, credentials: Credentials): GraphError | undefined {
  const { authorization, parameter } = presented;
  const token =
    authorization !== undefined
      ? authorization.replace(SCHEME, '').trim()
      : typeof parameter === 'string'
        ? parameter
        : '';
  if (token === credentials.accessToken) return undefined;
  if (token === '') return graphError(104, { message: 'An access token is required to request this resource.' });
  return graphError(190, { message: 'Invalid OAuth access token - Cannot parse access token' });
}
