/**
 * Who calls: the access token of a call, from the `Authorization` header (`Bearer` or `OAuth`, any case; none is taken
 * as well), the query or the body; the header wins (assumed). App tokens (`{app-id}|{secret}`, or what
 * `grant_type=client_credentials` gave) are checked from the app alone and are never kept.
 */
import { createHmac } from 'node:crypto';
import { createBoundedMap } from '../../core/bounded-map.js';
import { type GraphError, graphError } from '../errors/graph-error.js';
import { type App, apps } from '../world/accounts.js';
import { type AccessToken, tokens } from '../world/tokens.js';
import type { World } from '../world/world.js';
import { malformedToken, refuseEnded, unknownApp, wrongSignature } from './token-refusals.js';

const SCHEME = /^(?:bearer|oauth)\s+/i;
/** An integration has few tokens; those that are known are remembered by the header that they came in. */
const HEADERS_REMEMBERED = 1_000;

export interface PresentedToken {
  readonly authorization: string | undefined;
  /** `access_token` of the query or the body. */
  readonly parameter: unknown;
  /** The path without its version: reads of the caller itself miss a token in other words. */
  readonly path: string;
}

export const isRefused = (caller: AccessToken | GraphError): caller is GraphError => 'code' in caller;

/** What `grant_type=client_credentials` gives: opaque, and the same as long as the app keeps its secret. */
export const appTokenOf = ({ id, secret }: App): string =>
  `${id}|${createHmac('sha256', secret).update('app-token').digest('base64url').slice(0, 27)}`;

function appCaller(text: string, separator: number, world: World): AccessToken | GraphError {
  const app = world.of(apps).get(text.slice(0, separator));
  if (!app) return unknownApp();
  if (text.slice(separator + 1) !== app.secret && text !== appTokenOf(app)) return wrongSignature();
  return { id: text, kind: 'app', appId: app.id, scopes: [], issuedAt: 0, expiresAt: 0 };
}

/** The token of this text as it stands, ended or not; or Graph's refusal of a text that was never one. */
export function findToken(text: string, world: World): AccessToken | GraphError {
  const known = world.of(tokens).get(text);
  if (known) return known;
  const separator = text.indexOf('|');
  return separator > 0 ? appCaller(text, separator, world) : malformedToken();
}

/** The token of this text if it is good now, or Graph's refusal. */
export function checkToken(text: string, world: World): AccessToken | GraphError {
  const token = findToken(text, world);
  return isRefused(token) ? token : (refuseEnded(token, world.now()) ?? token);
}

function missingToken(path: string): GraphError {
  return path === '/me' || path.startsWith('/me/')
    ? graphError(2500, {
        message: 'An active access token must be used to query information about the current user.',
      })
    : graphError(104, { message: 'An access token is required to request this resource.' });
}

/** Tells who calls. Each call asks: for a token that is known it costs two look-ups. */
export function createCallerLookup(world: World): (presented: PresentedToken) => AccessToken | GraphError {
  const known = world.of(tokens);
  const textByHeader = createBoundedMap<string, string>(HEADERS_REMEMBERED);

  function fromHeader(header: string): AccessToken | GraphError {
    const text = header.replace(SCHEME, '').trim();
    if (known.get(text)) textByHeader.set(header, text);
    return checkToken(text, world);
  }

  return ({ authorization, parameter, path }) => {
    if (authorization !== undefined && authorization !== '') {
      const text = textByHeader.get(authorization);
      const token = text === undefined ? undefined : known.get(text);
      // The common case: no clock is read for a token that never expires.
      if (token?.expiresAt === 0 && token.ended === undefined) return token;
      return fromHeader(authorization);
    }
    return typeof parameter === 'string' && parameter !== '' ? checkToken(parameter.trim(), world) : missingToken(path);
  };
}
