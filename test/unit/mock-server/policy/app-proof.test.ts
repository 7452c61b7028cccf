import { describe, expect, test } from 'vitest';
import { appSecretProof, refuseProof } from '../../../../mock-server/policy/app-proof.js';
import type { App } from '../../../../mock-server/world/accounts.js';
import type { AccessToken } from '../../../../mock-server/world/tokens.js';

const NOW = Date.UTC(2026, 10, 22);
const SECONDS = NOW / 1_000;
const app: App = { id: '1', name: 'A', businessId: '2', secret: 'secret' };
const caller: AccessToken = { id: 'EAA1', kind: 'user', appId: '1', scopes: [], issuedAt: 0, expiresAt: 0 };
const judge = (parameters: Record<string, unknown>, over: Partial<App> = {}, kind: AccessToken['kind'] = 'user') =>
  refuseProof({ caller: { ...caller, kind }, app: { ...app, ...over }, parameters, now: NOW });

/** Worked out with `openssl dgst -sha256 -hmac secret`. */
const PROOF = '07d8e6430cef9373d7eab8d2a3f24c0e950c2c2cab241eb53ee322c5b28a084e';
const timed = (seconds: number) => ({
  appsecret_proof: appSecretProof('secret', 'EAA1', String(seconds)),
  appsecret_time: seconds,
});

test('a proof is the hex HMAC-SHA256 of the token', () => {
  expect(appSecretProof('secret', 'EAA1')).toBe(PROOF);
});

describe('passes', () => {
  test.each<[string, Record<string, unknown>, Partial<App>]>([
    ['no proof where none is required', {}, {}],
    ['an empty one where none is required', { appsecret_proof: '' }, {}],
    ['the right one', { appsecret_proof: PROOF }, {}],
    ['the right one where it is required', { appsecret_proof: PROOF }, { requireAppSecretProof: true }],
    ['the right one in capitals', { appsecret_proof: PROOF.toUpperCase() }, {}],
    ['one of this moment', timed(SECONDS), {}],
    ['one of five minutes ago', timed(SECONDS - 300), { requireAppSecretProof: true }],
  ])('%s', (_, parameters, over) => {
    expect(judge(parameters, over)).toBeUndefined();
  });

  test('an app token, which holds the secret itself', () => {
    expect(judge({}, { requireAppSecretProof: true }, 'app')).toBeUndefined();
  });
});

describe('is refused as a GraphMethodException', () => {
  const wrong = 'Invalid appsecret_proof provided in the API argument';
  const missing = 'API calls from the server require an appsecret_proof argument';
  test.each<[string, Record<string, unknown>, Partial<App>, string]>([
    ['a wrong one', { appsecret_proof: 'a'.repeat(64) }, {}, wrong],
    ['that of another secret', { appsecret_proof: PROOF }, { secret: 'other' }, wrong],
    ['a short one', { appsecret_proof: 'a' }, {}, wrong],
    ['one that is no text', { appsecret_proof: { a: [PROOF] } }, {}, wrong],
    ['none where it is required', {}, { requireAppSecretProof: true }, missing],
    ['one of longer ago', timed(SECONDS - 301), {}, wrong],
    ['one of the future', timed(SECONDS + 301), {}, wrong],
    ['a plain one with a time', { ...timed(SECONDS), appsecret_proof: PROOF }, {}, wrong],
    ['a time that is none', { appsecret_proof: PROOF, appsecret_time: { toString: 1 } }, {}, wrong],
  ])('%s', (_, parameters, over, message) => {
    expect(judge(parameters, over)).toMatchObject({ code: 100, status: 400, type: 'GraphMethodException', message });
  });
});
