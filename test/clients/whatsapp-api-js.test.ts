/** whatsapp-api-js, unmodified, call by call: its fetch is handed in, and goes to the mock instead of Meta's host. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WhatsAppAPI } from 'whatsapp-api-js';
import { Image, Text } from 'whatsapp-api-js/messages';
import { type ServedMock, serveMock, TOKEN } from '../conformance/served-mock.js';
import { receiveWebhooks } from '../conformance/webhook-receiver.js';

const NUMBER = '100000000000001';
const APP_SECRET = 'waproof-app-secret';
const GRAPH = 'https://graph.facebook.com';

let graph: ServedMock;
let client: WhatsAppAPI;
beforeEach(async () => {
  graph = await serveMock({ speed: 20 });
  const toMock: typeof fetch = (input, init) => fetch(String(input).replace(GRAPH, graph.url), init);
  client = new WhatsAppAPI({ token: TOKEN, appSecret: APP_SECRET, v: 'v24.0', ponyfill: { fetch: toMock } });
});
afterEach(() => graph.close());

test('sends a text that answers a message, and marks one as read', async () => {
  const inbound = graph.mock.write({ user: '15557770001', content: { type: 'text', text: { body: 'hello' } } });
  const answer = await client.sendMessage(NUMBER, '15557770001', new Text('hi'), inbound, 'job-7');
  expect(answer).toMatchObject({
    messaging_product: 'whatsapp',
    contacts: [{ input: '15557770001', wa_id: '15557770001' }],
    messages: [{ id: expect.stringMatching(/^wamid\./) }],
  });
  expect(graph.lastCall()).toMatchObject({ text: 'hi', answers: inbound, callbackData: 'job-7' });
  expect(await client.markAsRead(NUMBER, inbound, 'text')).toEqual({ success: true });
});

test('reads an error as Meta sends it', async () => {
  expect(await client.sendMessage('999', '15557770001', new Text('hi'))).toMatchObject({
    error: { code: 100, error_subcode: 33, type: 'GraphMethodException', fbtrace_id: expect.any(String) },
  });
});

test('uploads an image, reads it back byte for byte, sends it by id and deletes it', async () => {
  const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1, 2, 3]);
  const form = new FormData();
  form.set('file', new Blob([bytes], { type: 'image/png' }), 'dot.png');
  const uploaded = await client.uploadMedia(NUMBER, form);
  if (!('id' in uploaded)) throw new Error(JSON.stringify(uploaded));
  const media = await client.retrieveMedia(uploaded.id);
  if (!('url' in media)) throw new Error(JSON.stringify(media));
  expect(media).toMatchObject({
    mime_type: 'image/png',
    file_size: 11,
    id: uploaded.id,
    messaging_product: 'whatsapp',
  });
  const fetched = await client.fetchMedia(media.url);
  expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(bytes);
  expect(await client.sendMessage(NUMBER, '15557770001', new Image(uploaded.id, true))).toHaveProperty('messages');
  expect(await client.deleteMedia(uploaded.id)).toEqual({ success: true });
  expect(await client.retrieveMedia(uploaded.id)).toHaveProperty('error');
});

test('creates, lists, changes and deletes a QR code', async () => {
  const made = await client.createQR(NUMBER, 'Hello', 'png');
  if (!('code' in made)) throw new Error(JSON.stringify(made));
  expect(made).toMatchObject({
    prefilled_message: 'Hello',
    deep_link_url: `https://wa.me/message/${made.code}`,
    qr_image_url: expect.stringMatching(/^http/),
  });
  expect(await client.updateQR(NUMBER, made.code, 'Bye')).toMatchObject({ prefilled_message: 'Bye' });
  expect(await client.retrieveQR(NUMBER, made.code)).toMatchObject({ data: [{ prefilled_message: 'Bye' }] });
  expect(await client.retrieveQR(NUMBER)).toMatchObject({ data: [{ code: made.code }] });
  expect(await client.deleteQR(NUMBER, made.code)).toEqual({ success: true });
  expect(await client.retrieveQR(NUMBER)).toEqual({ data: [] });
});

test('blocks and unblocks a user who wrote', async () => {
  graph.mock.write({ user: '15557770001', content: { type: 'text', text: { body: 'spam' } } });
  expect(await client.blockUser(NUMBER, '15557770001')).toMatchObject({
    block_users: { added_users: [{ input: '15557770001', wa_id: '15557770001' }] },
  });
  expect(await client.unblockUser(NUMBER, '15557770001')).toMatchObject({
    block_users: { removed_users: [{ input: '15557770001', wa_id: '15557770001' }] },
  });
});

describe('its webhook', () => {
  test('verifies the signature of a text in many scripts, and reads it', async () => {
    const subject = await receiveWebhooks();
    try {
      await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
      graph.mock.write({ user: '15557770001', name: 'Zoë', content: { type: 'text', text: { body: 'שלום ñ 😀' } } });
      await graph.until(() => subject.webhooks.length > 0, 'a delivery');
      const [delivery] = subject.webhooks;
      const body = delivery?.rawBody.toString() ?? '';
      let read: unknown;
      client.on.message = ({ message }) => {
        read = message;
      };
      await client.post(JSON.parse(body), body, String(delivery?.headers['x-hub-signature-256'] ?? ''));
      expect(read).toMatchObject({ type: 'text', text: { body: 'שלום ñ 😀' }, from: '15557770001' });
    } finally {
      await subject.close();
    }
  });
});
