/**
 * `/oauth/access_token`: an app token for the app's secret (`client_credentials`), a longer life for a token
 * (`fb_exchange_token`), a token for an authorization code (Embedded Signup, login); and `/oauth/revoke`. The dialog in
 * which a person logs in is not simulated: the control API issues codes in its place.
 */
import { type GraphError, graphError, parameterError } from '../../errors/graph-error.js';
import { refuseEnded } from '../../policy/token-refusals.js';
import { appTokenOf, checkToken, findToken, isRefused } from '../../policy/tokens.js';
import type { App } from '../../world/accounts.js';
import { hasRoomForToken, mintToken, type TokenDraft } from '../../world/mint-token.js';
import { type AccessToken, type AuthorizationCode, codes, LONG_LIFE_MS, tokens } from '../../world/tokens.js';
import type { World } from '../../world/world.js';
import { type About, type Decision, type GraphRequest, type Operation, refuse, reply, SUCCESS } from '../operation.js';
import { isApp, plainText, readClient } from './oauth-client.js';

const about = (summary: string): About => ({ summary, source: 'documented', test: 'test/conformance/oauth.test.ts' });

const isTrue = (value: unknown) => value === true || value === 'true' || value === '1' || value === 1;

/** No more tokens fit: ours, Meta has no such limit. */
export const tokensFull = (): GraphError =>
  graphError(4, { message: '(#4) Application request limit reached: waproof holds as many access tokens as it can' });

/** Makes the token when the call takes effect, and answers it. */
function grant(world: World, draft: TokenDraft, before: () => void = () => {}): Decision {
  if (!hasRoomForToken(world)) return refuse(tokensFull());
  return reply(() => {
    before();
    const { id, issuedAt, expiresAt } = mintToken(world, draft);
    const life = expiresAt === 0 ? {} : { expires_in: Math.floor((expiresAt - issuedAt) / 1_000) };
    return { access_token: id, token_type: 'bearer', ...life };
  });
}

/**
 * User tokens live long from now on; system-user tokens 60 days when that is asked for, else as they did; page tokens
 * for ever. The old token stays good until its own end (Meta, "Install apps, generate tokens").
 */
function lengthen(app: App, { parameters }: GraphRequest, world: World): Decision {
  const text = plainText(parameters.fb_exchange_token);
  if (text === '') return refuse(graphError(1, { message: 'Missing fb_exchange_token parameter.' }));
  const old = checkToken(text, world);
  if (isRefused(old)) return refuse(old);
  if (old.appId !== app.id || old.kind === 'app')
    return refuse(graphError(190, { message: 'Invalid OAuth access token data.' }));
  const { kind, appId, scopes, userId, page, targets } = old;
  const isLimited =
    old.kind === 'user' ||
    (old.kind === 'system-user' && (isTrue(parameters.set_token_expires_in_60_days) || old.expiresAt !== 0));
  return grant(world, {
    kind,
    appId,
    scopes,
    lifeMs: isLimited ? LONG_LIFE_MS : 0,
    ...(userId !== undefined && { userId }),
    ...(page && { page }),
    ...(targets && { targets }),
  });
}

/** Subcodes: expired 36007, another redirect URI 36008, used already 36009 (all observed). */
function refuseCode(
  code: AuthorizationCode | undefined,
  app: App,
  redirectUri: string,
  now: number,
): GraphError | undefined {
  if (!code || code.appId !== app.id) return graphError(100, { message: 'Invalid verification code format.' });
  if (code.isUsed) return graphError(100, { subcode: 36009, message: 'This authorization code has been used.' });
  if (code.expiresAt <= now)
    return graphError(100, { subcode: 36007, message: 'This authorization code has expired.' });
  if (code.redirectUri !== undefined && code.redirectUri !== redirectUri)
    return graphError(100, {
      subcode: 36008,
      message:
        'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in ' +
        'the OAuth dialog request',
    });
  return undefined;
}

function exchangeCode(app: App, { parameters }: GraphRequest, world: World): Decision {
  const text = plainText(parameters.code);
  if (text === '') return refuse(graphError(1, { message: 'Missing authorization code' }));
  const code = world.of(codes).get(text);
  const refusal = refuseCode(code, app, plainText(parameters.redirect_uri), world.now());
  if (refusal || !code) return refuse(refusal ?? parameterError('Invalid verification code format.'));
  const { kind, appId, userId, scopes, targets, tokenLifeMs } = code;
  const draft = {
    kind,
    appId,
    userId,
    scopes,
    lifeMs: tokenLifeMs,
    ...(targets && { targets }),
  };
  return grant(world, draft, () => world.of(codes).update(code.id, { isUsed: true }));
}

function decideAccessToken(request: GraphRequest, world: World): Decision {
  const { parameters } = request;
  const app = readClient(parameters, world);
  if (!isApp(app)) return refuse(app);
  const grantType = plainText(parameters.grant_type);
  switch (grantType) {
    case 'client_credentials':
      return reply(() => ({ access_token: appTokenOf(app), token_type: 'bearer' }));
    case 'fb_exchange_token':
      return lengthen(app, request, world);
    case '':
    case 'authorization_code':
      return exchangeCode(app, request, world);
    default:
      return refuse(
        graphError(100, {
          message: `Invalid grant_type: '${grantType.slice(0, 200)}'. Supported types: authorization_code, client_credentials`,
        }),
      );
  }
}

/** A token of the app's own, or why it cannot be revoked. */
function revocable(app: App, text: string, world: World): AccessToken | GraphError {
  if (text === '') return parameterError('The parameter revoke_token is required.');
  const token = findToken(text, world);
  if (isRefused(token)) return token;
  if (token.appId !== app.id || token.kind === 'app')
    return graphError(190, { message: 'Invalid OAuth access token data.' });
  return refuseEnded(token, world.now()) ?? token;
}

export const oauthOperations: readonly Operation[] = [
  {
    route: 'GET /oauth/access_token',
    about: about('A token for the app’s secret, for another token, or for a code.'),
    needs: 'none',
    decide: decideAccessToken,
  },
  {
    route: 'POST /oauth/access_token',
    about: about('The same, with JSON or a form.'),
    needs: 'none',
    decide: decideAccessToken,
  },
  {
    route: 'GET /oauth/revoke',
    about: about('Ends a token of the app.'),
    needs: 'any',
    decide({ parameters }, world) {
      const app = readClient(parameters, world);
      if (!isApp(app)) return refuse(app);
      const token = revocable(app, plainText(parameters.revoke_token), world);
      if (isRefused(token)) return refuse(token);
      return reply(() => {
        world.of(tokens).update(token.id, { ended: 'revoked' });
        return SUCCESS;
      });
    },
  },
];
