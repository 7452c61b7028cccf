/**
 * What a product is made from, in the two spellings that catalogues have: that of a product (`name`, `url`, a price in
 * hundredths and a currency) and that of a feed (`title`, `link`, `"12.50 USD"`). Not checked: images and pages behind
 * the links, categories, and the many members that other verticals than commerce need.
 */
import type { Product } from '../../world/catalogs.js';
import { quoted } from '../parameters.js';

type Given = Readonly<Record<string, unknown>>;

export const AVAILABILITIES = [
  'in stock',
  'out of stock',
  'preorder',
  'available for order',
  'discontinued',
  'pending',
];
/** Kept as they come. */
const DETAILS = ['description', 'url', 'image_url', 'brand', 'condition', 'category', 'sale_price', 'visibility'];
/** Feed's word → product's word. */
const FEED_WORDS: Readonly<Record<string, string>> = { title: 'name', link: 'url', image_link: 'image_url' };

const CURRENCY = /^[A-Z]{3}$/;
const FEED_PRICE = /^\s*(\d{1,12}(?:\.\d{1,2})?)\s+([A-Za-z]{3})\s*$/;

export type ProductParts = Omit<Product, 'id' | 'catalogId' | 'retailerId'>;

/** The members that were given, in the words of a product; a feed's price is taken apart. */
export function normalise(given: Given): Given {
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given))
    plain[(Object.hasOwn(FEED_WORDS, name) && FEED_WORDS[name]) || name] = value;
  const [, amount, currency] = FEED_PRICE.exec(quoted(plain.price)) ?? [];
  if (amount === undefined || currency === undefined) return plain;
  return { ...plain, price: Math.round(Number(amount) * 100), currency: currency.toUpperCase() };
}

/** A product's parts from what was given over what is known, or what is wrong with them. */
export function partsOf(given: Given, known?: Product): ProductParts | string {
  const name = given.name ?? known?.name;
  if (typeof name !== 'string' || name.trim() === '') return 'The parameter name is required.';
  if (name.length > 200) return 'Param name must be at most 200 characters long.';
  const price = Number(quoted(given.price ?? known?.price ?? Number.NaN));
  if (!Number.isSafeInteger(price) || price < 0) return 'Param price must be an integer of hundredths.';
  const currency = quoted(given.currency ?? known?.currency ?? '').toUpperCase();
  if (!CURRENCY.test(currency)) return 'Param currency must be an ISO 4217 currency code.';
  const availability = quoted(given.availability ?? known?.availability ?? 'in stock').toLowerCase();
  if (!AVAILABILITIES.includes(availability))
    return `Param availability must be one of {${AVAILABILITIES.join(', ')}} - got "${availability.slice(0, 100)}".`;
  const details: Record<string, unknown> = { ...known?.details };
  for (const member of DETAILS) if (typeof given[member] === 'string') details[member] = given[member];
  for (const member of ['url', 'image_url'])
    if (!/^https?:\/\/[^\s/]/.test(String(details[member]))) return `Param ${member} is not a valid URI.`;
  return { name, price, currency, availability, details };
}

/** A price as a product shows it: `$12.50`. */
export const shownPrice = ({ price, currency }: Pick<Product, 'price' | 'currency'>): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency, minimumFractionDigits: 2 }).format(price / 100);
