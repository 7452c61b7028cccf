/** `POST /{phone-number-id}/messages`: what is accepted, how it is answered and what is observed of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { body, button, buttons, contact, hi, link, template, WRITTEN } from './bodies.js';
import { MESSAGES, type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(() => graph.mock.world.reset());
afterAll(() => graph.close());

const reaction = { type: 'reaction', reaction: { message_id: WRITTEN, emoji: '😀' } };
const WAMID = /^wamid\.[A-Za-z0-9+/]+=*$/;

describe('accepted', () => {
  test.each<[string, Record<string, unknown>]>([
    ['a text', { type: 'text', text: { body: 'hi', preview_url: true } }],
    ['a text of 4,096 characters', { type: 'text', text: { body: 'x'.repeat(4_096) } }],
    ['no type: a text', { text: { body: 'hi' } }],
    ['a type of null: a text', { type: null, text: { body: 'hi' } }],
    ['a type in capitals', { type: 'TEXT', text: { body: 'hi' } }],
    ['an image by link', { type: 'image', image: { link, caption: 'Look' } }],
    ['a video by link', { type: 'video', video: { link, caption: 'Look' } }],
    ['an audio by link', { type: 'audio', audio: { link, voice: true } }],
    ['a document by link', { type: 'document', document: { link, filename: 'a.pdf', caption: 'Look' } }],
    ['a sticker by link', { type: 'sticker', sticker: { link } }],
    ['a location', { type: 'location', location: { latitude: 40.1, longitude: '-3.7', name: 'A', address: 'B' } }],
    ['a reaction', { type: 'reaction', reaction: { message_id: WRITTEN, emoji: '😀' } }],
    ['a reaction taken back', { type: 'reaction', reaction: { message_id: WRITTEN, emoji: '' } }],
    ['a reaction with a context', { ...reaction, context: { message_id: 'wamid.X' } }],
    ['a contact', { type: 'contacts', contacts: [contact] }],
    [
      'a contact of all parts',
      {
        type: 'contacts',
        contacts: [
          {
            name: { formatted_name: 'Dr Bo M Ek Jr', prefix: 'Dr', middle_name: 'M', last_name: 'Ek', suffix: 'Jr' },
            birthday: '1990-12-31',
            addresses: [
              { street: 'A 1', city: 'B', state: 'C', zip: '1', country: 'D', country_code: 'se', type: 'HOME' },
            ],
            emails: [{ email: 'bo@example.com', type: 'WORK' }],
            org: { company: 'E', department: 'F', title: 'G' },
            phones: [{ phone: '+46700000001', type: 'CELL', wa_id: '46700000001' }],
            urls: [{ url: 'https://example.com', type: 'WORK' }],
          },
        ],
      },
    ],
    ['257 contacts', { type: 'contacts', contacts: Array(257).fill(contact) }],
    ['a phone number beside a business-scoped id', { ...hi, recipient: 'PT.70418823369015' }],
    ['one button', buttons(button('yes', 'Yes'))],
    ['three buttons', buttons(button('a'), button('b'), button('c'))],
    ['the full envelope', { ...hi, recipient_type: 'individual', recipient_identity_key_hash: 'aGFzaA==' }],
    [
      'an answer to a message',
      { ...hi, context: { message_id: 'wamid.X' }, biz_opaque_callback_data: 'x'.repeat(512) },
    ],
  ])('%s', async (_, parts) => {
    const answer = await graph.send(parts);
    expect(answer.json).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: '15557770001', wa_id: '15557770001' }],
      messages: [{ id: expect.stringMatching(WAMID) }],
    });
    expect(answer.status).toBe(200);
    expect(graph.lastCall()).toMatchObject({ action: 'send', outcome: 'accepted', effect: true, answer: 'delivered' });
  });

  test.each<[string, Record<string, unknown>]>([
    ['without variables', { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } }],
    ['with empty components', template({ name: 'hello_world', components: [] })],
    ['with its parameters', template(body({ type: 'text', text: 'Ana' }, { type: 'text', text: '77' }))],
    [
      'in another language',
      template({
        language: { code: 'es', policy: 'deterministic' },
        ...body({ type: 'text', text: 'Ana' }, { type: 'text', text: '77' }),
      }),
    ],
  ])('a template %s: only its answer carries a status', async (_, parts) => {
    const answer = await graph.send(parts);
    expect(answer.json).toMatchObject({ messages: [{ id: expect.stringMatching(WAMID), message_status: 'accepted' }] });
    expect(answer.text).toMatch(/"message_status":"accepted"}]}$/);
  });

  test.each([
    ['+15557770001', '15557770001'],
    ['+1 (555) 777-0001', '15557770001'],
    [15557770001, '15557770001'],
  ])('to %j: the input comes back as text, the id as digits', async (to, waId) => {
    const answer = await graph.send({ ...hi, to });
    expect(answer.json).toMatchObject({ contacts: [{ input: String(to), wa_id: waId }] });
  });

  test('the same body twice is two messages', async () => {
    const ids = await Promise.all([graph.send(hi), graph.send(hi)]);
    expect(new Set(ids.map(({ json }) => JSON.stringify(json))).size).toBe(2);
  });

  test('the answer is escaped as Graph escapes', async () => {
    for (let n = 0; n < 20; n++) {
      const answer = await graph.send({ ...hi, to: `+155577700${10 + n}` });
      expect(answer.text.replaceAll('\\/', '')).not.toContain('/');
    }
  });

  test('a call is observed with what it says, and with the id that it was given', async () => {
    const answer = await graph.send({
      ...hi,
      to: '+1 555 777 0001',
      context: { message_id: 'wamid.X' },
      biz_opaque_callback_data: 'job-7',
    });
    const [message] = (answer.json as { messages: { id: string }[] }).messages;
    expect(graph.lastCall()).toMatchObject({
      kind: 'graph.call',
      method: 'POST',
      route: 'POST /{phone-number-id}/messages',
      action: 'send',
      version: 'v23.0',
      phoneNumberId: '100000000000001',
      to: '15557770001',
      type: 'text',
      text: 'hi',
      answers: 'wamid.X',
      callbackData: 'job-7',
      digest: expect.stringMatching(/^[a-z0-9]+$/),
      message: message?.id,
      status: 200,
      faults: [],
      injected: false,
      simulated: true,
    });
  });

  test('the fingerprint is of type and content alone', async () => {
    const digestOf = async (parts: Record<string, unknown>) => {
      await graph.send(parts);
      return graph.lastCall().digest;
    };
    const plain = await digestOf(hi);
    expect(
      await digestOf({ ...hi, to: '15557770002', context: { message_id: 'wamid.X' }, biz_opaque_callback_data: 'x' }),
    ).toBe(plain);
    expect(await digestOf({ text: { body: 'hi' } })).toBe(plain);
    expect(await digestOf({ type: 'text', text: { body: 'hi!' } })).not.toBe(plain);
  });
});

describe('marking as read', () => {
  const read = (parts: Record<string, unknown>) =>
    graph.call(MESSAGES, { body: { messaging_product: 'whatsapp', status: 'read', ...parts } });
  const inbound = () => graph.mock.write({ user: '15557770001', content: { type: 'text', text: { body: 'hello' } } });

  test.each<[string, Record<string, unknown>]>([
    ['alone', {}],
    ['with a typing indicator', { typing_indicator: { type: 'text' } }],
  ])('%s', async (_, parts) => {
    const message = inbound();
    const answer = await read({ message_id: message, ...parts });
    expect([answer.status, answer.json]).toEqual([200, { success: true }]);
    expect(graph.lastCall()).toMatchObject({ action: 'mark-read', answers: message, outcome: 'accepted' });
    expect(graph.lastCall().message).toBeUndefined();
  });

  test('an id that is none, and one of an own message, are refused with details', async () => {
    const garbage = await read({ message_id: 'garbage' });
    expect([garbage.status, garbage.json]).toEqual([
      400,
      {
        error: {
          message: '(#100) Invalid parameter',
          type: 'OAuthException',
          code: 100,
          error_data: { messaging_product: 'whatsapp', details: 'Please check the message ID you have provided.' },
          fbtrace_id: expect.any(String),
        },
      },
    ]);
    const own = (await graph.send(hi)).json as { messages: [{ id: string }] };
    const { error } = (await read({ message_id: own.messages[0].id })).json as {
      error: { error_data: { details: string } };
    };
    expect(error.error_data.details).toBe(
      `The message ID ${own.messages[0].id} is outgoing. Please use an incoming message ID.`,
    );
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['no id', {}, 'The parameter message_id is required.'],
    ['an id of null', { message_id: null }, 'The parameter message_id is required.'],
    ['another status', { status: 'seen', message_id: 'x' }, 'Param status must be one of {READ} - got "seen".'],
    ['no product', { messaging_product: undefined, message_id: 'x' }, 'The parameter messaging_product is required.'],
    [
      'another indicator',
      { message_id: 'x', typing_indicator: { type: 'audio' } },
      `Param typing_indicator['type'] must be one of {TEXT} - got "audio".`,
    ],
    [
      'an indicator without type',
      { message_id: 'x', typing_indicator: {} },
      "The parameter typing_indicator['type'] is required.",
    ],
  ])('%s is refused', async (_, parts, words) => {
    const answer = await read(parts);
    expect(answer.json).toMatchObject({ error: { message: `(#100) ${words}`, code: 100 } });
    expect(answer.status).toBe(400);
  });
});
