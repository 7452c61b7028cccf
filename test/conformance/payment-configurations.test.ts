/** Payment configurations of an account, over HTTP. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CLIENT_WABA, callsOf, refused, WABA } from './business-calls.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
const { get, post, remove, reset } = callsOf(() => graph);
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(reset);
afterAll(() => graph.close());

const ONE = `${WABA}/payment_configuration`;
const gateway = {
  configuration_name: 'shop-pay',
  provider_name: 'razorpay',
  redirect_url: 'https://shop.example/paid',
};
const upi = { configuration_name: 'upi', provider_name: 'upi_vpa', merchant_vpa: 'shop@bank', purpose_code: '00' };

test('a gateway’s configuration is made with a link, and another link can be had', async () => {
  const { json } = await post(ONE, gateway);
  expect(json).toEqual({ oauth_url: expect.any(String), expiration: expect.any(Number), success: true });
  expect((await get(`${ONE}/shop-pay`)).json).toMatchObject({
    data: [{ configuration_name: 'shop-pay', status: 'Needs_Connecting', provider_name: 'razorpay' }],
  });
  const again = await post(`${WABA}/generate_payment_configuration_oauth_link`, { configuration_name: 'shop-pay' });
  expect(again.json).toEqual({ oauth_url: expect.any(String), expiration: expect.any(Number) });
  expect(again.json.oauth_url).not.toBe(json.oauth_url);
});

test('a UPI configuration is active at once; all are listed, and removed by name', async () => {
  expect((await post(ONE, upi)).json).toEqual({ success: true });
  await post(ONE, gateway);
  expect((await get(`${WABA}/payment_configurations`)).json).toMatchObject({
    data: [
      {
        payment_configurations: [
          { configuration_name: 'upi', status: 'Active', merchant_vpa: 'shop@bank', purpose_code: { code: '00' } },
          { configuration_name: 'shop-pay' },
        ],
      },
    ],
  });
  expect((await get(`${CLIENT_WABA}/payment_configurations`)).json).toEqual({ data: [{ payment_configurations: [] }] });
  expect((await remove(ONE, { configuration_name: 'upi' })).json).toEqual({ success: true });
  expect(await get(`${ONE}/upi`)).toMatchObject(refused('does not exist'));
  expect(await remove(ONE, { configuration_name: 'upi' })).toMatchObject(refused('does not exist'));
});

test('a data endpoint is kept', async () => {
  await post(ONE, upi);
  const data_endpoint_url = 'https://shop.example/data';
  expect((await post(`${ONE}/upi`, { data_endpoint_url })).json).toEqual({ success: true });
  expect((await get(`${ONE}/upi`)).json).toMatchObject({ data: [{ data_endpoint_url }] });
  expect(await post(`${ONE}/upi`, { data_endpoint_url: 'here' })).toMatchObject(refused('is not a valid URI'));
  expect(await post(`${ONE}/other`, { data_endpoint_url })).toMatchObject(refused('does not exist'));
});

test.each([
  [{ ...gateway, configuration_name: undefined }, 'The parameter configuration_name is required.'],
  [{ ...gateway, configuration_name: 'shop pay' }, 'Param configuration_name must hold letters'],
  [{ ...gateway, configuration_name: 'x'.repeat(61) }, 'Param configuration_name must be at most 60 characters long.'],
  [{ ...gateway, provider_name: 'barter' }, 'Param provider_name must be one of'],
  [{ ...gateway, redirect_url: undefined }, 'The parameter redirect_url is required.'],
  [{ ...upi, merchant_vpa: undefined }, 'The parameter merchant_vpa is required.'],
  [{ ...upi, merchant_vpa: 'shop' }, 'Param merchant_vpa must be a UPI handle.'],
])('%j is refused', async (body, words) => {
  expect(await post(ONE, body)).toMatchObject(refused(words));
});

test('a name is used once, and UPI needs no link', async () => {
  await post(ONE, upi);
  expect(await post(ONE, { ...gateway, configuration_name: 'upi' })).toMatchObject(refused('already used'));
  const link = { configuration_name: 'upi' };
  expect(await post(`${WABA}/generate_payment_configuration_oauth_link`, link)).toMatchObject(
    refused('no payment gateway'),
  );
});
