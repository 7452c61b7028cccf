/** An unmodified published client library against the mock: what it sends is accepted, what it reads is right. */
import { GraphApiError, WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WRITTEN } from '../conformance/bodies.js';
import { type ServedMock, serveMock, TOKEN, UNASKED } from '../conformance/served-mock.js';
import { receiveWebhooks, type WebhookReceiver } from '../conformance/webhook-receiver.js';

const phoneNumberId = '100000000000001';
const to = '+15557770001';

let graph: ServedMock;
let subject: WebhookReceiver;
let client: WhatsAppClient;
beforeEach(async () => {
  [graph, subject] = await Promise.all([serveMock({ speed: 20, rules: UNASKED }), receiveWebhooks()]);
  await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
  client = new WhatsAppClient({ accessToken: TOKEN, baseUrl: graph.url, graphVersion: 'v23.0' });
});
afterEach(async () => {
  await graph.close();
  await subject.close();
});

const sent = {
  messagingProduct: 'whatsapp',
  contacts: [{ input: to, waId: '15557770001' }],
  messages: [{ id: expect.stringMatching(/^wamid\./) }],
};

describe('@kapso/whatsapp-cloud-api sends', () => {
  test('a text that answers a message', async () => {
    const answer = await client.messages.sendText({
      phoneNumberId,
      to,
      body: 'hi',
      contextMessageId: 'wamid.X',
      bizOpaqueCallbackData: 'job-7',
    });
    expect(answer).toEqual(sent);
    expect(graph.lastCall()).toMatchObject({ type: 'text', text: 'hi', answers: 'wamid.X', callbackData: 'job-7' });
  });

  test('an image by link', async () => {
    const image = { link: 'https://example.com/photo.jpg', caption: 'Photo' };
    expect(await client.messages.sendImage({ phoneNumberId, to, image })).toEqual(sent);
    expect(graph.lastCall()).toMatchObject({ type: 'image', text: 'Photo' });
  });

  test('a template with parameters', async () => {
    const parameters = [
      { type: 'text', text: 'Ana' },
      { type: 'text', text: '77' },
    ];
    const answer = await client.messages.sendTemplate({
      phoneNumberId,
      to,
      template: { name: 'order_update', language: { code: 'en_US' }, components: [{ type: 'body', parameters }] },
    });
    expect(answer.messages).toEqual([{ id: expect.stringMatching(/^wamid\./), messageStatus: 'accepted' }]);
    expect(graph.lastCall()).toMatchObject({ type: 'template', text: 'order_update · Ana · 77' });
  });

  test('buttons', async () => {
    const buttons = [
      { id: 'yes', title: 'Yes' },
      { id: 'no', title: 'No' },
    ];
    expect(await client.messages.sendInteractiveButtons({ phoneNumberId, to, bodyText: 'Well?', buttons })).toEqual(
      sent,
    );
    expect(graph.lastCall()).toMatchObject({ type: 'interactive', text: 'Well? · Yes · No' });
  });

  test('a reaction', async () => {
    const reaction = { messageId: WRITTEN, emoji: '😀' };
    expect(await client.messages.sendReaction({ phoneNumberId, to, reaction })).toEqual(sent);
    expect(graph.lastCall()).toMatchObject({ type: 'reaction', text: '😀' });
  });

  test('two blue ticks and "typing…"', async () => {
    const messageId = graph.mock.write({ user: '15557770001', content: { type: 'text', text: { body: 'hello' } } });
    const answer = await client.messages.markRead({ phoneNumberId, messageId, typingIndicator: { type: 'text' } });
    expect(answer).toEqual({ success: true });
    expect(graph.lastCall()).toMatchObject({ action: 'mark-read', answers: messageId });
  });
});

