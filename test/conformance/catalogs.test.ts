/** Catalogues, their products and sets, and the catalogue of an account, over HTTP. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const FIRST = '700000000000001';
const OWNED = '/v23.0/400000000000001/owned_product_catalogs';
const SHOWN = '/v23.0/200000000000001/product_catalogs';

const get = async (path: string) =>
  (await graph.call(path, { method: 'GET' })).json as { data: Record<string, unknown>[] };
const create = async () => ((await graph.call(OWNED, { body: { name: 'Winter' } })).json as { id: string }).id;
const productsOf = async (catalog: string, fields = 'retailer_id,name,price') =>
  (await get(`/v23.0/${catalog}/products?fields=${fields}`)).data.map(({ id: _, ...rest }) => rest);
const batch = async (edge: 'items_batch' | 'batch', requests: unknown, more: object = {}, catalog = FIRST) =>
  graph.call(`/v23.0/${catalog}/${edge}`, { body: { item_type: 'PRODUCT_ITEM', requests, ...more } });

const CUP = {
  retailer_id: 'cup',
  name: 'Cup',
  price: 1_050,
  currency: 'eur',
  url: 'https://shop.example/cup',
  image_url: 'https://shop.example/cup.jpg',
};

test('a fresh mock shows a catalogue of two products', async () => {
  expect(await get(SHOWN)).toMatchObject({ data: [{ name: 'Waproof Catalogue', id: FIRST }] });
  expect(await get(`/v23.0/${FIRST}?fields=product_count,vertical,business`)).toEqual({
    product_count: 2,
    vertical: 'commerce',
    business: { id: '400000000000001', name: 'Waproof Business' },
    id: FIRST,
  });
  expect(await productsOf(FIRST)).toEqual([
    { retailer_id: 'SKU-1', name: 'Tea cup', price: '$12.50' },
    { retailer_id: 'SKU-2', name: 'Tea pot', price: '$39.00' },
  ]);
  expect(await get(`/v23.0/${FIRST}/product_sets?fields=name,product_count`)).toMatchObject({
    data: [{ name: 'All products', product_count: 2 }],
  });
});

test('a catalogue is made, filled, and shown in place of another', async () => {
  const id = await create();
  expect((await get(OWNED)).data.map((catalog) => catalog.id)).toEqual([FIRST, id]);
  const made = await graph.call(`/v23.0/${id}/products`, { body: CUP });
  expect(made.json).toEqual({ id: expect.stringMatching(/^\d{15}$/) });
  expect(await productsOf(id, 'name,price,currency,url,availability')).toEqual([
    { name: 'Cup', price: '€10.50', currency: 'EUR', url: CUP.url, availability: 'in stock' },
  ]);
  expect(await get(`/v23.0/${id}/product_sets?fields=product_count`)).toMatchObject({ data: [{ product_count: 1 }] });

  expect((await graph.call(`${SHOWN}?catalog_id=${id}`)).status).toBe(400);
  expect((await graph.call(`${SHOWN}?catalog_id=${FIRST}`, { method: 'DELETE' })).json).toEqual({ success: true });
  expect(await get(SHOWN)).toEqual({ data: [] });
  expect((await graph.call(`${SHOWN}?catalog_id=${id}`)).json).toEqual({ success: true });
  expect(await get(SHOWN)).toMatchObject({ data: [{ name: 'Winter', id }] });
});

test('a batch of items makes, changes and deletes in the words of a feed', async () => {
  const { status, json } = await batch('items_batch', [
    {
      method: 'CREATE',
      data: {
        id: 'tray',
        title: 'Tray',
        price: '7.5 USD',
        link: 'https://shop.example/tray',
        image_link: 'https://shop.example/tray.jpg',
      },
    },
    { method: 'UPDATE', data: { id: 'SKU-1', title: 'Big cup' } },
    { method: 'DELETE', data: { id: 'SKU-2' } },
  ]);
  expect(status).toBe(200);
  expect(json).toEqual({ handles: [expect.any(String)] });
  expect(await productsOf(FIRST)).toEqual([
    { retailer_id: 'SKU-1', name: 'Big cup', price: '$12.50' },
    { retailer_id: 'tray', name: 'Tray', price: '$7.50' },
  ]);
});

test('the older batch names products by retailer_id, and what is wrong in it is told', async () => {
  const { retailer_id: _, ...cup } = CUP;
  const { json } = await batch('batch', [
    { method: 'UPDATE', retailer_id: 'cup', data: cup },
    { method: 'UPDATE', retailer_id: 'SKU-1', data: { availability: 'sold' } },
    { method: 'DELETE', retailer_id: 'nothing' },
    { method: 'CREATE', data: {} },
  ]);
  const errors = [{ message: expect.any(String) }];
  expect(json).toEqual({
    handles: [expect.any(String)],
    validation_status: [
      { retailer_id: 'SKU-1', errors },
      { retailer_id: 'nothing', errors },
      { retailer_id: '', errors },
    ],
  });
  expect((await productsOf(FIRST)).map(({ retailer_id }) => retailer_id)).toEqual(['SKU-1', 'SKU-2', 'cup']);
});

test('without upsert an update makes nothing', async () => {
  const { retailer_id, ...data } = CUP;
  const { json } = await batch('batch', [{ method: 'UPDATE', retailer_id, data }], { allow_upsert: false });
  expect(json).toMatchObject({ validation_status: [{ retailer_id: 'cup' }] });
  expect(await productsOf(FIRST)).toHaveLength(2);
});

test.each([
  [{ retailer_id: undefined }, 'The parameter retailer_id is required.'],
  [{ retailer_id: 'SKU-1' }, 'Duplicate retailer_id "SKU-1": the catalog has such a product.'],
  [{ name: undefined }, 'The parameter name is required.'],
  [{ price: 'much' }, 'Param price must be a number.'],
  [{ price: 10.5 }, 'Param price must be an integer of hundredths.'],
  [{ currency: 'coins' }, 'Param currency must be an ISO 4217 currency code.'],
  [{ url: 'shop' }, 'Param url is not a valid URI.'],
])('a product with %j is refused', async (changes, words) => {
  const { status, json } = await graph.call(`/v23.0/${FIRST}/products`, { body: { ...CUP, ...changes } });
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { code: 100, message: `(#100) ${words}` } });
  expect(await productsOf(FIRST)).toHaveLength(2);
});

test.each([
  ['items_batch', { item_type: undefined, requests: [] }, 'The parameter item_type is required.'],
  ['items_batch', { requests: 42 }, 'Param requests must be an array.'],
  ['batch', { requests: [] }, 'Param requests must have between 1 and 5000 elements.'],
  [
    'batch',
    { requests: [{ method: 'PAINT' }] },
    `Param requests[0]['method'] must be one of {CREATE, UPDATE, DELETE} - got "PAINT".`,
  ],
] as const)('%s with %j is refused', async (edge, { requests, ...more }, words) => {
  const { status, json } = await batch(edge, requests, more);
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { code: 100, message: `(#100) ${words}` } });
});

test.each([
  ['POST', OWNED, {}, 'The parameter name is required.'],
  ['POST', SHOWN, {}, 'The parameter catalog_id is required.'],
  ['POST', SHOWN, { catalog_id: '1' }, 'Param catalog_id must be the id of a product catalog of the business.'],
  ['DELETE', SHOWN, { catalog_id: '1' }, 'Param catalog_id must be the id of the connected product catalog.'],
])('%s %s with %j is refused', async (method, path, body, words) => {
  expect((await graph.call(path, { method, body })).json).toMatchObject({
    error: { code: 100, message: `(#100) ${words}` },
  });
});

test('values that are no values at all break nothing', async () => {
  const hostile = { toString: 5, valueOf: 5 };
  const { retailer_id, ...data } = CUP;
  for (const name of ['name', 'price', 'currency', 'availability', 'url'])
    expect(
      (await batch('batch', [{ method: 'CREATE', retailer_id, data: { ...data, [name]: hostile } }])).json,
    ).toMatchObject({ validation_status: [{ retailer_id }] });
});
