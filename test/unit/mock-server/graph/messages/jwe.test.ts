/** JWE: every cipher that Meta names, sealed here by hand after RFC 7516 and RFC 7518. */
import {
  constants,
  createCipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { openJwe, sealJwe } from '../../../../../mock-server/graph/messages/jwe.js';

let publicKey: KeyObject;
let privateKey: KeyObject;
beforeAll(() => {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  publicKey = createPublicKey(pair.publicKey);
  privateKey = createPrivateKey(pair.privateKey);
});

const TEXT = '{"text":{"body":"5 € für Ana 😀"}}';

function wrap(alg: string, enc: string, keyBytes: number) {
  const key = randomBytes(keyBytes);
  const header = Buffer.from(JSON.stringify({ alg, enc })).toString('base64url');
  const oaepHash = alg === 'RSA-OAEP' ? 'sha1' : 'sha256';
  const wrapped = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, key);
  return { key, header, wrapped };
}

const join = (header: string, ...parts: Buffer[]) =>
  [header, ...parts.map((part) => part.toString('base64url'))].join('.');

test.each([
  ['RSA-OAEP', 'A128GCM', 'aes-128-gcm', 16],
  ['RSA-OAEP-256', 'A192GCM', 'aes-192-gcm', 24],
  ['RSA-OAEP-256', 'A256GCM', 'aes-256-gcm', 32],
] as const)('%s with %s is opened, and not after a change of any part', (alg, enc, cipherName, keyBytes) => {
  const { key, header, wrapped } = wrap(alg, enc, keyBytes);
  const iv = randomBytes(12);
  const cipher = createCipheriv(cipherName, key, iv);
  cipher.setAAD(Buffer.from(header));
  const text = Buffer.concat([cipher.update(TEXT, 'utf8'), cipher.final()]);
  const token = join(header, wrapped, iv, text, cipher.getAuthTag());
  expect(openJwe(token, privateKey)).toBe(TEXT);
  expectTampered(token);
});

test.each([
  ['RSA-OAEP', 'A128CBC-HS256', 'aes-128-cbc', 'sha256', 32],
  ['RSA-OAEP-256', 'A192CBC-HS384', 'aes-192-cbc', 'sha384', 48],
  ['RSA-OAEP-256', 'A256CBC-HS512', 'aes-256-cbc', 'sha512', 64],
] as const)('%s with %s is opened, and not after a change of any part', (alg, enc, cipherName, hash, keyBytes) => {
  const { key, header, wrapped } = wrap(alg, enc, keyBytes);
  const iv = randomBytes(16);
  const cipher = createCipheriv(cipherName, key.subarray(keyBytes / 2), iv);
  const text = Buffer.concat([cipher.update(TEXT, 'utf8'), cipher.final()]);
  const bits = Buffer.alloc(8);
  bits.writeUInt32BE(header.length * 8, 4);
  const vouched = Buffer.concat([Buffer.from(header), iv, text, bits]);
  const tag = createHmac(hash, key.subarray(0, keyBytes / 2))
    .update(vouched)
    .digest()
    .subarray(0, keyBytes / 2);
  const token = join(header, wrapped, iv, text, tag);
  expect(openJwe(token, privateKey)).toBe(TEXT);
  expectTampered(token);
});

function expectTampered(token: string): void {
  const parts = token.split('.');
  for (const [index, part] of parts.entries()) {
    const bytes = Buffer.from(part, 'base64url');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    expect(openJwe(parts.with(index, bytes.toString('base64url')).join('.'), privateKey)).toBeUndefined();
  }
}

test('what is sealed is opened', () => {
  expect(openJwe(sealJwe(TEXT, publicKey), privateKey)).toBe(TEXT);
});

test.each(['', '....', 'a.b.c.d', 'bnVsbA.a.a.a.a', 'e30.a.a.a.a', '\0'])('%j is no token', (token) => {
  expect(openJwe(token, privateKey)).toBeUndefined();
});
