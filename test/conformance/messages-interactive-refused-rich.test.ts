/** Flows, carousels, orders and their news: what WhatsApp refuses of them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FlowStatus, flows } from '../../mock-server/world/flows.js';
import {
  amount,
  interactive,
  item,
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
const _rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => ({ id: `r${from + n}`, title: 'R' }));
const _row = (parts: Parts) => withAction('list', { sections: [{ rows: [{ id: 'a', title: 'A', ...parts }] }] });
const _products = (count: number) => Array(count).fill({ product_retailer_id: 'sku' });
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

describe('refused by WhatsApp: (#code) title, with details', () => {
  test.each<[string, Parts, number, string]>([
    [
      'a flow without version',
      withParameters('flow', { flow_message_version: undefined }),
      131008,
      'flow_message_version is missing',
    ],
    [
      'a flow of another version',
      withParameters('flow', { flow_message_version: '4' }),
      131009,
      'flow_message_version must be 3',
    ],
    ['no flow', withParameters('flow', { flow_id: undefined }), 131008, 'flow_id or flow_name is missing'],
    [
      'a flow by id and name',
      withParameters('flow', { flow_name: 'f' }),
      131009,
      'Only one of flow_id and flow_name is allowed',
    ],
    ['a flow without label', withParameters('flow', { flow_cta: '' }), 131008, 'flow_cta is missing'],
    [
      'a flow label too long',
      withParameters('flow', { flow_cta: x(31) }),
      131009,
      'flow_cta is too long. Max length is 30',
    ],
    [
      'a flow label with emoji',
      withParameters('flow', { flow_cta: 'Go 🚀' }),
      131009,
      'flow_cta must not contain emoji',
    ],
    [
      'a screen where data is exchanged',
      withParameters('flow', { flow_action: 'data_exchange' }),
      131009,
      'flow_action_payload is allowed only if flow_action is navigate',
    ],
    [
      'a screen with empty data',
      withParameters('flow', { flow_action_payload: { screen: 'A', data: { a: undefined } } }),
      131009,
      'flow_action_payload data must be a non-empty object',
    ],
    ['one card', cards(1), 131009, 'Invalid cards count. Min allowed cards: 2, Max allowed cards: 10'],
    ['eleven cards', cards(11), 131009, 'Invalid cards count. Min allowed cards: 2, Max allowed cards: 10'],
    [
      'a carousel with a footer',
      interactive('carousel', { footer: { text: 'F' } }),
      131009,
      'Footer is not supported by this type of interactive message',
    ],
    ['a card without number', withCards({ card_index: undefined }, {}), 131008, 'Card index is missing'],
    ['two cards of one number', withCards({}, { card_index: 0 }), 131009, 'Card indexes must be unique and run from 0'],
    ['a number left out', withCards({}, { card_index: 2 }), 131009, 'Card indexes must be unique and run from 0'],
    ['a card without picture', withCards({ header: undefined }, {}), 131008, 'Card header is missing'],
    [
      'a card with a text header',
      withCards({ header: { type: 'text', image: undefined, text: 'H' } }, {}),
      131009,
      "Header type invalid. Supported types ['image','video']",
    ],
    [
      'a card with a long body',
      withCards({ body: { text: x(161) } }, {}),
      131009,
      'Card body text length invalid. Min length: 1, Max length: 160',
    ],
    [
      'a card of four lines',
      withCards({ body: { text: 'a\nb\nc\nd' } }, {}),
      131009,
      'Card body has too many line breaks. Max line breaks: 2',
    ],
    [
      'a card without label',
      withCards({ action: { parameters: { display_text: undefined } } }, {}),
      131008,
      'Button display_text is missing',
    ],
    ['a card without replies', withCards(quickReplies(), {}), 131008, 'Card buttons are missing'],
    [
      'a reply id too long',
      withCards(quickReplies({ id: x(21), title: 'A' }), {}),
      131009,
      'Button id length invalid. Min length: 1, Max length: 20',
    ],
    [
      'two replies of one id',
      withCards(quickReplies({ id: 'a', title: 'A' }), quickReplies({ id: 'a', title: 'A' })),
      131009,
      'Duplicate button id',
    ],
    [
      'cards of two builds',
      withCards(quickReplies({ id: 'a', title: 'A' }), {}),
      131009,
      'All cards must have the same buttons',
    ],
    [
      'cards of two catalogues',
      withCards(productCard('9'), productCard('8')),
      131009,
      'All cards must be of one catalog',
    ],
    [
      'an order without id',
      withParameters('order_details', { reference_id: undefined }),
      131008,
      'reference_id is missing',
    ],
    [
      'an order without currency',
      withParameters('order_details', { currency: undefined }),
      131008,
      'currency is missing',
    ],
    [
      'an order in another currency',
      withParameters('order_details', { currency: 'EUR' }),
      131009,
      "currency is not supported. Supported currencies ['BRL','INR','SGD']",
    ],
    [
      'an order without total',
      withParameters('order_details', { total_amount: undefined }),
      131008,
      'total_amount is missing',
    ],
    ['no order', withParameters('order_details', { order: undefined }), 131008, 'order is missing'],
    ['an order without state', order({ status: undefined }), 131008, 'Order status is missing'],
    ['an order of nothing', order({ items: [] }), 131008, 'Order items is missing'],
    ['an item without name', order({ items: [{ ...item, name: undefined }] }), 131008, 'Order item name is missing'],
    [
      'an item name too long',
      order({ items: [{ ...item, name: x(61) }] }),
      131009,
      'Order item name is too long. Max length is 60',
    ],
    ['an item without price', order({ items: [{ ...item, amount: {} }] }), 131008, 'Order item amount is missing'],
    ['an order without subtotal', order({ subtotal: undefined }), 131008, 'Order subtotal is missing'],
    [
      'a description of a sum too long',
      order({ tax: { ...amount, description: x(61) } }),
      131009,
      'Amount description is too long. Max length is 60',
    ],
    [
      'news of no order',
      withParameters('order_status', { reference_id: undefined }),
      131008,
      'reference_id is missing',
    ],
    [
      'no news',
      withParameters('order_status', { order: undefined, payment: undefined }),
      131008,
      'Order status is missing',
    ],
    [
      'news too long',
      withParameters('order_status', { order: { description: x(121) } }),
      131009,
      'Order description is too long. Max length is 120',
    ],
    ['an unknown flow', withParameters('flow', { flow_id: '7' }), 131009, 'Flow does not exist: 7'],
    [
      'an unknown flow by name',
      withParameters('flow', { flow_id: undefined, flow_name: 'g' }),
      131009,
      'Flow does not exist: g',
    ],
    [
      'an order that expires in four minutes',
      order({ expiration: { timestamp: String(TODAY / 1_000 + 240), description: 'Soon' } }),
      131009,
      'Order expiration must be at least 300 seconds from now',
    ],
    [
      'an order that expires at no time',
      order({ expiration: { timestamp: 'soon' } }),
      131009,
      'Order expiration must be at least 300 seconds from now',
    ],
    [
      'a product of another catalogue',
      withAction('product', { catalog_id: '8' }),
      131009,
      'Catalog is not connected to the WhatsApp Business Account: 8',
    ],
    [
      'an unknown product',
      withAction('product', { product_retailer_id: 'nope' }),
      131009,
      'Products not found in FB Catalog',
    ],
    [
      'a list with an unknown product',
      withAction('product_list', {
        sections: [{ title: 'S', product_items: [{ product_retailer_id: 'sku' }, { product_retailer_id: 'nope' }] }],
      }),
      131009,
      'Products not found in FB Catalog',
    ],
    [
      'a catalogue behind an unknown product',
      withParameters('catalog_message', { thumbnail_product_retailer_id: 'nope' }),
      131009,
      'Products not found in FB Catalog',
    ],
    [
      'cards of another catalogue',
      withCards(productCard('8'), productCard('8')),
      131009,
      'Catalog is not connected to the WhatsApp Business Account: 8',
    ],
  ])('%s', async (_, parts, code, details) => {
    const answer = await graph.send(parts);
    expect((answer.json as { error: unknown }).error).toEqual({
      message: `(#${code}) ${code === 131008 ? 'Required parameter is missing' : 'Parameter value is not valid'}`,
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: expect.any(String),
    });
    expect(answer.status).toBe(400);
    expect(graph.lastCall()).toMatchObject({ outcome: 'refused', effect: false, error: { code, definite: true } });
  });
});

describe('a flow that is not published', () => {
  test.each<[FlowStatus, Parts, number | undefined]>([
    ['PUBLISHED', {}, undefined],
    ['PUBLISHED', { mode: 'published' }, undefined],
    ['DRAFT', { mode: undefined }, 131009],
    ['DRAFT', { mode: 'published' }, 131009],
    ['DRAFT', { mode: 'draft' }, undefined],
    ['DEPRECATED', {}, 131009],
    ['BLOCKED', {}, 132068],
    ['THROTTLED', {}, 132069],
  ])('%s with %j: %s', async (status, parts, code) => {
    graph.mock.world.of(flows).update('6', { status });
    const { json } = await graph.send(withParameters('flow', parts));
    expect((json as { error?: { code: number } }).error?.code).toBe(code);
  });
});
