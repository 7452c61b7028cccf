/** Unmodified published client libraries read what the mock delivers: every message of a user, and other events. */
import { Client } from '@great-detail/whatsapp';
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WhatsAppAPI } from 'whatsapp-api-js';
import { INBOUND } from '../conformance/inbound-bodies.js';
import { type ServedMock, serveMock, TOKEN } from '../conformance/served-mock.js';
import { type ReceivedWebhook, receiveWebhooks, type WebhookReceiver } from '../conformance/webhook-receiver.js';

const ANN = '15557770001';
const SECRET = 'waproof-app-secret';

let graph: ServedMock;
let subject: WebhookReceiver;
beforeEach(async () => {
  [graph, subject] = await Promise.all([serveMock({ speed: 20 }), receiveWebhooks()]);
  await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
});
afterEach(async () => {
  await graph.close();
  await subject.close();
});

async function theFirst(): Promise<ReceivedWebhook> {
  await graph.until(() => subject.webhooks.length > 0, 'a delivery has come');
  const [first] = subject.webhooks;
  if (!first) throw new Error('no delivery has come');
  return first;
}

const signatureOf = ({ headers }: ReceivedWebhook) => String(headers['x-hub-signature-256']);

/** What is only passed on by each library; it reads the rest of the message all the same. */
const typeOf = (message: Readonly<Record<string, unknown>>) => String(message.type);

describe.each(INBOUND)('%s', (_what, message) => {
  test('is read by three libraries', async () => {
    await graph.call(`/_waproof/users/${ANN}/messages`, { body: { name: 'Ann', message } });
    const delivery = await theFirst();
    const text = delivery.rawBody.toString();

    expect(verifySignature({ appSecret: SECRET, rawBody: text, signatureHeader: signatureOf(delivery) })).toBe(true);
    const events = normalizeWebhook(JSON.parse(text));
    expect(events.messages).toMatchObject([{ from: ANN, type: typeOf(message), id: expect.any(String) }]);
    expect(events.contacts).toMatchObject([{ waId: ANN }]);

    const api = new WhatsAppAPI({ token: TOKEN, appSecret: SECRET, v: 'v24.0' });
    let read: unknown;
    api.on.message = (given) => {
      read = { from: given.from, type: given.message.type, name: given.name };
    };
    await api.post(JSON.parse(text), text, signatureOf(delivery));
    expect(read).toEqual({ from: ANN, type: typeOf(message), name: 'Ann' });

    const client = new Client({ prefixUrl: graph.url, graphVersion: 'v23.0' });
    const event = await client.webhook.eventNotification({
      method: 'POST',
      query: {},
      headers: delivery.headers as Record<string, string>,
      body: text,
    });
    await event.verifySignature(SECRET);
    expect(event.eventNotification).toEqual(JSON.parse(text));
  });
});

test('events of every field are verified and taken by the libraries', async () => {
  const { json } = await graph.call('/_waproof/events', { method: 'GET' });
  const fields = Object.keys((json as { fields: object }).fields);
  for (const field of fields) await graph.call('/_waproof/events', { body: { field } });
  await graph.until(() => subject.webhooks.length === fields.length, 'all samples have come');
  for (const { rawBody, headers } of subject.webhooks) {
    const signatureHeader = String(headers['x-hub-signature-256']);
    expect(verifySignature({ appSecret: SECRET, rawBody, signatureHeader })).toBe(true);
    expect(() => normalizeWebhook(JSON.parse(rawBody.toString()))).not.toThrow();
  }
});
