/** Template sends: components and parameters that WhatsApp refuses. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { link } from './bodies.js';
import { type ServedMock, serveMock } from './served-mock.js';
import {
  action,
  beside,
  button,
  card,
  carousel,
  date,
  header,
  image,
  order,
  type Parts,
  text,
  x,
} from './template-bodies.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

describe('refused by WhatsApp: (#code) title, with details', () => {
  const NO_LINES = 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces';
  test.each<[string, Parts, number, string]>([
    [
      'a text that is missing',
      order(text(undefined), text('b')),
      100,
      "Parameter 'text' is mandatory for component parameter type 'text'",
    ],
    [
      'an empty text',
      order(text('a'), text('')),
      100,
      "Parameter 'text' is mandatory for component parameter type 'text'",
    ],
    [
      'a currency without amount',
      order({ type: 'currency', currency: { fallback_value: '1', code: 'EUR' } }, date),
      100,
      "Parameter 'amount_1000' is mandatory for component parameter type 'currency'",
    ],
    [
      'a date without text',
      order({ type: 'date_time', date_time: {} }, date),
      100,
      "Parameter 'fallback_value' is mandatory for component parameter type 'date_time'",
    ],
    [
      'a place without latitude',
      header({ type: 'location', location: { longitude: 1 } }),
      100,
      "Parameter 'latitude' is mandatory for component parameter type 'location'",
    ],
    [
      'a product without id',
      header({ type: 'product', product: {} }),
      100,
      "Parameter 'product_retailer_id' is mandatory for component parameter type 'product'",
    ],
    [
      'a picture that is missing',
      header({ type: 'image' }),
      100,
      "Parameter 'image' is mandatory for component parameter type 'image'",
    ],
    [
      'a picture that is not named',
      header({ type: 'image', image: {} }),
      131008,
      'Required parameter is missing: template image needs an id or a link.',
    ],
    ['a new line', order(text('a\nb'), text('c')), 132018, NO_LINES],
    ['a tab', order(text('a\tb'), text('c')), 132018, NO_LINES],
    ['five spaces in a row', order(text('a     b'), text('c')), 132018, NO_LINES],
    [
      'a name where the template has numbers',
      order(text('a', { parameter_name: 'who' }), text('b', { parameter_name: 'what' })),
      132012,
      'body: parameter_name is not allowed for a template with positional parameters',
    ],
    [
      'a text too long with its parameters',
      order(text(x(990)), text(x(50))),
      132005,
      'body: text is longer than 1024 characters with its parameters',
    ],
    [
      'two parameters of a header',
      header(text('a'), text('b')),
      132000,
      'header: number of localizable_params (2) does not match the expected number of params (1)',
    ],
    [
      'a header of another kind',
      header({ type: 'audio', audio: { link } }),
      132012,
      'header: Format mismatch, expected TEXT, received AUDIO',
    ],
    ['a button without sub-type', beside({ type: 'button', index: 0 }), 131008, 'buttons: Button sub_type is missing'],
    ['a button without index', beside({ type: 'button', sub_type: 'url' }), 131008, 'buttons: Button index is missing'],
    [
      'an index of 10',
      beside({ type: 'button', sub_type: 'url', index: '10' }),
      131009,
      'buttons: Button index must be between 0 and 9',
    ],
    [
      'an index that is no number',
      beside({ type: 'button', sub_type: 'url', index: [0] }),
      131009,
      'buttons: Button index must be between 0 and 9',
    ],
    [
      'two parameters of a button',
      button('url', text('a'), text('b')),
      131009,
      'buttons: Button at index 0 takes 1 parameter, received 2',
    ],
    [
      'a link with a payload',
      button('url', { type: 'payload', payload: 'p' }),
      132012,
      'buttons: Format mismatch, expected TEXT, received PAYLOAD',
    ],
    [
      'a quick reply with a text',
      button('quick_reply', text('a')),
      132012,
      'buttons: Format mismatch, expected PAYLOAD, received TEXT',
    ],
    [
      'a phone button with a text',
      button('phone_number', text('a')),
      132012,
      'buttons: Format mismatch, expected NO PARAMETER, received TEXT',
    ],
    [
      'a payload too long',
      button('quick_reply', { type: 'payload', payload: x(257) }),
      131009,
      'Button payload length invalid. Min length: 1, Max length: 256',
    ],
    [
      'a coupon too long',
      button('copy_code', { type: 'coupon_code', coupon_code: x(16) }),
      131009,
      'Coupon code length invalid. Min length: 1, Max length: 15',
    ],
    [
      'half a minute',
      button('voice_call', { type: 'ttl_minutes', ttl_minutes: 0.5 }),
      131009,
      'ttl_minutes must be a whole number of minutes',
    ],
    [
      'products in no section',
      action('mpm', {}),
      131009,
      'Invalid sections count. Min allowed sections: 1, Max allowed sections: 10',
    ],
    ['no order', action('order_details', {}), 131008, 'order_details is missing'],
    ['an order without id', action('order_details', { order_details: {} }), 131008, 'reference_id is missing'],
    [
      'an offer without end',
      beside({ type: 'limited_time_offer', limited_time_offer: {} }),
      100,
      "Parameter 'expiration_time_ms' is mandatory for component parameter type 'limited_time_offer'",
    ],
    ['no offer', beside({ type: 'limited_time_offer' }), 131008, 'limited_time_offer is missing'],
    [
      'a tap target of another kind',
      beside({ type: 'tap_target_configuration', parameters: [text('a')] }),
      132012,
      'tap_target_configuration: Format mismatch, expected TAP_TARGET_CONFIGURATION, received TEXT',
    ],
    ['no cards', carousel(), 131009, 'Invalid cards count. Min allowed cards: 2, Max allowed cards: 10'],
    ['a card without number', carousel(card(0), card(undefined)), 131008, 'carousel: card_index is missing'],
    [
      'two cards of one number',
      carousel(card(1), card(1)),
      131009,
      'carousel: card_index must be unique and run from 0',
    ],
    [
      'a card with a wrong parameter',
      carousel(card(0), card(1, { type: 'body', parameters: [image] })),
      132012,
      'body: Format mismatch, expected TEXT, received IMAGE',
    ],
  ])('%s', async (_, parts, code, details) => {
    const answer = await graph.send(parts);
    expect((answer.json as { error: unknown }).error).toEqual({
      message: expect.stringMatching(new RegExp(`^\\(#${code}\\) .`)),
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: expect.any(String),
    });
    expect(answer.status).toBe(400);
    expect(graph.lastCall()).toMatchObject({ outcome: 'refused', effect: false, error: { code, definite: true } });
  });

  test('a picture by an id that nobody uploaded', async () => {
    const answer = await graph.send(header({ type: 'image', image: { id: '1234567890' } }));
    expect(answer.json).toMatchObject({
      error: {
        code: 100,
        message: expect.stringContaining("template['components'][0]['parameters'][0]['image']['id']"),
      },
    });
  });
});
