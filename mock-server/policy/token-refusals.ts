/**
 * Graph's words for each way in which a token is no good: code 190 with the subcodes of Graph's "Handling errors" page.
 * The messages of 458, 459, 460, 463, 464, 467 and 492 are observed; those of 452 and 456 are assumed.
 */
import { type GraphError, graphError } from '../errors/graph-error.js';
import type { AccessToken, TokenEnd } from '../world/tokens.js';

/** Nothing that Graph could read. */
export const malformedToken = (): GraphError =>
  graphError(190, { message: 'Invalid OAuth access token - Cannot parse access token' });

/** `{app-id}|{secret}` whose second half is not the app's (observed). */
export const wrongSignature = (): GraphError => graphError(190, { message: 'Invalid OAuth access token signature.' });

/** `{app-id}|{secret}` of no app (the code is assumed; the same words come with 101 from `oauth/access_token`). */
export const unknownApp = (): GraphError =>
  graphError(190, { message: 'Error validating application. Cannot get application info due to a system error.' });

const ENDS: Readonly<Record<TokenEnd, readonly [subcode: number, why: (token: AccessToken) => string]>> = {
  revoked: [467, () => 'The session is invalid because the user logged out.'],
  'logged-out': [467, () => 'The session is invalid because the user logged out.'],
  'password-changed': [
    460,
    () =>
      'The session has been invalidated because the user changed their password or Facebook has changed the session ' +
      'for security reasons.',
  ],
  'session-mismatch': [
    452,
    () =>
      'Session does not match current stored session. This may be because the user changed the password since the ' +
      'time the session was created or Facebook has changed the session for security reasons.',
  ],
  'session-invalid': [456, () => 'The session is no longer valid.'],
  'app-removed': [458, ({ appId }) => `The user has not authorized application ${appId}.`],
  checkpoint: [
    459,
    () => 'You cannot access the app till you log in to www.facebook.com and follow the instructions given.',
  ],
  'unconfirmed-user': [464, () => 'Sessions for the user are not allowed because the user is not a confirmed user.'],
  'role-lost': [
    492,
    () =>
      'The user must be an administrator, editor, or moderator of the page in order to impersonate it. If the page ' +
      'business requires Two Factor Authentication, the user also needs to enable Two Factor Authentication.',
  ],
};

const problem = (subcode: number, why: string): GraphError =>
  graphError(190, { subcode, message: `Error validating access token: ${why}` });

const PACIFIC = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  weekday: 'long',
  day: '2-digit',
  month: 'short',
  year: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
});

/** A time as Graph writes it into messages: `Thursday, 05-Jan-17 03:13:18 PST`. @param at ms since the Unix epoch. */
export function pacificTime(at: number): string {
  const parts = Object.fromEntries(PACIFIC.formatToParts(at).map(({ type, value }) => [type, value]));
  const { weekday, day, month, year, hour, minute, second, timeZoneName } = parts;
  return `${weekday}, ${day}-${month}-${year} ${hour}:${minute}:${second} ${timeZoneName}`;
}

/** Why the token is no good now; `undefined`: it is. @param now wall time in milliseconds. */
export function refuseEnded(token: AccessToken, now: number): GraphError | undefined {
  const { ended, expiresAt } = token;
  if (ended !== undefined) {
    const [subcode, why] = ENDS[ended];
    return problem(subcode, why(token));
  }
  if (expiresAt === 0 || now < expiresAt) return undefined;
  return problem(463, `Session has expired on ${pacificTime(expiresAt)}. The current time is ${pacificTime(now)}.`);
}
