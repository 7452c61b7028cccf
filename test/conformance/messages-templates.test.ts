/** Template sends: every component and every kind of parameter; what Graph refuses by their shape. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { link } from './bodies.js';
import { type ServedMock, serveMock } from './served-mock.js';
import {
  action,
  beside,
  button,
  card,
  carousel,
  currency,
  date,
  declare,
  header,
  image,
  observed,
  offer,
  order,
  orderDetails,
  type Parts,
  sections,
  tap,
  text,
  x,
} from './template-bodies.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

describe('accepted', () => {
  test.each<[string, Parts, string]>([
    ['texts', order(text('Ana'), text(77)), 'order_update · Ana · 77'],
    ['a currency and a date', order(currency, date), 'order_update · €9.99 · May 3'],
    ['four spaces in a row', order(text('a    b'), text('c')), 'order_update · a    b · c'],
    ['types in capitals', beside({ type: 'HEADER', parameters: [{ type: 'IMAGE', image: { link } }] }), observed()],
    ['a component without parameters', beside({ type: 'header' }, { type: 'footer', parameters: [] }), observed()],
    ['a text header', header(text('H')), observed('H')],
    ['a picture', header(image), observed()],
    ['a film', header({ type: 'video', video: { link } }), observed()],
    ['a moving picture', header({ type: 'gif', gif: { link } }), observed()],
    ['a document', header({ type: 'document', document: { link, filename: 'a.pdf' } }), observed()],
    [
      'a place',
      header({ type: 'location', location: { latitude: '40.1', longitude: -3.7, name: 'A', address: 'B' } }),
      observed(),
    ],
    ['a product', header({ type: 'product', product: { product_retailer_id: 's', catalog_id: '9' } }), observed()],
    ['a quick reply', button('quick_reply', { type: 'payload', payload: x(256) }), observed(x(256))],
    ['a quick reply without payload', button('quick_reply'), observed()],
    ['a link, and a one-time password', button('url', text('ab12')), observed('ab12')],
    [
      'an index as number',
      beside({ type: 'button', sub_type: 'URL', index: 9, parameters: [text('a')] }),
      observed('a'),
    ],
    ['a coupon', button('copy_code', { type: 'coupon_code', coupon_code: x(15) }), observed(x(15))],
    ['a flow', action('flow', { flow_token: 't', flow_action_data: { a: 1 } }), observed()],
    ['a catalogue', action('catalog', { thumbnail_product_retailer_id: 's' }), observed()],
    ['products', action('mpm', { thumbnail_product_retailer_id: 's', sections }), observed()],
    ['an order', action('order_details', { order_details: orderDetails }), observed()],
    ['a call', button('voice_call', { type: 'ttl_minutes', ttl_minutes: 60 }), observed()],
    ['an offer', beside({ type: 'limited_time_offer', limited_time_offer: offer }), observed()],
    [
      'an offer as a parameter',
      beside({ type: 'limited_time_offer', parameters: [{ type: 'limited_time_offer', limited_time_offer: offer }] }),
      observed(),
    ],
    ['a tap target', tap(), observed()],
    [
      'a carousel',
      carousel(
        card(0, { type: 'header', parameters: [image] }, { type: 'body', parameters: [text('one')] }),
        card(1, { type: 'header', parameters: [image] }, { type: 'body', parameters: [text('two')] }),
      ),
      observed('one', 'two'),
    ],
  ])('%s', async (_, parts, words) => {
    declare(graph, parts);
    const answer = await graph.send(parts);
    expect(answer.json).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: '15557770001', wa_id: '15557770001' }],
      messages: [{ id: expect.stringMatching(/^wamid\./), message_status: 'accepted' }],
    });
    expect(answer.status).toBe(200);
    expect(graph.lastCall()).toMatchObject({ type: 'template', outcome: 'accepted', text: words });
  });
});

describe('refused by Graph itself: code 100, no error_data', () => {
  beforeAll(() => graph.mock.world.reset());

  const FIRST = "template['components'][0]";
  const PARAMETER = `${FIRST}['parameters'][0]`;
  test.each<[string, Parts, string]>([
    [
      'an unknown component',
      beside({ type: 'buttons' }),
      `Param ${FIRST}['type'] must be one of {HEADER, BODY, BUTTON, FOOTER, LIMITED_TIME_OFFER, CAROUSEL, TAP_TARGET_CONFIGURATION} - got "buttons".`,
    ],
    ['an unknown key', beside({ type: 'body', text: 'x' }), `Unexpected key "text" on param "${FIRST}".`],
    [
      'an unknown button',
      button('otp'),
      `Param ${FIRST}['sub_type'] must be one of {QUICK_REPLY, URL, COPY_CODE, FLOW, CATALOG, MPM, ORDER_DETAILS, VOICE_CALL, PHONE_NUMBER} - got "otp".`,
    ],
    [
      'parameters that are no list',
      beside({ type: 'body', parameters: {} }),
      `Param ${FIRST}['parameters'] must be an array.`,
    ],
    ['a parameter of null', beside({ type: 'body', parameters: [null] }), `The parameter ${PARAMETER} is required.`],
    [
      'an unknown key of a parameter',
      header({ ...image, caption: 'x' }),
      `Unexpected key "caption" on param "${PARAMETER}".`,
    ],
    ['a text that is none', order(text({}), text('b')), `Param ${PARAMETER}['text'] must be a string.`],
    [
      'a garbled media id',
      header({ type: 'image', image: { id: 'photo' } }),
      `Param ${PARAMETER}['image']['id'] is not a valid whatsapp business account media attachment ID`,
    ],
    [
      'a link that is none',
      header({ type: 'image', image: { link: 'x' } }),
      `Param ${PARAMETER}['image']['link'] is not a valid URI.`,
    ],
    [
      'a tap target that is no address',
      tap({ url: 'x' }),
      `Param ${PARAMETER}['tap_target_configuration'][0]['url'] is not a valid URI.`,
    ],
    [
      'data of a flow that are none',
      action('flow', { flow_action_data: [] }),
      `Param ${PARAMETER}['action']['flow_action_data'] must be a JSON object.`,
    ],
    [
      'a carousel in a carousel',
      carousel(card(0, { type: 'carousel' })),
      `Param ${FIRST}['cards'][0]['components'][0]['type'] must be one of {HEADER, BODY, BUTTON} - got "carousel".`,
    ],
  ])('%s', async (_, parts, words) => {
    const answer = await graph.send(parts);
    expect(answer.json).toEqual({
      error: { message: `(#100) ${words}`, type: 'OAuthException', code: 100, fbtrace_id: expect.any(String) },
    });
    expect(answer.status).toBe(400);
  });
});