describe('@kapso/whatsapp-cloud-api reads', () => {
  /** The error that a call ends with. */
  async function errorOf(call: Promise<unknown>): Promise<GraphApiError> {
    const error = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error instanceof GraphApiError) return error;
    throw new Error(`expected a GraphApiError, got ${String(error)}`);
  }

  test('a refusal, with its code and its details', async () => {
    const template = { name: 'nope', language: { code: 'en_US' } };
    const error = await errorOf(client.messages.sendTemplate({ phoneNumberId, to, template }));
    expect(error).toMatchObject({
      httpStatus: 404,
      code: 132001,
      type: 'OAuthException',
      details: 'template name (nope) does not exist in en_US',
      fbtraceId: expect.stringMatching(/^A[\w-]{22}$/),
    });
    expect(error.isTemplateError()).toBe(true);
  });

  test('a dead token', async () => {
    const stranger = new WhatsAppClient({ accessToken: 'wrong', baseUrl: graph.url, graphVersion: 'v23.0' });
    const error = await errorOf(stranger.messages.sendText({ phoneNumberId, to, body: 'hi' }));
    expect(error).toMatchObject({ httpStatus: 401, code: 190 });
    expect(error.isAuthError()).toBe(true);
  });

  test('a throttle, in Meta’s form and as a gateway’s with Retry-After', async () => {
    graph.trouble('graph.error', { code: 130429 });
    const throttled = await errorOf(client.messages.sendText({ phoneNumberId, to, body: 'hi' }));
    expect(throttled).toMatchObject({ code: 130429, httpStatus: 400 });
    expect(throttled.isRateLimit()).toBe(true);
    graph.trouble('graph.error', { as: 'http-429', retryAfter: '2s' });
    const gateway = await errorOf(client.messages.sendText({ phoneNumberId, to, body: 'hi' }));
    expect(gateway).toMatchObject({ httpStatus: 429, retry: { action: 'retry_after', retryAfterMs: 2_000 } });
  });
});

describe('its webhook helpers', () => {
  const verifies = () =>
    subject.webhooks.map(({ rawBody, headers }) =>
      verifySignature({
        appSecret: 'waproof-app-secret',
        rawBody,
        signatureHeader: String(headers['x-hub-signature-256']),
      }),
    );

  test('verify and read a message', async () => {
    const text = 'Añadir / 👩‍👩‍👧 שלום <5%>';
    const id = graph.mock.write({ user: '15557770001', name: 'Zoë', content: { type: 'text', text: { body: text } } });
    await graph.until(() => subject.webhooks.length === 1, 'the webhook has come');
    expect(verifies()).toEqual([true]);
    const {
      object,
      phoneNumberId: number,
      displayPhoneNumber,
      contacts,
      messages,
    } = normalizeWebhook(JSON.parse(subject.webhooks[0]?.rawBody.toString() ?? ''));
    expect([object, number, displayPhoneNumber]).toEqual(['whatsapp_business_account', phoneNumberId, '15550100001']);
    expect(contacts).toMatchObject([{ waId: '15557770001', profile: { name: 'Zoë' } }]);
    expect(messages).toMatchObject([{ id, from: '15557770001', type: 'text', text: { body: text } }]);
  });

  test('verify and read the statuses of a message', async () => {
    const answer = await client.messages.sendText({ phoneNumberId, to, body: 'hi', bizOpaqueCallbackData: 'job-7' });
    await graph.until(
      () => graph.mock.pending().lives === 0 && graph.mock.pending().deliveries === 0,
      'all is at rest',
    );
    expect(verifies()).toEqual(subject.webhooks.map(() => true));
    const statuses = subject.webhooks.flatMap(
      ({ rawBody }) => normalizeWebhook(JSON.parse(rawBody.toString())).statuses,
    );
    expect(statuses.length).toBeGreaterThanOrEqual(2);
    for (const status of statuses)
      expect(status).toMatchObject({
        id: answer.messages[0]?.id,
        recipientId: '15557770001',
        bizOpaqueCallbackData: 'job-7',
      });
    expect(
      statuses
        .map(({ status }) => status)
        .sort()
        .slice(0, 1),
    ).toEqual(['delivered']);
  });

  test('see through forgeries', async () => {
    const content = { type: 'text', text: { body: 'hello' } };
    for (const signature of ['missing', 'wrong-secret', 'tampered-body'] as const)
      graph.mock.forge({ user: '15550199000', name: 'Nobody', content }, signature);
    await graph.until(() => subject.webhooks.length === 3, 'the forgeries have come');
    expect(verifies()).toEqual([false, false, false]);
  });
});
