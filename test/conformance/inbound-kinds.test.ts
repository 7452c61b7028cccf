/** Everything that a user can send: the webhook says exactly that, files can be fetched, and mistakes are named. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waId } from '../../core/ids.js';
import { userIdOf } from '../../mock-server/world/bsuid.js';
import { INBOUND, QUOTED } from './inbound-bodies.js';
import { type ServedMock, serveMock, TOKEN } from './served-mock.js';
import { receiveWebhooks, type WebhookReceiver } from './webhook-receiver.js';

const ANN = '15557770001';
const ANNS_ID = userIdOf('400000000000001', waId(ANN));
const SHOWN = { from: ANN, from_user_id: ANNS_ID };

type Parts = Readonly<Record<string, unknown>>;

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

const post = (path: string, body: unknown) => graph.call(`/_waproof${path}`, { body });
const write = (message: unknown, parts: Parts = {}) =>
  post(`/users/${ANN}/messages`, { name: 'Ann', message, ...parts });

/** The next webhook after those that were seen. */
async function next(seen = 0) {
  await graph.until(() => subject.webhooks.length > seen, `webhook ${seen + 1} has come`);
  const { rawBody } = subject.webhooks[seen] ?? { rawBody: Buffer.from('{}') };
  return JSON.parse(rawBody.toString()).entry[0].changes[0] as {
    field: string;
    value: { contacts?: Parts[]; messages: [Parts]; statuses: [Parts] };
  };
}

async function download(url: string): Promise<Buffer> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

describe('a user can send', () => {
  test.each(INBOUND)('%s', async (_what, message) => {
    const { status, json } = await write(message);
    expect([status, json]).toEqual([201, { id: expect.stringMatching(/^wamid\./) }]);
    const { field, value } = await next();
    expect(field).toBe('messages');
    expect(value.contacts).toEqual([{ profile: { name: 'Ann' }, wa_id: ANN, user_id: ANNS_ID }]);
    expect(value.messages).toEqual([
      expect.objectContaining({ ...SHOWN, id: (json as { id: string }).id, type: message.type }),
    ]);
    const type = String(message.type);
    expect(value.messages[0][type] ?? {}).toMatchObject((message[type] as object | undefined) ?? {});
    expect(value.messages[0].context).toEqual(message.context);
    expect(value.messages[0].referral).toEqual(message.referral);
  });

  test('an answer, of which the business’s number is filled in', async () => {
    await write({ type: 'text', text: { body: 'yes' }, context: { id: QUOTED } });
    expect((await next()).value.messages[0].context).toEqual({ from: '15550100001', id: QUOTED });
  });

  test('an unsupported message without more: the error is filled in', async () => {
    await write({ type: 'unsupported' });
    expect((await next()).value.messages[0].errors).toEqual([expect.objectContaining({ code: 131051 })]);
  });
});

describe('what a user cannot send is refused with the reason', () => {
  test.each([
    ['no such type', { type: 'txt', txt: {} }, 'expected a type of text, image'],
    ['a type that Meta removed', { type: 'request_welcome' }, 'removed it on 27 March 2026'],
    ['what the platform says', { type: 'system', system: {} }, '/users/:id/number'],
    ['no content', { type: 'text' }, 'message.text'],
    ['an empty text', { type: 'text', text: { body: '' } }, 'message.text.body'],
    ['a member too many', { type: 'text', text: { body: 'x', preview: true } }, 'preview'],
    ['a place beyond the pole', { type: 'location', location: { latitude: 91, longitude: 0 } }, 'latitude'],
    [
      'a form that is no JSON',
      {
        type: 'interactive',
        interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: '', response_json: '{' } },
      },
      'a text that holds JSON',
    ],
    ['an unknown file', { type: 'image', image: { id: '77' } }, 'no user sent media 77'],
    ['a forwarded answer', { type: 'text', text: { body: 'x' }, context: { id: 'w', forwarded: true } }, 'context'],
  ])('%s', async (_what, message, words) => {
    const { status, json } = await write(message);
    expect([status, (json as { error: string }).error]).toEqual([400, expect.stringContaining(words)]);
    expect(subject.webhooks).toEqual([]);
  });
});

