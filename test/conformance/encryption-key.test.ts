/** The business's public key of a number, over HTTP. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const KEY = '/v23.0/100000000000001/whatsapp_business_encryption';
const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const read = async () => (await graph.call(KEY, { method: 'GET' })).json;
const asForm = { headers: { 'content-type': 'application/x-www-form-urlencoded' } };
const form = (business_public_key: string) => ({
  ...asForm,
  body: String(new URLSearchParams({ business_public_key })),
});

test('a key is uploaded as a form or as JSON, read back, and replaced', async () => {
  expect(await read()).toEqual({ data: [] });
  for (const send of [form, (business_public_key: string) => ({ body: { business_public_key } })]) {
    const pem = pemOf(rsa(2_048).publicKey);
    expect((await graph.call(KEY, send(pem))).json).toEqual({ success: true });
    expect(await read()).toMatchObject({
      data: [{ business_public_key: pem, business_public_key_signature_status: 'VALID' }],
    });
  }
});

test.each([
  ['no key', () => 'hello', 'The provided public key format is invalid'],
  [
    'something between the right lines',
    () => '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n',
    'The provided public key format is invalid',
  ],
  [
    'a private key',
    () => rsa(2_048).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    'The provided public key format is invalid',
  ],
  ['a longer key', () => pemOf(rsa(3_072).publicKey), 'The public key must be an RSA key with 2048 bits.'],
  [
    'a key of another kind',
    () => pemOf(generateKeyPairSync('ed25519').publicKey),
    'The public key must be an RSA key with 2048 bits.',
  ],
])('%s is refused', async (_name, make, words) => {
  const { status, json } = await graph.call(KEY, form(make()));
  expect(status).toBe(400);
  expect(json).toMatchObject({
    error: {
      code: 100,
      message: '(#100) Business public key is invalid',
      error_user_title: 'Invalid Public Key',
      error_user_msg: words,
    },
  });
  expect(await read()).toEqual({ data: [] });
});

test('a key must be there', async () => {
  expect((await graph.call(KEY, { body: {} })).json).toMatchObject({
    error: { code: 100, message: '(#100) The parameter business_public_key is required.' },
  });
});
