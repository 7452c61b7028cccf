/** `POST /{phone-number-id}/messages`: what is refused, by Graph or by WhatsApp, and in which words. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { body, button, buttons, hi, link, template, WRITTEN } from './bodies.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

describe('refused by Graph itself: code 100, no error_data', () => {
  const TYPES =
    '{AUDIO, CONTACTS, DOCUMENT, GIF, IMAGE, INTERACTIVE, LINK_PREVIEW, LOCATION, PIN, REACTION, STICKER, TEMPLATE, TEXT, VIDEO}';

  test.each<[string, Record<string, unknown>, string]>([
    ['no messaging_product', { ...hi, messaging_product: undefined }, 'The parameter messaging_product is required.'],
    ['a messaging_product of null', { ...hi, messaging_product: null }, 'The parameter messaging_product is required.'],
    [
      'another messaging_product',
      { ...hi, messaging_product: 'sms' },
      'Param messaging_product must be one of {WHATSAPP} - got "sms".',
    ],
    [
      'a document with too long a name',
      { type: 'document', document: { link: 'https://example.com/a.pdf', filename: 'x'.repeat(241) } },
      "Param document['filename'] must be at most 240 characters long.",
    ],
    [
      'a place with too long a name',
      { type: 'location', location: { latitude: 1, longitude: 2, name: 'x'.repeat(1_001) } },
      "Param location['name'] must be at most 1000 characters long.",
    ],
    ['no recipient', { ...hi, to: undefined }, 'The parameter to is required.'],
    ['an empty recipient', { ...hi, to: '' }, 'The parameter to is required.'],
    ['a recipient that is no text', { ...hi, to: ['1'] }, 'Param to must be a string.'],
    [
      'another recipient type',
      { ...hi, recipient_type: 'team' },
      'Param recipient_type must be one of {INDIVIDUAL, GROUP} - got "team".',
    ],
    ['no text', { type: 'text' }, 'The parameter text is required.'],
    ['an empty text', { type: 'text', text: { body: '' } }, "The parameter text['body'] is required."],
    ['a text that is no object', { type: 'text', text: 'hi' }, 'Param text must be a JSON object.'],
    ['a body that is no text', { type: 'text', text: { body: { a: 1 } } }, "Param text['body'] must be a string."],
    [
      'a text too long',
      { type: 'text', text: { body: 'x'.repeat(4_097) } },
      "Param text['body'] must be at most 4096 characters long.",
    ],
    ['an unknown type', { type: 'jpeg', jpeg: {} }, 'Unexpected key "jpeg".'],
    ['an unknown type alone', { type: 'jpeg' }, `Param type must be one of ${TYPES} - got "jpeg".`],
    ['a type that is an object', { type: { toString: 'text' } }, `Param type must be one of ${TYPES} - got "Array".`],
    ['a type of every object', { type: 'constructor' }, `Param type must be one of ${TYPES} - got "constructor".`],
    ['an unknown key', { ...hi, preview: true }, 'Unexpected key "preview".'],
    [
      'an unknown key inside',
      { type: 'image', image: { link, filename: 'a' } },
      'Unexpected key "filename" on param "image".',
    ],
    ['a link that is none', { type: 'image', image: { link: 'nope' } }, "Param image['link'] is not a valid URI."],
    [
      'a caption too long',
      { type: 'image', image: { link, caption: 'x'.repeat(1_025) } },
      "Param image['caption'] must be at most 1024 characters long.",
    ],
    [
      'a caption on an audio',
      { type: 'audio', audio: { link, caption: 'x' } },
      'Unexpected key "caption" on param "audio".',
    ],
    [
      'no latitude',
      { type: 'location', location: { longitude: 1 } },
      "The parameter location['latitude'] is required.",
    ],
    [
      'a latitude in words',
      { type: 'location', location: { latitude: 'north', longitude: 1 } },
      "Param location['latitude'] must be a number.",
    ],
    [
      'a reaction to nothing',
      { type: 'reaction', reaction: { emoji: '😀' } },
      "The parameter reaction['message_id'] is required.",
    ],
    ['a template without a name', template({ name: undefined }), "The parameter template['name'] is required."],
    [
      'a template without a language',
      template({ language: undefined }),
      "The parameter template['language'] is required.",
    ],
    [
      'components that are no list',
      template({ components: { type: 'body' } }),
      "Param template['components'] must be an array.",
    ],
    [
      'a component without a type',
      template({ components: [{}] }),
      "The parameter template['components'][0]['type'] is required.",
    ],
    [
      'a footer too long',
      {
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: 'a' },
          footer: { text: 'x'.repeat(61) },
          action: { buttons: [button('a')] },
        },
      },
      "Param interactive['footer']['text'] must be at most 60 characters long.",
    ],
    [
      'an interactive without action',
      { type: 'interactive', interactive: { type: 'button', body: { text: 'a' } } },
      "The parameter interactive['action'] is required.",
    ],
    [
      'buttons that are no list',
      { type: 'interactive', interactive: { type: 'button', body: { text: 'a' }, action: { buttons: 3 } } },
      "Param interactive['action']['buttons'] must be an array.",
    ],
    ['a button of null', buttons(null), "The parameter interactive['action']['buttons'][0] is required."],
    [
      'a media id that is none',
      { type: 'image', image: { id: 'photo' } },
      "Param image['id'] is not a valid whatsapp business account media attachment ID",
    ],
    [
      'a malformed business-scoped id',
      { ...hi, to: undefined, recipient: 'pt.1' },
      'Param recipient is not a valid business-scoped user ID.',
    ],
    ['an empty business-scoped id', { ...hi, to: undefined, recipient: '' }, 'The parameter to is required.'],
    ['a context that is no object', { ...hi, context: 'wamid.X' }, 'Param context must be a JSON object.'],
    ['a context without an id', { ...hi, context: {} }, "The parameter context['message_id'] is required."],
    [
      'callback data too long',
      { ...hi, biz_opaque_callback_data: 'x'.repeat(513) },
      'Param biz_opaque_callback_data must be at most 512 characters long.',
    ],
  ])('%s', async (_, parts, words) => {
    const answer = await graph.send(parts);
    expect(answer.json).toEqual({
      error: {
        message: `(#100) ${words}`,
        type: 'OAuthException',
        code: 100,
        fbtrace_id: expect.stringMatching(/^A[\w-]{22}$/),
      },
    });
    expect(answer.status).toBe(400);
    expect(graph.lastCall()).toMatchObject({ outcome: 'refused', effect: false, simulated: true, injected: false });
  });

  test('an unknown number comes before anything that is wrong with the body', async () => {
    const answer = await graph.call('/v23.0/999/messages', { body: { nonsense: true } });
    expect(answer.json).toEqual({
      error: {
        message: expect.stringMatching(/^Unsupported post request\. Object with ID '999' does not exist/),
        type: 'GraphMethodException',
        code: 100,
        error_subcode: 33,
        fbtrace_id: expect.any(String),
      },
    });
    expect(answer.status).toBe(400);
  });
});

describe('refused by WhatsApp: (#code) title, with details', () => {
  test.each<[string, Record<string, unknown>, number, string, number?]>([
    ['no buttons', buttons(), 131009, 'Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3'],
    [
      'four buttons',
      buttons(button('a'), button('b'), button('c'), button('d')),
      131009,
      'Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3',
    ],
    [
      'a title too long',
      buttons(button('a', 'x'.repeat(21))),
      131009,
      'Button title length invalid. Min length: 1, Max length: 20',
    ],
    ['an empty title', buttons(button('a', '')), 131009, 'Button title length invalid. Min length: 1, Max length: 20'],
    [
      'an id too long',
      buttons(button('x'.repeat(257), 'a')),
      131009,
      'Button id length invalid. Min length: 1, Max length: 256',
    ],
    ['two buttons of one title', buttons(button('a', 'Yes'), button('b', 'Yes')), 131009, 'Duplicate button title'],
    ['two buttons of one id', buttons(button('a', 'Yes'), button('a', 'No')), 131009, 'Duplicate button id'],
    ['a button without reply', buttons({ type: 'reply' }), 131008, 'Button reply id is missing'],
    [
      'an interactive without body',
      { type: 'interactive', interactive: { type: 'button', action: { buttons: [button('a')] } } },
      131008,
      'Interactive message body is missing',
    ],
    [
      'an interactive body too long',
      {
        type: 'interactive',
        interactive: { type: 'button', body: { text: 'x'.repeat(1_025) }, action: { buttons: [button('a')] } },
      },
      131009,
      'Body text length invalid. Min length: 1, Max length: 1024',
    ],
    [
      'an image without link',
      { type: 'image', image: { caption: 'x' } },
      131008,
      'Required parameter is missing: image needs an id or a link.',
    ],
    [
      'an image by id and link',
      { type: 'image', image: { id: '1', link } },
      131009,
      'Only one of id and link is allowed for image.',
    ],
    ['a malformed recipient', { ...hi, to: 'Ana' }, 131009, 'Recipient phone number is malformed: "Ana".'],
    ['a recipient too short', { ...hi, to: '+12345' }, 131009, 'Recipient phone number is malformed: "+12345".'],
    [
      'a recipient too long',
      { ...hi, to: '1234567890123456' },
      131009,
      'Recipient phone number is malformed: "1234567890123456".',
    ],
    [
      'oneself',
      { ...hi, to: '+1 555 010 0001' },
      131021,
      'The recipient phone number cannot be the sending phone number.',
    ],
    [
      'a reaction to no message',
      { type: 'reaction', reaction: { message_id: 'x', emoji: '😀' } },
      131009,
      'Parameter value is not valid: message_id is not a message of this conversation.',
    ],
    [
      'a reaction to what somebody else wrote',
      { type: 'reaction', reaction: { message_id: WRITTEN, emoji: '😀' }, to: '15557770002' },
      131009,
      'Parameter value is not valid: message_id is not a message of this conversation.',
    ],
    ['an unknown template', template({ name: 'nope' }), 132001, 'template name (nope) does not exist in en_US', 404],
    [
      'a template in another language',
      template({ language: { code: 'en' } }),
      132001,
      'template name (order_update) does not exist in en',
      404,
    ],
    [
      'too few parameters',
      template(body({ type: 'text', text: 'Ana' })),
      132000,
      'body: number of localizable_params (1) does not match the expected number of params (2)',
    ],
    [
      'no parameters',
      template(),
      132000,
      'body: number of localizable_params (0) does not match the expected number of params (2)',
    ],
    [
      'parameters that are not wanted',
      template({ name: 'hello_world', ...body({ type: 'text', text: 'x' }) }),
      132000,
      'body: number of localizable_params (1) does not match the expected number of params (0)',
    ],
    [
      'a parameter of another kind',
      template(body({ type: 'image' }, { type: 'text', text: '1' })),
      132012,
      'body: Format mismatch, expected TEXT, received IMAGE',
    ],
    [
      'a parameter without kind',
      template(body({ text: 'a' }, { type: 'text', text: '1' })),
      132012,
      'body: Format mismatch, expected TEXT, received UNKNOWN',
    ],
    [
      'parameters that are no objects',
      template(body(0, false)),
      132012,
      'body: Format mismatch, expected TEXT, received UNKNOWN',
    ],
    [
      'a parameter whose kind is an object',
      template(body({ type: { toString: 1 } }, 1)),
      132012,
      'body: Format mismatch, expected TEXT, received UNKNOWN',
    ],
  ])('%s', async (_, parts, code, details, status = 400) => {
    const answer = await graph.send(parts);
    const { error } = answer.json as { error: Record<string, unknown> };
    expect(error).toEqual({
      message: expect.stringMatching(new RegExp(`^\\(#${code}\\) .`)),
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: expect.any(String),
    });
    expect(answer.status).toBe(status);
    expect(graph.lastCall()).toMatchObject({ outcome: 'refused', effect: false, error: { code, definite: true } });
  });
});