describe('files of users', () => {
  test.each([
    ['image', 'image/jpeg', 'ffd8ff'],
    ['sticker', 'image/webp', '52494646'],
    ['audio', 'audio/ogg; codecs=opus', '4f676753'],
    ['video', 'video/mp4', '0000001c66747970'],
    ['document', 'application/pdf', '25504446'],
  ])('%s: a small real one comes by itself', async (type, mimeType, head) => {
    await write({ type });
    const file = (await next()).value.messages[0][type] as Readonly<Record<string, string>>;
    const bytes = await download(String(file.url));
    expect(bytes.toString('hex').startsWith(head)).toBe(true);
    expect(file).toMatchObject({
      mime_type: mimeType,
      sha256: createHash('sha256').update(bytes).digest('base64'),
    });
    const { json } = await graph.call(`/v23.0/${file.id}`, { method: 'GET' });
    expect(json).toMatchObject({ id: file.id, mime_type: mimeType, file_size: bytes.length });
    expect(await download((json as { url: string }).url)).toEqual(bytes);
  });

  test('one of one’s own is sent up as a body and named by its id', async () => {
    const bytes = Buffer.from('%PDF-1.4 my own');
    const response = await fetch(`${graph.url}/_waproof/users/${ANN}/media`, {
      method: 'POST',
      headers: { 'content-type': 'application/pdf' },
      body: bytes,
    });
    const sent = (await response.json()) as { id: string };
    expect([response.status, sent]).toEqual([201, expect.objectContaining({ file_size: bytes.length })]);
    await write({ type: 'document', document: { id: sent.id, filename: 'mine.pdf' } });
    const file = (await next()).value.messages[0].document as Readonly<Record<string, string>>;
    expect(file).toMatchObject({ id: sent.id, filename: 'mine.pdf', mime_type: 'application/pdf' });
    expect(await download(String(file.url))).toEqual(bytes);
  });

  test('or as the file of a form', async () => {
    const form = new FormData();
    form.set('file', new Blob(['picture'], { type: 'image/png' }), 'a.png');
    const response = await fetch(`${graph.url}/_waproof/users/${ANN}/media`, { method: 'POST', body: form });
    expect([response.status, await response.json()]).toEqual([
      201,
      { id: expect.any(String), mime_type: 'image/png', file_size: 7, sha256: expect.any(String) },
    ]);
  });

  test.each([
    ['JSON', { 'content-type': 'application/json' }, '{}'],
    ['nothing', { 'content-type': 'image/png' }, ''],
  ])('%s is no file', async (_what, headers, body) => {
    const response = await fetch(`${graph.url}/_waproof/users/${ANN}/media`, { method: 'POST', headers, body });
    expect(response.status).toBe(400);
  });
});

describe('a user with a username', () => {
  beforeEach(() => post(`/users/${ANN}/username`, { username: 'ana.vale' }));

  const hi = { type: 'text', text: { body: 'hi' } };
  const senderOf = async (seen: number) => {
    const { value } = await next(seen);
    const { from, from_user_id } = value.messages[0];
    return { from, from_user_id, contact: value.contacts?.[0] };
  };

  test('writes without a number until the business has used it', async () => {
    await write(hi);
    expect(await senderOf(0)).toEqual({
      from: undefined,
      from_user_id: ANNS_ID,
      contact: { profile: { name: 'Ann', username: '@ana.vale' }, user_id: ANNS_ID },
    });
    await graph.send({ to: ANN, ...hi });
    await graph.until(() => graph.mock.pending().lives === 0, 'the message has come');
    await graph.until(() => graph.mock.pending().deliveries === 0, 'all is delivered');
    const seen = subject.webhooks.length;
    await write(hi);
    expect(await senderOf(seen)).toMatchObject({ from: ANN, contact: { wa_id: ANN } });
  });

  test('is named in statuses by the number when the message went there, with the username from delivered on', async () => {
    await write(hi);
    await graph.send({ to: ANN, ...hi });
    const sent = (await next(1)).value;
    const delivered = (await next(2)).value;
    expect(sent.contacts).toEqual([{ wa_id: ANN, user_id: ANNS_ID }]);
    expect(delivered.contacts).toEqual([{ profile: { username: '@ana.vale' }, wa_id: ANN, user_id: ANNS_ID }]);
    expect(sent.statuses[0]).toMatchObject({ recipient_id: ANN, recipient_user_id: ANNS_ID });
  });

  test('is named by the id only when the message went to the id', async () => {
    await write(hi);
    await graph.send({ to: undefined, recipient: ANNS_ID, ...hi });
    const { statuses } = (await next(1)).value;
    expect(statuses[0]).toMatchObject({ status: 'sent', recipient_user_id: ANNS_ID });
    expect(statuses[0]).not.toHaveProperty('recipient_id');
  });

  test('gives the number by the button that asks for it', async () => {
    await write({ type: 'contacts', contacts: [{ phones: [{ wa_id: ANN }], origin: 'contact_request' }] });
    await write(hi);
    expect(await senderOf(1)).toMatchObject({ from: ANN });
  });
});

