import { expect, test } from 'vitest';
import { createRandom } from '../../../../core/random.js';
import { appTokenOf, createCallerLookup } from '../../../../mock-server/policy/tokens.js';
import { apps } from '../../../../mock-server/world/accounts.js';
import { mintToken } from '../../../../mock-server/world/mint-token.js';
import { tokens } from '../../../../mock-server/world/tokens.js';
import { createWorld, defaultCredentials } from '../../../../mock-server/world/world.js';

let now = Date.UTC(2026, 10, 22);
const world = createWorld(defaultCredentials, createRandom(1), () => now);
const lookUp = createCallerLookup(world);
const judge = (authorization: string | undefined, parameter?: unknown, path = '/100000000000001/messages') =>
  lookUp({ authorization, parameter, path });
const [app] = world.of(apps).all();
const appToken = app ? appTokenOf(app) : '';

test.each([
  ['the usual header', 'Bearer EAAwaproof', undefined],
  ['the other scheme', 'OAuth EAAwaproof', undefined],
  ['a scheme in any case', 'bEaReR EAAwaproof', undefined],
  ['more than one space', 'Bearer   EAAwaproof ', undefined],
  ['no scheme', 'EAAwaproof', undefined],
  ['a parameter', undefined, 'EAAwaproof'],
  ['a header that is right over a parameter that is wrong', 'Bearer EAAwaproof', 'wrong'],
  ['a parameter beside an empty header', '', 'EAAwaproof'],
])('%s is let in', (_, authorization, parameter) => {
  expect(judge(authorization, parameter)).toMatchObject({ kind: 'system-user', userId: '600000000000001' });
  expect(judge(authorization, parameter)).toMatchObject({ kind: 'system-user' });
});

test.each([
  ['a wrong header', 'Bearer wrong', undefined],
  ['a wrong parameter', undefined, 'wrong'],
  ['a header that is wrong over a parameter that is right', 'Bearer wrong', 'EAAwaproof'],
  ['another scheme', 'Basic EAAwaproof', undefined],
  ['a token with something behind it', 'Bearer EAAwaproof2', undefined],
  ['another case', 'Bearer eaawaproof', undefined],
  ['a scheme alone', 'Bearer', undefined],
])('%s is refused with 190', (_, authorization, parameter) => {
  expect(judge(authorization, parameter)).toMatchObject({
    code: 190,
    status: 401,
    type: 'OAuthException',
    message: 'Invalid OAuth access token - Cannot parse access token',
  });
});

test.each([
  ['no token at all', undefined, undefined],
  ['an empty header', '', undefined],
  ['an empty parameter', undefined, ''],
  ['a parameter that is no text', undefined, { token: 'EAAwaproof' }],
])('%s is refused with 104', (_, authorization, parameter) => {
  expect(judge(authorization, parameter)).toMatchObject({
    code: 104,
    status: 400,
    message: 'An access token is required to request this resource.',
  });
});

test.each(['/me', '/me/permissions'])('a missing token at %s is refused with 2500', (path) => {
  expect(judge(undefined, undefined, path)).toMatchObject({
    code: 2500,
    status: 400,
    message: 'An active access token must be used to query information about the current user.',
  });
});

test.each([
  ['the secret itself', '300000000000001|waproof-app-secret'],
  ['what the app was given for it', appToken],
])('an app token may hold %s', (_, text) => {
  expect(judge(`Bearer ${text}`)).toMatchObject({ kind: 'app', appId: '300000000000001', scopes: [] });
});

test.each([
  ['another secret', '300000000000001|wrong', 'Invalid OAuth access token signature.'],
  ['no secret', '300000000000001|', 'Invalid OAuth access token signature.'],
  ['the secret of another app', '310000000000001|waproof-app-secret', 'Invalid OAuth access token signature.'],
  ['no app', '|waproof-app-secret', 'Invalid OAuth access token - Cannot parse access token'],
  [
    'an app that there is not',
    '42|waproof-app-secret',
    'Error validating application. Cannot get application info due to a system error.',
  ],
])('an app token with %s is refused with 190', (_, text, message) => {
  expect(judge(`Bearer ${text}`)).toMatchObject({ code: 190, status: 401, message });
});

test('a token that was remembered is judged anew each time: its age, its end, and a world that starts afresh', () => {
  const draft = { kind: 'user', appId: '300000000000001', userId: '600000000000001', scopes: [] } as const;
  const { id } = mintToken(world, { ...draft, lifeMs: 1_000 });
  expect(judge(`Bearer ${id}`)).toMatchObject({ id });
  now += 999;
  expect(judge(`Bearer ${id}`)).toMatchObject({ id });
  now += 1;
  expect(judge(`Bearer ${id}`)).toMatchObject({ code: 190, subcode: 463 });

  const { id: other } = mintToken(world, { ...draft, lifeMs: 0 });
  expect(judge(`Bearer ${other}`)).toMatchObject({ id: other });
  world.of(tokens).update(other, { ended: 'logged-out' });
  expect(judge(`Bearer ${other}`)).toMatchObject({ code: 190, subcode: 467 });
  world.reset();
  expect(judge(`Bearer ${other}`)).toMatchObject({ code: 190, message: expect.stringContaining('Cannot parse') });
});
