/** What creating a template refuses, over HTTP: one row a rule. Nothing is created by a refused call. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';
import {
  authentication,
  body,
  card,
  carousel,
  draft,
  named,
  plainBody,
  TEMPLATES,
  withButtons,
  withFooter,
  withHeader,
} from './template-drafts.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

const create = (parts: unknown) => graph.call(TEMPLATES, { body: parts });
const quickReply = { type: 'quick_reply', text: 'Yes' };
const url = { type: 'url', text: 'Open', url: 'https://shop.example' };
const phone = { type: 'phone_number', text: 'Call', phone_number: '16467043595' };
const withBody = (text: string, samples?: readonly string[]) => draft({ components: [body(text, samples)] });
const long = (length: number) => 'x'.repeat(length);

describe('Graph refuses the shape', () => {
  test.each<[string, unknown, string]>([
    ['no name', draft({ name: undefined }), 'The parameter name is required.'],
    ['a long name', draft({ name: long(513) }), 'Param name must be at most 512 characters long.'],
    ['no language', draft({ language: undefined }), 'The parameter language is required.'],
    ['an odd language', draft({ language: 'English' }), 'Param language is not a valid language code.'],
    ['no category', draft({ category: undefined }), 'The parameter category is required.'],
    [
      'an unknown category',
      draft({ category: 'FUN' }),
      'Param category must be one of {UTILITY, MARKETING, AUTHENTICATION} - got "FUN".',
    ],
    ['no components', draft({ components: undefined }), 'The parameter components is required.'],
    ['components of another kind', draft({ components: 7 }), 'Param components must be an array.'],
    ['a component without a type', draft({ components: [{}] }), "The parameter components[0]['type'] is required."],
    [
      'a lifetime out of range',
      draft({ message_send_ttl_seconds: 10 }),
      'Param message_send_ttl_seconds must be between 30 and 43200 for UTILITY templates.',
    ],
  ])('%s', async (_, parts, words) => {
    const { status, json } = await create(parts);
    expect([status, json]).toEqual([
      400,
      { error: { message: `(#100) ${words}`, type: 'OAuthException', code: 100, fbtrace_id: expect.any(String) } },
    ]);
  });
});

describe('WhatsApp refuses', () => {
  test('a name of other characters, and names the parameter: the whole envelope in Meta’s order', async () => {
    const { status, json } = await create(draft({ name: 'Thanks!' }));
    expect(status).toBe(400);
    const { error } = json as { error: Readonly<Record<string, unknown>> };
    expect(Object.entries(error)).toEqual([
      ['message', 'Invalid parameter'],
      ['type', 'OAuthException'],
      ['code', 100],
      ['error_data', { blame_field_specs: [['name']] }],
      ['error_subcode', 2388046],
      ['is_transient', false],
      ['error_user_title', 'Name Format is Incorrect'],
      ['error_user_msg', 'Template name can only have lowercase letters, numbers and underscores.'],
      ['fbtrace_id', expect.any(String)],
    ]);
  });

  test.each<[number, string, unknown]>([
    [2388042, 'no body', draft({ components: [{ type: 'footer', text: 'Bye' }] })],
    [2388042, 'two bodies', draft({ components: [plainBody, plainBody] })],
    [2388072, 'an empty body', withBody(' ')],
    [2388040, 'a long body', withBody(long(1_025))],
    [2388072, 'variables with gaps', withBody('Hello {{1}} and {{3}}, here is some news.', ['Ana', 'Bo'])],
    [2388072, 'a variable that is no number', withBody('Hello {{name}}, here is some news.', ['Ana'])],
    [2388072, 'a broken variable', withBody('Hello {{1}, here is some news.', ['Ana'])],
    [2388299, 'a variable in front', withBody('{{1}}, here is some news.', ['Ana'])],
    [2388299, 'a variable at the end', withBody('Here is some news for {{1}}', ['Ana'])],
    [2388293, 'many variables in few words', withBody('Hi {{1}} {{2}} {{3}} bye.', ['a', 'b', 'c'])],
    [2388043, 'no samples', withBody('Hello {{1}}, here is some news.')],
    [2388043, 'too few samples', withBody('Hello {{1}}, here is some news for {{2}} too.', ['Ana'])],
    [2388072, 'a named variable in capitals', named('Hello {{Name}}, here is some news.')],
    [2388043, 'a named variable without a sample', named('Hello {{name}}, here is some news.')],
    [2388042, 'a header without a format', withHeader({ text: 'Hello' })],
    [2388040, 'a long header', withHeader({ format: 'text', text: long(61) })],
    [2388047, 'two variables in a header', withHeader({ format: 'text', text: '{{1}} and {{2}}' })],
    [2388047, 'an asterisk in a header', withHeader({ format: 'text', text: '*Hello*' })],
    [2388047, 'an emoji in a header', withHeader({ format: 'text', text: 'Hello 😀' })],
    [2388047, 'a new line in a header', withHeader({ format: 'text', text: 'Hello\nyou' })],
    [2388043, 'a header without a sample', withHeader({ format: 'text', text: 'Hello {{1}}' })],
    [2388043, 'an image without a handle', withHeader({ format: 'image' })],
    [2388073, 'an empty footer', withFooter({})],
    [2388040, 'a long footer', withFooter({ text: long(61) })],
    [2388073, 'a variable in a footer', withFooter({ text: 'Bye {{1}}' })],
    [2388060, 'no buttons', withButtons()],
    [2388060, 'eleven buttons', withButtons(...Array.from({ length: 11 }, () => quickReply))],
    [2388060, 'three addresses', withButtons(url, url, url)],
    [2388060, 'two numbers', withButtons(phone, phone)],
    [2388060, 'quick replies apart', withButtons(quickReply, url, quickReply)],
    [2388060, 'a button without a text', withButtons({ type: 'quick_reply' })],
    [2388040, 'a long button', withButtons({ type: 'quick_reply', text: long(26) })],
    [2388060, 'a variable in a button', withButtons({ type: 'quick_reply', text: 'Yes {{1}}' })],
    [2388060, 'no address', withButtons({ type: 'url', text: 'Open', url: 'shop' })],
    [2388040, 'a long address', withButtons({ ...url, url: `https://shop.example/${long(2_000)}` })],
    [2388060, 'a variable inside an address', withButtons({ ...url, url: 'https://shop.example/{{1}}/x' })],
    [2388043, 'an address without a sample', withButtons({ ...url, url: 'https://shop.example/{{1}}' })],
    [2388060, 'a long number', withButtons({ ...phone, phone_number: '1'.repeat(21) })],
    [2388043, 'a code without a sample', withButtons({ type: 'copy_code' })],
    [2388040, 'a long code', withButtons({ type: 'copy_code', example: long(16) })],
    [2388060, 'a flow that is none', withButtons({ type: 'flow', text: 'Book' })],
    [2388060, 'a one-time code elsewhere', withButtons({ type: 'otp', otp_type: 'copy_code' })],
    [2388042, 'an authentication template with a text', authentication({ body: { text: 'Your code is {{1}}.' } })],
    [2388073, 'an endless code', authentication({ footer: { code_expiration_minutes: 91 } })],
    [2388042, 'an authentication template without its button', authentication({ buttons: [quickReply] })],
    [2388060, 'a code of no kind', authentication({ buttons: [{ type: 'otp', otp_type: 'telepathy' }] })],
    [2388042, 'one card', carousel(card())],
    [2388042, 'eleven cards', carousel(...Array.from({ length: 11 }, () => card()))],
    [2388042, 'cards of different builds', carousel(card(), { components: card().components.slice(0, 2) })],
    [2388040, 'a card with a long body', carousel(card(), card({ text: long(161) }))],
    [
      2388040,
      'a long offer',
      draft({ components: [plainBody, { type: 'limited_time_offer', limited_time_offer: { text: long(17) } }] }),
    ],
  ])('%d: %s', async (subcode, _, parts) => {
    const { status, json } = await create(parts);
    expect([status, json]).toMatchObject([
      400,
      {
        error: {
          message: 'Invalid parameter',
          code: 100,
          error_subcode: subcode,
          is_transient: false,
          error_user_title: expect.any(String),
          error_user_msg: expect.any(String),
        },
      },
    ]);
    expect(graph.lastCall()).toMatchObject({ effect: false, outcome: 'refused', simulated: true });
  });

  test('nothing was created', async () => {
    const { json } = await graph.call(`${TEMPLATES}?fields=name`, { method: 'GET' });
    expect((json as { data: unknown[] }).data).toHaveLength(3);
  });
});

describe('what is in order is taken', () => {
  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['as many buttons as there may be', withButtons(quickReply, quickReply, url, url, phone)],
    ['a location', withHeader({ format: 'location' })],
    ['a variable address', withButtons({ ...url, url: 'https://shop.example/{{1}}', example: ['summer'] })],
    ['a carousel', carousel(card(), card({ text: 'A fine red lamp.' }))],
    ['texts of the greatest length', { ...withHeader({ format: 'text', text: long(60) }) }],
    ['a lifetime of 30 days', draft({ message_send_ttl_seconds: -1 })],
    [
      'a code that fills itself in',
      authentication({ buttons: [{ type: 'otp', otp_type: 'one_tap', supported_apps: [{}] }] }),
    ],
  ])('%s', async (what, parts) => {
    const answer = await create({ ...parts, name: what.toLowerCase().replace(/\W/g, '_') });
    expect([answer.status, answer.json]).toMatchObject([200, { status: 'APPROVED' }]);
  });
});