describe('a user changes the number', () => {
  test('which is told with both ids', async () => {
    await post(`/users/${ANN}/number`, { number: '15557770009' });
    const { value } = await next();
    const user_id = userIdOf('400000000000001', waId('15557770009'));
    expect(value).not.toHaveProperty('contacts');
    expect(value.messages[0]).toMatchObject({
      ...SHOWN,
      type: 'system',
      system: {
        body: `User ${ANN} changed from ${ANN} to 15557770009`,
        wa_id: '15557770009',
        user_id,
        previous_user_id: ANNS_ID,
        type: 'user_changed_number',
      },
    });
  });

  test('and with a username without any number', async () => {
    await post(`/users/${ANN}/username`, { username: 'ana.vale' });
    await post(`/users/${ANN}/number`, { number: '15557770009' });
    const { value } = await next();
    expect(value.messages[0]).toMatchObject({ system: { type: 'user_changed_user_id' } });
    expect(value.messages[0]).not.toHaveProperty('from');
    expect(JSON.stringify(value.messages[0].system)).not.toContain('1555777000');
  });
});

describe('features that some users have early', () => {
  test('are shares of the users, and off at first', async () => {
    const { json } = await graph.call('/_waproof/features', { method: 'GET' });
    expect(Object.values((json as { features: object }).features)).toEqual([0, 0, 0, 0, 0, 0]);
    expect((await post('/features', { unknownFields: 2 })).status).toBe(400);
    expect((await post('/features', { unknownFeilds: 1 })).status).toBe(400);
  });

  test('users without a number', async () => {
    await post('/features', { usersWithoutNumber: 0.5 });
    const users = Array.from({ length: 40 }, (_, n) => `155577701${10 + n}`);
    for (const user of users) await post(`/users/${user}/messages`, { message: { type: 'text', text: { body: 'x' } } });
    await graph.until(() => subject.webhooks.length === users.length, 'all have come');
    const hidden = subject.webhooks.filter(({ value }) => value.messages?.[0]?.from === undefined).length;
    expect(hidden).toBeGreaterThan(8);
    expect(hidden).toBeLessThan(32);
  });

  test('unknown members, types, statuses and fields', async () => {
    await post('/features', { unknownFields: 1, unknownTypes: 1, unknownStatuses: 1, unknownWebhooks: 1 });
    await write({ type: 'text', text: { body: 'hi' } });
    await graph.send({ to: ANN, type: 'text', text: { body: 'hi' } });
    const changes = () => subject.webhooks.map(({ rawBody }) => JSON.parse(rawBody.toString()).entry[0].changes[0]);
    const statuses = () => changes().flatMap(({ value }) => value.statuses ?? []);
    await graph.until(() => statuses().some(({ status }) => status === 'x_glanced'), 'the unknown status has come');
    const all = changes();
    expect(all.map(({ field }) => field)).toContain('x_presence_update');
    const messages = all.flatMap(({ value }) => value.messages ?? []);
    expect(messages.map(({ type }) => type).sort()).toEqual(['text', 'x_hologram']);
    expect(messages.find(({ type }) => type === 'text')).toHaveProperty('x_rollout');
  });
});
