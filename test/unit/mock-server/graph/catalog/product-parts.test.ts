import { expect, test } from 'vitest';
import { normalise, partsOf, shownPrice } from '../../../../../mock-server/graph/catalog/product-parts.js';

const CUP = {
  name: 'Cup',
  price: 1_050,
  currency: 'EUR',
  url: 'https://a.example/1',
  image_url: 'https://a.example/2',
};

test('a feed’s words become a product’s', () => {
  const feed = { title: 'Cup', price: ' 10.5 eur ', link: CUP.url, image_link: CUP.image_url };
  expect(partsOf(normalise(feed))).toEqual(partsOf(CUP));
});

test.each([
  ['10', undefined],
  ['ten EUR', undefined],
  ['10.555 EUR', undefined],
])('the price %s is no feed’s price', (price) => {
  expect(normalise({ price })).toEqual({ price });
});

test('what is not given stays as it was', () => {
  const known = {
    id: '1',
    catalogId: '2',
    retailerId: '3',
    ...(partsOf(CUP) as Exclude<ReturnType<typeof partsOf>, string>),
  };
  expect(partsOf({ name: 'Mug', description: 'Big' }, known)).toEqual({
    name: 'Mug',
    price: 1_050,
    currency: 'EUR',
    availability: 'in stock',
    details: { url: CUP.url, image_url: CUP.image_url, description: 'Big' },
  });
});

test.each([
  [{ name: ' ' }, 'name'],
  [{ name: 'x'.repeat(201) }, 'name'],
  [{ price: -1 }, 'price'],
  [{ price: {} }, 'price'],
  [{ currency: 'EURO' }, 'currency'],
  [{ availability: 'sold' }, 'availability'],
  [{ availability: { nested: [] } }, 'availability'],
  [{ image_url: undefined }, 'image_url'],
])('%j is told by the member %s', (changes, member) => {
  expect(partsOf({ ...CUP, ...changes })).toContain(member);
});

test.each([
  [1_250, 'USD', '$12.50'],
  [100_000, 'JPY', '¥1,000.00'],
])('%d hundredths of %s are shown as %s', (price, currency, shown) => {
  expect(shownPrice({ price, currency })).toBe(shown);
});
