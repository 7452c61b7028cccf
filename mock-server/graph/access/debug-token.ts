/**
 * `GET /debug_token?input_token=…`: what a token is good for (Graph, "Debug token"). A token that is not valid is an
 * answer too: HTTP 200, `is_valid: false` and the error that a call with it would get. Only the app itself and those who
 * develop it may ask.
 */
import { type GraphError, graphError, parameterError } from '../../errors/graph-error.js';
import { refuseEnded } from '../../policy/token-refusals.js';
import { findToken, isRefused } from '../../policy/tokens.js';
import { apps, users, wabas } from '../../world/accounts.js';
import { assignmentId, assignments } from '../../world/assignments.js';
import { type AccessToken, DATA_ACCESS_MS, type Scope, type TokenKind } from '../../world/tokens.js';
import type { World } from '../../world/world.js';
import { type Operation, refuse, reply } from '../operation.js';
import { plainText } from './oauth-client.js';

const TYPES: Readonly<Record<TokenKind, string>> = {
  app: 'APP',
  user: 'USER',
  'system-user': 'SYSTEM_USER',
  page: 'PAGE',
};

/** Permissions that are granted for single objects. */
const GRANULAR: readonly Scope[] = ['whatsapp_business_management', 'whatsapp_business_messaging'];

const unixTime = (ms: number): number => Math.floor(ms / 1_000);

const errorOf = ({ code, message, subcode }: GraphError) => ({
  code,
  message,
  ...(subcode !== undefined && { subcode }),
});

/** Developers, administrators and system users of the app; not its other users. */
function mayInspect(caller: AccessToken, world: World): boolean {
  if (caller.kind === 'app' || caller.kind === 'system-user') return true;
  const user = caller.userId === undefined ? undefined : world.of(users).get(caller.userId);
  return caller.kind === 'user' && user?.role === 'ADMIN';
}

/** What each granular permission reaches; the accounts that came last stand first (Meta, "Manage accounts"). */
function granularScopes({ scopes, targets, userId }: AccessToken, world: World) {
  const user = userId === undefined ? undefined : world.of(users).get(userId);
  const seen = world
    .of(wabas)
    .all()
    .filter(({ id, businessId }) =>
      user?.role === 'EMPLOYEE'
        ? world.of(assignments).get(assignmentId(id, user.id)) !== undefined
        : businessId === user?.businessId,
    )
    .map(({ id }) => id)
    .reverse();
  return scopes
    .filter((scope) => GRANULAR.includes(scope) || targets?.[scope] !== undefined)
    .map((scope) => ({ scope, target_ids: targets?.[scope] ?? seen }));
}

function describe(token: AccessToken, world: World): object {
  const problem = refuseEnded(token, world.now());
  const application = world.of(apps).get(token.appId)?.name;
  if (token.kind === 'app') return { app_id: token.appId, type: TYPES.app, application, is_valid: true, scopes: [] };
  return {
    app_id: token.appId,
    type: TYPES[token.kind],
    application,
    data_access_expires_at: token.kind === 'user' ? unixTime(token.issuedAt + DATA_ACCESS_MS) : 0,
    ...(problem && { error: errorOf(problem) }),
    expires_at: unixTime(token.expiresAt),
    is_valid: problem === undefined,
    issued_at: unixTime(token.issuedAt),
    ...(token.page && { profile_id: token.page.id }),
    scopes: token.scopes,
    granular_scopes: granularScopes(token, world),
    user_id: token.userId,
  };
}

export const getDebugToken: Operation = {
  route: 'GET /debug_token',
  about: {
    summary: 'What a token is good for.',
    source: 'documented',
    test: 'test/conformance/debug-token.test.ts',
  },
  needs: 'any',
  decide({ parameters, caller }, world) {
    const text = plainText(parameters.input_token);
    if (text === '') return refuse(parameterError('The parameter input_token is required.'));
    if (!caller || !mayInspect(caller, world))
      return refuse(
        parameterError(
          'You must provide an app access token, or a user access token that is an owner or developer of the app',
        ),
      );
    const token = findToken(text, world);
    if (isRefused(token)) return reply(() => ({ data: { error: errorOf(token), is_valid: false, scopes: [] } }));
    if (token.appId !== caller.appId)
      return refuse(graphError(100, { message: '(#100) The App_id in the input_token did not match the Viewing App' }));
    return reply(() => ({ data: describe(token, world) }));
  },
};
