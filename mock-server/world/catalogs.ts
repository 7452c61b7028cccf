/**
 * Product catalogues of businesses, their products and sets, and which account shows which. A fresh mock has one of two
 * products that its account is connected to.
 */
import { type Collection, defineCollection } from './collection.js';
import type { World } from './world.js';

export interface Catalog {
  readonly id: string;
  readonly businessId: string;
  readonly name: string;
  /** `commerce`, `hotels`, … */
  readonly vertical: string;
}

export interface Product {
  readonly id: string;
  readonly catalogId: string;
  /** The business's own id of it (SKU): once in a catalogue. */
  readonly retailerId: string;
  readonly name: string;
  /** In hundredths of the currency, whatever its own coins are. */
  readonly price: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly availability: string;
  /** Further members in the words of the wire: `url`, `image_url`, `description`, `brand`. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface ProductSet {
  readonly id: string;
  readonly catalogId: string;
  readonly name: string;
}

/** The catalogue that an account is connected to; its id is the account's. */
export interface ConnectedCatalog {
  readonly id: string;
  readonly catalogId: string;
}

const FIRST_CATALOG_ID = '700000000000001';

export const catalogs = defineCollection<Catalog>({
  name: 'catalogs',
  kind: 'catalog',
  firstId: 700_000_000_000_002,
  limit: 1_000,
  initial: ({ businessId }) => [{ id: FIRST_CATALOG_ID, businessId, name: 'Waproof Catalogue', vertical: 'commerce' }],
});

const sample = (ordinal: number, name: string, price: number): Product => ({
  id: `70200000000000${ordinal}`,
  catalogId: FIRST_CATALOG_ID,
  retailerId: `SKU-${ordinal}`,
  name,
  price,
  currency: 'USD',
  availability: 'in stock',
  details: {
    description: name,
    url: `https://shop.example/sku-${ordinal}`,
    image_url: `https://shop.example/sku-${ordinal}.jpg`,
  },
});

export const products = defineCollection<Product>({
  name: 'products',
  firstId: 702_000_000_000_003,
  limit: 50_000,
  initial: () => [sample(1, 'Tea cup', 1_250), sample(2, 'Tea pot', 3_900)],
});

/** Every catalogue has a set of all its products from the start. */
const ALL_PRODUCTS = 'All products';

export const productSets = defineCollection<ProductSet>({
  name: 'productSets',
  kind: 'product-set',
  firstId: 701_000_000_000_002,
  limit: 10_000,
  initial: () => [{ id: '701000000000001', catalogId: FIRST_CATALOG_ID, name: ALL_PRODUCTS }],
});

export const connectedCatalogs = defineCollection<ConnectedCatalog>({
  name: 'connectedCatalogs',
  limit: 10_000,
  initial: ({ wabaId }) => [{ id: wabaId, catalogId: FIRST_CATALOG_ID }],
});

/** Makes a catalogue with its first set. @throws RangeError when there are too many: ask `isFull` before. */
export function addCatalog(world: World, catalog: Omit<Catalog, 'id'>): Catalog {
  const made = world.of(catalogs).add((id) => ({ ...catalog, id }));
  world.of(productSets).add((id) => ({ id, catalogId: made.id, name: ALL_PRODUCTS }));
  return made;
}

export const productsOf = (all: Collection<Product>, catalogId: string): readonly Product[] =>
  all.all().filter((product) => product.catalogId === catalogId);
