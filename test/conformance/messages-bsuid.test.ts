/** Sends to business-scoped user ids: `recipient` in place of `to`. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waId } from '../../core/ids.js';
import { parentUserIdOf, userIdOf } from '../../mock-server/world/bsuid.js';
import { hi, template } from './bodies.js';
import { type ServedMock, serveMock } from './served-mock.js';
import { receiveWebhooks } from './webhook-receiver.js';

const ANN = waId('15557770001');
const ANNS_ID = userIdOf('400000000000001', ANN);
const ANNS_PARENT_ID = parentUserIdOf('400000000000001', ANN);

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock({ speed: 20 });
});
afterEach(() => graph.close());

const send = (parts: Record<string, unknown>) => graph.send({ ...hi, to: undefined, ...parts });
const messages = [{ id: expect.stringMatching(/^wamid\./) }];

describe('the answer names the user as the caller did', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a user id', { recipient: ANNS_ID }, { input: ANNS_ID, user_id: ANNS_ID }],
    ['a parent id', { recipient: ANNS_PARENT_ID }, { input: ANNS_PARENT_ID, user_id: ANNS_PARENT_ID }],
    ['a number', { to: '+15557770001' }, { input: '+15557770001', wa_id: ANN }],
    ['both: the number wins', { to: '15557770001', recipient: ANNS_ID }, { input: '15557770001', wa_id: ANN }],
  ])('%s', async (_, parts, contact) => {
    const answer = await send(parts);
    expect(answer.json).toEqual({ messaging_product: 'whatsapp', contacts: [contact], messages });
    expect(answer.status).toBe(200);
    expect(graph.lastCall()).toMatchObject({ to: ANN, outcome: 'accepted', effect: true });
  });
});

test('the id that a webhook tells leads back to its user', async () => {
  const subject = await receiveWebhooks();
  await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
  graph.mock.write({ user: ANN, content: { type: 'text', text: { body: 'hello' } } });
  await graph.until(() => subject.webhooks.length === 1, 'the message has come');
  const [message] = subject.webhooks[0]?.value.messages ?? [];
  await send({ recipient: (message as { from_user_id?: string } | undefined)?.from_user_id });
  expect(graph.lastCall()).toMatchObject({ to: ANN, outcome: 'accepted' });
  await graph.until(() => graph.mock.pending().lives + graph.mock.pending().deliveries === 0, 'all is at rest');
  const statuses = subject.webhooks.flatMap(({ value }) => value.statuses ?? []);
  expect(statuses.length).toBeGreaterThan(1);
  for (const status of statuses) expect(status).toMatchObject({ recipient_id: ANN, recipient_user_id: ANNS_ID });
  await subject.close();
});

test('an id in the place of a number is accepted, and nothing more is heard of it', async () => {
  const subject = await receiveWebhooks();
  await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
  const answer = await send({ to: ANNS_ID });
  expect(answer.json).toEqual({
    messaging_product: 'whatsapp',
    contacts: [{ input: ANNS_ID, wa_id: ANNS_ID.slice(3) }],
    messages,
  });
  expect(graph.mock.pending().lives).toBe(0);
  expect(subject.webhooks).toEqual([]);
  await subject.close();
});

describe('refused', () => {
  test.each<[string, Record<string, unknown>, number, string]>([
    [
      'an id of another portfolio',
      { recipient: 'PT.70418823369015' },
      131009,
      'Parameter value is not valid: recipient is not a user of this portfolio.',
    ],
    [
      'an id with a digit less',
      { recipient: ANNS_ID.slice(0, -1) },
      131009,
      'Parameter value is not valid: recipient is not a user of this portfolio.',
    ],
  ])('%s', async (_, parts, code, details) => {
    const answer = await send(parts);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ error: { code, error_data: { messaging_product: 'whatsapp', details } } });
    expect(graph.lastCall()).toMatchObject({ outcome: 'refused', effect: false });
  });

  test('a malformed id, by Graph', async () => {
    expect((await send({ recipient: 'ana.vale' })).json).toMatchObject({
      error: { code: 100, message: '(#100) Param recipient is not a valid business-scoped user ID.' },
    });
  });

  test('an authentication template: 131062, but not to a number', async () => {
    const created = await graph.call('/v23.0/200000000000001/message_templates', {
      body: {
        name: 'login',
        language: 'en_US',
        category: 'AUTHENTICATION',
        components: [{ type: 'BODY' }, { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] }],
      },
    });
    expect(created.json).toMatchObject({ status: 'APPROVED' });
    const code = [{ type: 'text', text: '123456' }];
    const login = template({
      name: 'login',
      components: [
        { type: 'body', parameters: code },
        { type: 'button', sub_type: 'url', index: '0', parameters: code },
      ],
    });
    expect((await graph.send({ ...login, to: undefined, recipient: ANNS_ID })).json).toMatchObject({
      error: {
        code: 131062,
        error_data: {
          details: 'Business-scoped User ID (BSUID) recipients are not supported for this message.',
        },
      },
    });
    expect((await graph.send(login)).status).toBe(200);
  });
});
