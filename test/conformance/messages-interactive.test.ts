/** Interactive messages of every kind: accepted in full and at their limits; what Graph refuses by their shape. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { button, link } from './bodies.js';
import {
  examples,
  interactive,
  item,
  kinds,
  type Parts,
  stock,
  withAction,
  withCards,
  withParameters,
} from './interactive-bodies.js';
import { type ServedMock, serveMock, TODAY } from './served-mock.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(() => {
  graph.mock.world.reset();
  stock(graph.mock.world);
});
afterAll(() => graph.close());

const x = (length: number) => 'x'.repeat(length);
const rows = (count: number, from = 0) => Array.from({ length: count }, (_, n) => ({ id: `r${from + n}`, title: 'R' }));
const row = (parts: Parts) => withAction('list', { sections: [{ rows: [{ id: 'a', title: 'A', ...parts }] }] });
const products = (count: number) => Array(count).fill({ product_retailer_id: 'sku' });
const cards = (count: number) => withCards(...Array<Parts>(count).fill({}));
const quickReplies = (...replies: Parts[]) => ({
  type: 'quick_reply',
  action: {
    name: undefined,
    parameters: undefined,
    buttons: replies.map((it) => ({ type: 'quick_reply', quick_reply: it })),
  },
});
const productCard = (catalog: string) => ({
  type: 'product',
  header: undefined,
  action: { name: undefined, parameters: undefined, catalog_id: catalog, product_retailer_id: 'sku' },
});
const order = (change: Parts) => withParameters('order_details', { order: change });

describe('accepted', () => {
  async function expectAccepted(parts: Parts) {
    const answer = await graph.send(parts);
    expect(answer.json).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: '15557770001', wa_id: '15557770001' }],
      messages: [{ id: expect.stringMatching(/^wamid\./) }],
    });
    expect(answer.status).toBe(200);
    expect(graph.lastCall()).toMatchObject({ type: 'interactive', outcome: 'accepted', effect: true, simulated: true });
  }

  test.each(kinds)('%s with all its parts', async (kind) => {
    await expectAccepted(interactive(kind));
    expect(graph.lastCall().text).toBe(examples[kind][1]);
  });

  test.each<[string, Parts]>([
    ['a kind in capitals', interactive('button', { type: 'BUTTON' })],
    ['a product alone', interactive('product', { body: undefined })],
    ['a request to call without body', interactive('call_permission_request', { body: undefined })],
    ['a voice call without parameters', withParameters('voice_call', undefined)],
    ['a film as header', interactive('button', { header: { type: 'video', text: undefined, video: { link } } })],
    [
      'a document as header',
      interactive('button', { header: { type: 'document', text: undefined, document: { link, filename: 'a.pdf' } } }),
    ],
    ['the longest header and footer', interactive('list', { header: { text: x(60) }, footer: { text: x(60) } })],
    ['the longest body', interactive('cta_url', { body: { text: x(1_024) } })],
    ['the longest body of a list', interactive('list', { body: { text: x(4_096) } })],
    ['one section without title', withAction('list', { sections: [{ rows: rows(10) }] })],
    [
      'ten rows in ten sections',
      withAction('list', { sections: Array.from({ length: 10 }, (_, n) => ({ title: x(24), rows: rows(1, n) })) }),
    ],
    ['the longest row', row({ id: x(200), title: x(24), description: x(72) })],
    ['the longest button', interactive('button', { action: { buttons: [button(x(256), x(20))] } })],
    [
      'thirty products',
      withAction('product_list', {
        sections: [
          { title: 'a', product_items: products(15) },
          { title: 'b', product_items: products(15) },
        ],
      }),
    ],
    ['a catalogue without thumbnail', withAction('catalog_message', { parameters: undefined })],
    ['an order with an expiry', order({ expiration: { timestamp: TODAY / 1_000 + 600, description: 'Soon' } })],
    ['a flow by name', withParameters('flow', { flow_id: undefined, flow_name: 'f', flow_cta: x(30) })],
    [
      'a flow that exchanges data',
      withParameters('flow', { flow_action: 'data_exchange', flow_action_payload: undefined }),
    ],
    ['ten cards', cards(10)],
    ['cards with the longest body', withCards({ body: { text: x(160) } }, { body: { text: 'a\nb\nc' } })],
    [
      'cards with quick replies',
      withCards(quickReplies({ id: 'a', title: x(20) }), quickReplies({ id: x(20), title: 'B' })),
    ],
    ['cards with products', withCards(productCard('9'), productCard('9'))],
    ['news of a payment alone', withParameters('order_status', { order: undefined })],
    ['the longest description of news', withParameters('order_status', { order: { description: x(120) } })],
    [
      'an action as text, as forms have it',
      interactive('button', { action: JSON.stringify({ buttons: [button('a')] }) }),
    ],
  ])('%s', (_, parts) => expectAccepted(parts));
});

describe('refused by Graph itself: code 100, no error_data', () => {
  test.each<[string, Parts, string]>([
    ['nothing', { type: 'interactive' }, 'The parameter interactive is required.'],
    ['no kind', interactive('button', { type: undefined }), "The parameter interactive['type'] is required."],
    ['no object', { type: 'interactive', interactive: [] }, 'Param interactive must be a JSON object.'],
    ['an unknown key', interactive('button', { title: 'x' }), 'Unexpected key "title" on param "interactive".'],
    [
      'an unknown key of the action',
      withAction('list', { rows: [] }),
      'Unexpected key "rows" on param "interactive[\'action\']".',
    ],
    [
      'an unknown key of a row',
      row({ price: 1 }),
      "Unexpected key \"price\" on param \"interactive['action']['sections'][0]['rows'][0]\".",
    ],
    [
      'an empty body',
      interactive('list', { body: { text: '' } }),
      "The parameter interactive['body']['text'] is required.",
    ],
    [
      'a body of 4,097 characters',
      interactive('list', { body: { text: x(4_097) } }),
      "Param interactive['body']['text'] must be at most 4096 characters long.",
    ],
    [
      'a header of 61 characters',
      interactive('list', { header: { text: x(61) } }),
      "Param interactive['header']['text'] must be at most 60 characters long.",
    ],
    [
      'a header of another type',
      interactive('list', { header: { type: 'audio' } }),
      `Param interactive['header']['type'] must be one of {TEXT, IMAGE, VIDEO, DOCUMENT} - got "audio".`,
    ],
    [
      'a header without its picture',
      interactive('cta_url', { header: { image: undefined } }),
      "The parameter interactive['header']['image'] is required.",
    ],
    [
      'a header with a garbled media id',
      interactive('cta_url', { header: { image: { link: undefined, id: 'photo' } } }),
      "Param interactive['header']['image']['id'] is not a valid whatsapp business account media attachment ID",
    ],
    [
      'sections that are no list',
      withAction('list', { sections: 1 }),
      "Param interactive['action']['sections'] must be an array.",
    ],
    [
      'another name of the action',
      withAction('cta_url', { name: 'open' }),
      `Param interactive['action']['name'] must be one of {CTA_URL} - got "open".`,
    ],
    [
      'no name of the action',
      withAction('flow', { name: undefined }),
      "The parameter interactive['action']['name'] is required.",
    ],
    [
      'an address that is none',
      withParameters('cta_url', { url: 'x.y' }),
      "Param interactive['action']['parameters']['url'] is not a valid URI.",
    ],
    [
      'a flow in another mode',
      withParameters('flow', { mode: 'test' }),
      `Param interactive['action']['parameters']['mode'] must be one of {DRAFT, PUBLISHED} - got "test".`,
    ],
    [
      'a flow with another action',
      withParameters('flow', { flow_action: 'jump' }),
      `Param interactive['action']['parameters']['flow_action'] must be one of {NAVIGATE, DATA_EXCHANGE} - got "jump".`,
    ],
    [
      'a card of another type',
      withCards({ type: 'video' }, {}),
      `Param interactive['action']['cards'][0]['type'] must be one of {CTA_URL, QUICK_REPLY, PRODUCT} - got "video".`,
    ],
    [
      'a quantity in words',
      order({ items: [{ ...item, quantity: 'two' }] }),
      "Param interactive['action']['parameters']['order']['items'][0]['quantity'] must be a number.",
    ],
  ])('%s', async (_, parts, words) => {
    const answer = await graph.send(parts);
    expect(answer.json).toEqual({
      error: { message: `(#100) ${words}`, type: 'OAuthException', code: 100, fbtrace_id: expect.any(String) },
    });
    expect(answer.status).toBe(400);
  });
});
