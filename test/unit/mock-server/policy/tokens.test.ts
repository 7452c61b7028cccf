import { expect, test } from 'vitest';
import { refuseToken } from '../../../../mock-server/policy/tokens.js';
import { defaultCredentials } from '../../../../mock-server/world/world.js';

const judge = (authorization: string | undefined, parameter?: unknown) =>
  refuseToken({ authorization, parameter }, defaultCredentials);

test.each([
  ['the usual header', 'Bearer EAAwaproof', undefined],
  ['the other scheme', 'OAuth EAAwaproof', undefined],
  ['a scheme in any case', 'bEaReR EAAwaproof', undefined],
  ['more than one space', 'Bearer   EAAwaproof ', undefined],
  ['no scheme', 'EAAwaproof', undefined],
  ['a parameter', undefined, 'EAAwaproof'],
  ['a header that is right over a parameter that is wrong', 'Bearer EAAwaproof', 'wrong'],
])('%s is let in', (_, authorization, parameter) => {
  expect(judge(authorization, parameter)).toBeUndefined();
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
