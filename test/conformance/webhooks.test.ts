/** Webhooks on the wire: what a subject receives, byte for byte, and what follows from its answers. */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waId } from '../../core/ids.js';
import { userIdOf } from '../../mock-server/world/bsuid.js';
import { hi } from './bodies.js';
import { type ServedMock, serveMock, UNASKED } from './served-mock.js';
import { type ReceivedWebhook, receiveWebhooks, type WebhookReceiver } from './webhook-receiver.js';

const ANNS_ID = userIdOf('400000000000001', waId('15557770001'));

let graph: ServedMock;
let subject: WebhookReceiver;
beforeEach(async () => {
  // Twenty times real time: the life of a message passes in a tenth of a second.
  [graph, subject] = await Promise.all([serveMock({ speed: 20, rules: UNASKED }), receiveWebhooks()]);
  await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
});
afterEach(async () => {
  await graph.close();
  await subject.close();
});

const write = (body: string, name = 'Ann') =>
  graph.mock.write({ user: '15557770001', name, content: { type: 'text', text: { body } } });
const hmac = (algorithm: string, bytes: Buffer) =>
  createHmac(algorithm, 'waproof-app-secret').update(bytes).digest('hex');
const came = (count: number) => graph.until(() => subject.webhooks.length >= count, `${count} webhooks have come`);

function theFirst(): ReceivedWebhook {
  const [webhook] = subject.webhooks;
  if (!webhook) throw new Error('no webhook has come');
  return webhook;
}

describe('a message from a user', () => {
  test('arrives as Meta delivers it', async () => {
    const message = write('hello');
    await came(1);
    const { headers, rawBody } = theFirst();
    expect(JSON.parse(rawBody.toString())).toEqual({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '200000000000001',
          changes: [
            {
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '15550100001', phone_number_id: '100000000000001' },
                contacts: [{ profile: { name: 'Ann' }, wa_id: '15557770001', user_id: ANNS_ID }],
                messages: [
                  {
                    from: '15557770001',
                    from_user_id: ANNS_ID,
                    id: message,
                    timestamp: expect.stringMatching(/^17953\d{5}$/),
                    type: 'text',
                    text: { body: 'hello' },
                  },
                ],
              },
              field: 'messages',
            },
          ],
        },
      ],
    });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      accept: '*/*',
      'user-agent': 'facebookexternalua',
      'content-length': String(rawBody.length),
    });
    expect(headers['transfer-encoding']).toBeUndefined();
  });

  test.each([
    ['emoji', '👩‍👩‍👧 ok 👍🏽'],
    ['accents', 'Añadir café à Zürich'],
    ['right-to-left', 'שלום عليكم'],
    ['what is escaped', 'a/b <c> 5% me@example.com "q" \\ \n'],
    ['half of an emoji', 'x\ud83d'],
  ])('with %s: both signatures verify over the raw bytes, which are ASCII', async (_, text) => {
    write(text, text);
    await came(1);
    const { headers, rawBody, value } = theFirst();
    expect(headers['x-hub-signature-256']).toBe(`sha256=${hmac('sha256', rawBody)}`);
    expect(headers['x-hub-signature']).toBe(`sha1=${hmac('sha1', rawBody)}`);
    expect(rawBody.every((byte) => byte < 0x80)).toBe(true);
    expect(value.messages?.[0]?.text).toEqual({ body: text });
    expect(value.contacts?.[0]?.profile).toEqual({ name: text });
  });

  test('comes again when it was not answered with success, as the very same bytes', async () => {
    subject.answer(500, 401, 200);
    write('hello');
    await came(3);
    await graph.until(() => graph.mock.pending().deliveries === 0, 'the delivery is done');
    const [first, ...again] = subject.webhooks.map(({ rawBody, headers }) => [
      rawBody.toString(),
      headers['x-hub-signature-256'],
    ]);
    expect(again).toEqual([first, first]);
    expect(graph.observed('webhook.answered').map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 500],
      [2, 401],
      [3, 200],
    ]);
  });

  test('comes several times at once when duplicates are on', async () => {
    graph.trouble('webhook.duplicate', { probability: 1, copies: 3, within: 0 });
    const message = write('hello');
    await came(4);
    expect(new Set(subject.webhooks.map(({ rawBody }) => rawBody.toString())).size).toBe(1);
    expect(
      graph
        .observed('webhook.sent')
        .map(({ delivery, duplicateOf, fault, message: of }) => [delivery, duplicateOf, fault, of]),
    ).toEqual([
      [1, undefined, undefined, message],
      [2, 1, 'webhook.duplicate#1', message],
      [3, 1, 'webhook.duplicate#1', message],
      [4, 1, 'webhook.duplicate#1', message],
    ]);
  });
});

