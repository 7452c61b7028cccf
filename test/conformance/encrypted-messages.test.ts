/** `POST /{phone-number-id}/messages_encrypted`: bodies and answers of `/messages` as JWE. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openJwe, sealJwe } from '../../mock-server/graph/messages/jwe.js';
import { hi } from './bodies.js';
import { type ServedMock, serveMock } from './served-mock.js';

type Parts = Readonly<Record<string, unknown>>;
const NUMBER = '/v23.0/100000000000001';
const JWE = 'eyJhbGciOiJSU0EtT0FFUCJ9.a-b_c.iv.text.tag';

const publicKeyEncoding = { type: 'spki', format: 'pem' } as const;
const privateKeyEncoding = { type: 'pkcs8', format: 'pem' } as const;

let graph: ServedMock;
let own: { publicKey: string; privateKey: string };
beforeAll(() => {
  own = generateKeyPairSync('rsa', { modulusLength: 2_048, publicKeyEncoding, privateKeyEncoding });
});
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const send = (parts: Parts = {}) =>
  graph.call(`${NUMBER}/messages_encrypted`, {
    body: { messaging_product: 'whatsapp', encrypted_contents: JWE, ...parts },
  });

/** Switches encryption on and gives the platform's key. */
async function enable(key = own.publicKey) {
  const payload_encryption = { status: 'enabled', client_encryption_key: Buffer.from(key).toString('base64') };
  const set = await graph.call(`${NUMBER}/settings`, { body: { payload_encryption } });
  expect(set.json).toEqual({ success: true });
  const { json } = await graph.call(`${NUMBER}/settings`, { method: 'GET' });
  const { cloud_encryption_key } = (json as { payload_encryption: { cloud_encryption_key: string } })
    .payload_encryption;
  return createPublicKey(Buffer.from(cloud_encryption_key, 'base64').toString());
}

/** Sends a body in its envelope; gives the answer as it was encrypted. */
async function sendSealed(body: object): Promise<unknown> {
  const { status, json } = await send({ encrypted_contents: sealJwe(JSON.stringify(body), await enable()) });
  expect(status).toBe(200);
  expect(Object.keys(json as object)).toEqual(['encrypted_contents']);
  const { encrypted_contents } = json as { encrypted_contents: string };
  return JSON.parse(openJwe(encrypted_contents, createPrivateKey(own.privateKey)) ?? '');
}

describe('accepted', () => {
  test('a message, with its answer encrypted for the caller', async () => {
    const body = { messaging_product: 'whatsapp', to: '15557770001', ...hi };
    expect(await sendSealed(body)).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: '15557770001', wa_id: '15557770001' }],
      messages: [{ id: expect.stringMatching(/^wamid\./) }],
    });
    expect(graph.lastCall()).toMatchObject({ action: 'send', to: '15557770001', text: 'hi', effect: true });
  });

  test('a read mark', async () => {
    const message_id = graph.mock.write({ user: '15557770001', content: { type: 'text', text: { body: 'hello' } } });
    expect(await sendSealed({ messaging_product: 'whatsapp', status: 'read', message_id })).toEqual({ success: true });
    expect(graph.lastCall()).toMatchObject({ action: 'mark-read', answers: message_id, effect: true });
  });
});

describe('refused, in the clear', () => {
  test.each<[string, Parts, string]>([
    ['no product', { messaging_product: undefined }, 'The parameter messaging_product is required.'],
    ['no contents', { encrypted_contents: undefined }, 'The parameter encrypted_contents is required.'],
    ['contents that are no text', { encrypted_contents: {} }, 'Param encrypted_contents must be a string.'],
    ['encryption is off', {}, 'Payload encryption is not enabled for this phone number.'],
  ])('%s', async (_, parts, words) => {
    const answer = await send(parts);
    expect([answer.status, answer.json]).toMatchObject([400, { error: { code: 100, message: `(#100) ${words}` } }]);
  });

  test('a token that cannot be opened', async () => {
    const platform = await enable();
    const body = JSON.stringify({ messaging_product: 'whatsapp', to: '15557770001', ...hi });
    const token = sealJwe(body, platform);
    const [header = '', ...rest] = token.split('.');
    const anothers = sealJwe(body, createPublicKey(own.publicKey));
    for (const encrypted_contents of [
      'a.b.c.d',
      `${token}.x`,
      anothers,
      `${token.slice(0, -4)}AAAA`,
      ...['{"alg":"dir","enc":"A256GCM"}', '{"alg":"RSA-OAEP-256","enc":"A512GCM"}', 'null'].map((other) =>
        [Buffer.from(other).toString('base64url'), ...rest].join('.'),
      ),
      [header.slice(1), ...rest].join('.'),
      sealJwe('[]', platform),
      sealJwe('hello', platform),
    ]) {
      const answer = await send({ encrypted_contents });
      expect([answer.status, answer.json]).toMatchObject([
        400,
        { error: { code: 100, message: '(#100) Param encrypted_contents is not a valid JWE token.' } },
      ]);
    }
  });

  test('what a fault strikes: it sees a send to a user, as in the clear', async () => {
    const key = await enable();
    const sealed = (to: string) => sealJwe(JSON.stringify({ messaging_product: 'whatsapp', to, ...hi }), key);
    graph.trouble('graph.error', { code: 130429, on: ['send'], match: { users: ['15557770001'] } });
    const { json } = await send({ encrypted_contents: sealed('15557770001') });
    expect(json).toMatchObject({ error: { code: 130429 } });
    expect(graph.lastCall()).toMatchObject({ action: 'send', to: '15557770001', effect: false });
    expect((await send({ encrypted_contents: sealed('15557770002') })).status).toBe(200);
  });

  test('what /messages refuses', async () => {
    const token = sealJwe(JSON.stringify({ messaging_product: 'whatsapp', ...hi }), await enable());
    expect((await send({ encrypted_contents: token })).json).toMatchObject({
      error: { message: '(#100) The parameter to is required.' },
    });
    expect(graph.lastCall()).toMatchObject({ action: 'send', outcome: 'refused', effect: false });
  });

  test('a caller whose key cannot encrypt', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256', publicKeyEncoding, privateKeyEncoding });
    const token = sealJwe(JSON.stringify({ messaging_product: 'whatsapp' }), await enable(publicKey));
    expect((await send({ encrypted_contents: token })).status).toBe(400);
  });
});

test('the platform has one key, the same in every run', async () => {
  const key = (await enable()).export({ format: 'der', type: 'spki' });
  expect(key.length).toBe(294);
  const again = (await enable()).export({ format: 'der', type: 'spki' });
  expect(createHash('sha256').update(again).digest('hex')).toBe(createHash('sha256').update(key).digest('hex'));
});
