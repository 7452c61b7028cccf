/**
 * The address of a webhook as calls give it, with the token that it must know. Meta takes https only and 200 characters
 * at most for an override; http passes here, because integrations under test listen on the loopback interface.
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { type Decision, OTHER_CALL, type VerifyCallbackEffect } from '../operation.js';
import { type Shape, string } from '../parameters.js';

const LONGEST_OVERRIDE = 200;

/** Both may be empty or missing: that removes the override. */
export const overrideShapes: Readonly<Record<'override_callback_uri' | 'verify_token', Shape>> = {
  override_callback_uri: string({ maxLength: LONGEST_OVERRIDE }),
  verify_token: string(),
};

/** What is wrong with a callback, in Graph's words. @param within the parameter that holds it, if one does */
export function refuseCallback(
  uri: string,
  verifyToken: string | undefined,
  { name = 'override_callback_uri', within = '' } = {},
): GraphError | undefined {
  const pathOf = (member: string) => (within === '' ? member : `${within}['${member}']`);
  const isHttp = URL.canParse(uri) && /^https?:$/.test(new URL(uri).protocol);
  if (!isHttp) return parameterError(`Param ${pathOf(name)} is not a valid URI.`);
  return verifyToken ? undefined : parameterError(`The parameter ${pathOf('verify_token')} is required.`);
}

/** Decides to change the world once the callback has passed the handshake. */
export const onceVerified = (effect: Omit<VerifyCallbackEffect, 'kind'>): Decision => ({
  effect: { kind: 'verify-callback', ...effect },
  facts: OTHER_CALL,
});
