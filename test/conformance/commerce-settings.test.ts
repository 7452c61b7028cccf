/** Cart and catalogue of a number, over HTTP. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const SETTINGS = '/v23.0/100000000000001/whatsapp_commerce_settings';
const read = async () => (await graph.call(SETTINGS, { method: 'GET' })).json;

test('settings are there from the start, and each changes alone, by query or body', async () => {
  const id = '100000000000001';
  expect(await read()).toMatchObject({ data: [{ is_cart_enabled: true, is_catalog_visible: false, id }] });
  const { json } = await graph.call(`${SETTINGS}?is_catalog_visible=true`, { headers: { 'content-type': undefined } });
  expect(json).toEqual({ success: true });
  expect(await read()).toMatchObject({ data: [{ is_cart_enabled: true, is_catalog_visible: true, id }] });
  await graph.call(SETTINGS, { body: { is_cart_enabled: false } });
  expect(await read()).toMatchObject({ data: [{ is_cart_enabled: false, is_catalog_visible: true, id }] });
});

test.each([
  [{}, 'At least one of is_cart_enabled and is_catalog_visible is required.'],
  [{ is_cart_enabled: 'perhaps' }, 'Param is_cart_enabled must be a boolean.'],
])('%j is refused', async (body, words) => {
  const { status, json } = await graph.call(SETTINGS, { body });
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { message: `(#100) ${words}`, code: 100 } });
});