describe('a message to a user', () => {
  test('is followed by its statuses in order, with the callback data, signed', async () => {
    // The seed lets some messages stay unread; of five at least one is read.
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      const answer = await graph.send({ ...hi, biz_opaque_callback_data: `job-${n}` });
      ids.push((answer.json as { messages: [{ id: string }] }).messages[0].id);
    }
    await graph.until(
      () => graph.mock.pending().lives === 0 && graph.mock.pending().deliveries === 0,
      'all is at rest',
    );
    const statuses = subject.webhooks.flatMap(({ value }) => value.statuses ?? []);
    const reached = graph.observed('status.reached');
    for (const [n, id] of ids.entries()) {
      const ofMessage = statuses.filter((status) => status.id === id);
      const names = reached.filter(({ message }) => message === id).map(({ status }) => status);
      expect([
        ['sent', 'delivered'],
        ['sent', 'delivered', 'read'],
      ]).toContainEqual(names);
      expect(ofMessage.map(({ status }) => status).sort()).toEqual(names.toSorted());
      for (const status of ofMessage)
        expect(status).toMatchObject({
          recipient_id: '15557770001',
          recipient_user_id: ANNS_ID,
          biz_opaque_callback_data: `job-${n}`,
          timestamp: expect.stringMatching(/^17953\d{5}$/),
        });
    }
    expect(reached.some(({ status }) => status === 'read')).toBe(true);
    for (const { headers, rawBody, value } of subject.webhooks) {
      expect(headers['x-hub-signature-256']).toBe(`sha256=${hmac('sha256', rawBody)}`);
      expect(value.contacts).toEqual([{ wa_id: '15557770001', user_id: ANNS_ID }]);
    }
  });

  test('a reaction is only ever sent', async () => {
    await graph.send({ type: 'reaction', reaction: { message_id: write('hello'), emoji: '👍' } });
    await graph.until(
      () => graph.mock.pending().lives === 0 && graph.mock.pending().deliveries === 0,
      'all is at rest',
    );
    expect(subject.webhooks.flatMap(({ value }) => value.statuses ?? []).map(({ status }) => status)).toEqual(['sent']);
  });
});

describe('forged deliveries', () => {
  test.each(['missing', 'wrong-secret', 'tampered-body'] as const)(
    '%s: the signature does not hold',
    async (signature) => {
      const content = { type: 'text', text: { body: 'hello' } };
      graph.mock.forge({ user: '15550199000', name: 'Nobody', content }, signature);
      await came(1);
      const { headers, rawBody } = theFirst();
      expect(headers['x-hub-signature-256']).not.toBe(`sha256=${hmac('sha256', rawBody)}`);
      expect(headers['x-hub-signature']).not.toBe(`sha1=${hmac('sha1', rawBody)}`);
      expect('x-hub-signature-256' in headers).toBe(signature !== 'missing');
      expect(graph.observed('user.wrote')).toEqual([]);
      expect(graph.observed('webhook.sent')).toMatchObject([{ signature, user: '15550199000' }]);
    },
  );
});

test('the handshake is passed with the right token only, and every probe is recorded', async () => {
  for (const probe of ['right-token', 'wrong-token', 'missing-token'] as const) await graph.mock.handshake(probe);
  expect(graph.observed('handshake.answered')).toMatchObject([
    { probe: 'right-token', status: 200, echoed: true },
    { probe: 'wrong-token', status: 403, echoed: false },
    { probe: 'missing-token', status: 403, echoed: false },
  ]);
  const challenges = subject.handshakes.map((query) => query.get('hub.challenge'));
  expect(new Set(challenges).size).toBe(3);
});
