/** @great-detail/whatsapp, unmodified, call by call. */
import { Client, MessageType } from '@great-detail/whatsapp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ServedMock, serveMock, TOKEN } from '../conformance/served-mock.js';
import { receiveWebhooks } from '../conformance/webhook-receiver.js';

const NUMBER = '100000000000001';
const WABA = '200000000000001';

let graph: ServedMock;
let client: Client;
beforeEach(async () => {
  graph = await serveMock({ speed: 20 });
  client = new Client({
    prefixUrl: graph.url,
    graphVersion: 'v23.0',
    request: { headers: { Authorization: `Bearer ${TOKEN}` }, retry: 0 },
  });
});
afterEach(() => graph.close());

describe('messages', () => {
  test('a text and a template are sent, a message is marked as read', async () => {
    const text = await client.message
      .createMessage({ phoneNumberID: NUMBER, to: '+15557770001', type: MessageType.Text, text: { body: 'hi' } })
      .json();
    expect(text).toMatchObject({ messages: [{ id: expect.stringMatching(/^wamid\./) }] });
    const template = await client.message
      .createMessage({
        phoneNumberID: NUMBER,
        to: '15557770001',
        type: MessageType.Template,
        template: { name: 'hello_world', language: { code: 'en_US' }, components: [] },
      })
      .json();
    expect(template).toMatchObject({ messages: [{ message_status: 'accepted' }] });
    const inbound = graph.mock.write({ user: '15557770001', content: { type: 'text', text: { body: 'hello' } } });
    const read = await client.message
      .createStatus({ phoneNumberID: NUMBER, status: 'read', message_id: inbound })
      .json();
    expect(read).toEqual({ success: true });
  });

  test('a refusal is thrown with the status of Meta, and its envelope can be read', async () => {
    const call = client.message.createMessage({
      phoneNumberID: NUMBER,
      to: '1',
      type: MessageType.Text,
      text: { body: '' },
    });
    const error: unknown = await call.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ response: { status: 400 } });
  });
});

test('media are uploaded, looked up, downloaded with the token, and deleted', async () => {
  const file = new Blob(['%PDF-1.4 a'], { type: 'application/pdf' });
  const { id } = await client.media
    .upload({ phoneNumberID: NUMBER, file, filename: 'a.pdf', mimeType: 'application/pdf' })
    .json();
  const media = await client.media.getURL({ mediaID: id, phoneNumberID: NUMBER }).json();
  expect(media).toMatchObject({ id, mime_type: 'application/pdf', file_size: 10 });
  const without = await fetch(media.url);
  expect(without.status).toBe(401);
  const whole = await fetch(media.url, { headers: { Authorization: `Bearer ${TOKEN}` } });
  expect(await whole.text()).toBe('%PDF-1.4 a');
  expect(await client.media.delete({ mediaID: id }).json()).toEqual({ success: true });
});

describe('numbers', () => {
  test('are listed and read with the fields of theirs and of their profile', async () => {
    await client.businessProfile.updateBusinessProfile({ phoneNumberID: NUMBER, about: 'We sell tea' }).json();
    const list = await client.phoneNumbers
      .listPhoneNumbers({ businessAccountID: WABA, fields: ['id', 'status', ['whatsapp_business_profile', ['about']]] })
      .json();
    expect(list).toMatchObject({
      data: [{ id: NUMBER, status: 'CONNECTED', whatsapp_business_profile: { data: [{ about: 'We sell tea' }] } }],
    });
    const number = await client.phoneNumbers
      .getPhoneNumber({ phoneNumberID: NUMBER, fields: ['display_phone_number', 'throughput'] })
      .json();
    expect(number).toEqual({ display_phone_number: '+1 555 010 0001', throughput: { level: 'STANDARD' }, id: NUMBER });
  });

  test('take another name', async () => {
    const answer = await client.phoneNumbers
      .updatePhoneNumber({ phoneNumberID: NUMBER, new_display_name: 'Tea House' })
      .json();
    expect(answer).toMatchObject({ success: true });
  });

  test('have a profile that can be read and changed', async () => {
    await client.businessProfile
      .updateBusinessProfile({ phoneNumberID: NUMBER, email: 'tea@example.com', websites: ['https://example.com'] })
      .json();
    const profile = await client.businessProfile
      .getBusinessProfile({ phoneNumberID: NUMBER, fields: ['email', 'websites'] })
      .json();
    expect(profile).toEqual({
      data: [{ email: 'tea@example.com', websites: ['https://example.com/'], messaging_product: 'whatsapp' }],
    });
  });
});

describe('templates', () => {
  test('are created, listed, read, edited and deleted', async () => {
    const made = await client.template
      .create(WABA, {
        name: 'tea_is_ready',
        language: 'en_US',
        category: 'UTILITY',
        parameter_format: 'POSITIONAL',
        components: [{ type: 'BODY' as const, text: 'Your tea is ready.' }],
      })
      .json();
    expect(made).toMatchObject({ id: expect.stringMatching(/^\d+$/), status: 'APPROVED', category: 'UTILITY' });
    const { id } = made as { id: string };
    expect(await client.template.get(id, { fields: ['name', 'status'] }).json()).toMatchObject({
      name: 'tea_is_ready',
    });
    const list = await client.template.list(WABA, { name_or_content: 'tea', status: ['APPROVED'], limit: 5 }).json();
    expect(list).toMatchObject({ data: [{ id }] });
    const edited = await client.template
      .update(id, { components: [{ type: 'BODY' as const, text: 'Your tea is ready, come in.' }] })
      .json();
    expect(edited).toMatchObject({ success: true });
    expect(await client.template.delete(WABA, { name: 'tea_is_ready' }).json()).toEqual({ success: true });
  });

  test('of the library are listed', async () => {
    const library = await client.template.listLibrary({ limit: 3, language: 'en_US' }).json();
    expect(library).toMatchObject({ data: [{ name: expect.any(String) }, {}, {}] });
  });
});

test('the account is read', async () => {
  const waba = await client.whatsappBusinessAccount.get(WABA, { fields: ['name', 'currency'] }).json();
  expect(waba).toEqual({ name: 'Waproof Account', currency: 'USD', id: WABA });
});

test('the app subscribes to the account with a callback of its own, and its webhook is verified and signed', async () => {
  const subject = await receiveWebhooks();
  try {
    const subscribed = await client.subscribedApps
      .createSubscription({
        businessAccountID: WABA,
        override_callback_uri: subject.url.href,
        verify_token: 'waproof-verify-token',
      })
      .json();
    expect(subscribed).toEqual({ success: true });
    expect(await client.subscribedApps.listSubscriptions({ businessAccountID: WABA }).json()).toMatchObject({
      data: [{ whatsapp_business_api_data: { id: '300000000000001' }, override_callback_uri: subject.url.href }],
    });
    graph.mock.write({ user: '15557770001', name: 'Zoë', content: { type: 'text', text: { body: 'שלום ñ 😀' } } });
    await graph.until(() => subject.webhooks.length > 0, 'a delivery');
    const [delivery] = subject.webhooks;
    const event = await client.webhook.eventNotification({
      method: 'POST',
      query: {},
      headers: delivery?.headers as Record<string, string>,
      body: delivery?.rawBody.toString() ?? '',
    });
    await event.verifySignature('waproof-app-secret');
    expect(event.eventNotification).toMatchObject({ object: 'whatsapp_business_account' });
  } finally {
    await subject.close();
  }
});
