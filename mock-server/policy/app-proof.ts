/**
 * `appsecret_proof`: hex HMAC-SHA256 of the access token, keyed by the app's secret; with `appsecret_time` of
 * `{token}|{time}`, good for five minutes (Graph, "Securing requests"). Optional unless the app requires it; one that is
 * given must be right. An app token holds the secret already and needs no proof (assumed).
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type GraphError, graphError } from '../errors/graph-error.js';
import type { App } from '../world/accounts.js';
import type { AccessToken } from '../world/tokens.js';

/** Graph, "Securing requests". */
const TIMED_PROOF_LIFE_MS = 5 * 60_000;
const UNIX_TIME = /^\d{1,12}$/;

/** @param time seconds since the Unix epoch, as text; absent: a proof that does not age. */
export const appSecretProof = (secret: string, token: string, time?: string): string =>
  createHmac('sha256', secret)
    .update(time === undefined ? token : `${token}|${time}`)
    .digest('hex');

const proofError = (message: string): GraphError => graphError(100, { type: 'GraphMethodException', message });

/** Observed. */
export const missingProof = (): GraphError =>
  proofError('API calls from the server require an appsecret_proof argument');
const wrongProof = (): GraphError => proofError('Invalid appsecret_proof provided in the API argument');

function isRight(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given.toLowerCase()), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export interface Proof {
  readonly caller: AccessToken;
  readonly app: App;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Wall time in milliseconds. */
  readonly now: number;
}

/** Whether the proof that came with a call is the caller's; `undefined` when it is, or when none came. */
export function refuseProof({ caller, app, parameters, now }: Proof): GraphError | undefined {
  const { appsecret_proof: proof, appsecret_time: time } = parameters;
  if (proof === undefined || proof === '')
    return app.requireAppSecretProof && caller.kind !== 'app' ? missingProof() : undefined;
  if (typeof proof !== 'string') return wrongProof();
  if (time === undefined || time === '')
    return isRight(proof, appSecretProof(app.secret, caller.id)) ? undefined : wrongProof();
  const seconds = String(typeof time === 'object' ? '' : time);
  const isFresh = UNIX_TIME.test(seconds) && Math.abs(now - Number(seconds) * 1_000) <= TIMED_PROOF_LIFE_MS;
  return isFresh && isRight(proof, appSecretProof(app.secret, caller.id, seconds)) ? undefined : wrongProof();
}
