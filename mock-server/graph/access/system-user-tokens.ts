/**
 * Tokens of system users: `/{user-id}/access_tokens` and, for the business of a client that went through Embedded Signup,
 * `/{business-id}/system_user_access_tokens` (Meta, "Install apps, generate tokens"). Both need an `appsecret_proof`.
 */
import { type GraphError, graphError, parameterError } from '../../errors/graph-error.js';
import { missingProof } from '../../policy/app-proof.js';
import { apps, type Business, businesses, type GraphUser, users, wabas } from '../../world/accounts.js';
import { hasRoomForToken, mintToken, type TokenDraft } from '../../world/mint-token.js';
import { type AccessToken, isScope, LONG_LIFE_MS, type Scope, type Targets, tokens } from '../../world/tokens.js';
import type { World } from '../../world/world.js';
import { missingObject } from '../missing-object.js';
import { onObject } from '../on-object.js';
import { type About, type Decision, type GraphRequest, type Operation, refuse, reply } from '../operation.js';
import { array, boolean, fromJson, string } from '../parameters.js';
import { tokensFull } from './oauth.js';
import { plainText } from './oauth-client.js';
import { isAdminOf, permissionsError } from './system-users.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/system-users.test.ts',
});

/** Permissions by name: a list, its JSON, or names between commas. Code 3962 is documented for an unknown one. */
function readScopes(given: unknown): readonly Scope[] | GraphError {
  const value = fromJson(given);
  const names = Array.isArray(value)
    ? value
    : plainText(value)
        .split(/[\s,]+/)
        .filter(Boolean);
  const scopes = names.filter((name): name is Scope => typeof name === 'string' && isScope(name));
  return scopes.length === names.length
    ? [...new Set(scopes)]
    : graphError(3962, { message: '(#3962) Provided permission is not valid. Check your spelling and syntax.' });
}

const isError = (value: object): value is GraphError => 'code' in value;

function grant(world: World, draft: TokenDraft): Decision {
  if (!hasRoomForToken(world)) return refuse(tokensFull());
  return reply(() => ({ access_token: mintToken(world, draft).id }));
}

const lifeOf = (isLimited: unknown): number => (isLimited === true ? LONG_LIFE_MS : 0);

function createToken(user: GraphUser, request: GraphRequest, world: World): Decision {
  const { caller, parameters } = request;
  if (user.kind !== 'system-user') return refuse(missingObject('POST', user.id));
  const isOwn = caller?.kind === 'system-user' && caller.userId === user.id;
  if (!isOwn && !isAdminOf(user.businessId, caller, world)) return refuse(permissionsError());
  const app = world.of(apps).get(String(parameters.business_app));
  if (!app) return refuse(parameterError('Param business_app must be a valid app ID.'));
  if (app.businessId !== user.businessId)
    return refuse(parameterError('The system user and the app must belong to the same business.'));
  if (parameters.appsecret_proof === undefined) return refuse(missingProof());
  const scopes = readScopes(parameters.scope);
  if (isError(scopes)) return refuse(scopes);
  const lifeMs = lifeOf(parameters.set_token_expires_in_60_days);
  return grant(world, { kind: 'system-user', appId: app.id, userId: user.id, scopes, lifeMs });
}

/** The newest living token that somebody of the business gave to the app. */
const newestToken = (businessId: string, appId: string, world: World): AccessToken | undefined =>
  world
    .of(tokens)
    .all()
    .findLast(
      ({ kind, appId: of, userId, ended, expiresAt }) =>
        kind === 'system-user' &&
        of === appId &&
        ended === undefined &&
        (expiresAt === 0 || world.now() < expiresAt) &&
        world.of(users).get(userId ?? '')?.businessId === businessId,
    );

/** Clients that share an account with the caller's business have granted the app what it asks for. */
function isClient(business: Business, caller: AccessToken, world: World): boolean {
  const own = world.of(users).get(caller.userId ?? '')?.businessId;
  if (own === undefined || own === business.id) return own === business.id;
  return world
    .of(wabas)
    .all()
    .some(({ businessId, sharedWith }) => businessId === business.id && sharedWith?.includes(own) === true);
}

function systemUserOf(business: Business, id: string, world: World): GraphUser | GraphError | undefined {
  const known = world
    .of(users)
    .all()
    .filter(({ kind, businessId }) => kind === 'system-user' && businessId === business.id);
  if (id === '') return known[0];
  return known.find((user) => user.id === id) ?? parameterError('Param system_user_id must be a valid system user ID.');
}

/** The system user of a client's business comes into being with its first token. */
function businessIntegrationUser(business: Business, world: World): GraphUser {
  return world.of(users).add((id) => ({
    id,
    name: `${business.name} Integration`,
    businessId: business.id,
    kind: 'system-user',
    role: 'ADMIN',
    createdAt: world.now(),
  }));
}

const onAssets = (scopes: readonly Scope[], assets: readonly string[]): Targets =>
  Object.fromEntries(scopes.filter((scope) => scope.startsWith('whatsapp_')).map((scope) => [scope, assets]));

function fetchToken(business: Business, request: GraphRequest, world: World): Decision {
  const { caller, parameters } = request;
  if (parameters.appsecret_proof === undefined) return refuse(missingProof());
  if (!caller || !isClient(business, caller, world)) return refuse(permissionsError());
  const scopes = parameters.scope === undefined ? caller.scopes : readScopes(parameters.scope);
  if (isError(scopes)) return refuse(scopes);
  const user = systemUserOf(business, plainText(parameters.system_user_id), world);
  if (user && isError(user)) return refuse(user);
  const known = parameters.fetch_only === true ? newestToken(business.id, caller.appId, world) : undefined;
  if (known) return reply(() => ({ access_token: known.id }));
  if (!hasRoomForToken(world) || (!user && world.of(users).isFull())) return refuse(tokensFull());
  const assets = Array.isArray(parameters.asset) ? parameters.asset.map(String) : [];
  return reply(() => {
    const { id: userId } = user ?? businessIntegrationUser(business, world);
    const token = mintToken(world, {
      kind: 'system-user',
      appId: caller.appId,
      userId,
      scopes,
      lifeMs: lifeOf(parameters.set_token_expires_in_60_days),
      ...(assets.length > 0 && { targets: onAssets(scopes, assets) }),
    });
    return { access_token: token.id };
  });
}

export const systemUserTokenOperations: readonly Operation[] = [
  onObject(
    users,
    {
      route: 'POST /{user-id}/access_tokens',
      about: about('Makes a token of a system user: for ever, or for 60 days.'),
      needs: 'business_management',
      accepts: {
        business_app: string({ required: true }),
        scope: { kind: 'any', required: true },
        set_token_expires_in_60_days: boolean,
      },
    },
    createToken,
  ),
  onObject(
    businesses,
    {
      route: 'POST /{business-id}/system_user_access_tokens',
      about: about('The token that a client’s business gave to the app; a new one unless `fetch_only`.'),
      needs: 'business_management',
      accepts: {
        asset: array(string()),
        fetch_only: boolean,
        set_token_expires_in_60_days: boolean,
      },
    },
    fetchToken,
  ),
];
