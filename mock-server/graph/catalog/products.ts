/** `/{catalog-id}/products`: the products of a catalogue, and adding one. */
import { parameterError } from '../../errors/graph-error.js';
import { catalogs, type Product, products, productsOf } from '../../world/catalogs.js';
import type { NodeFields } from '../fields.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, type Operation, refuse, reply } from '../operation.js';
import { any, number, string } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { normalise, partsOf, shownPrice } from './product-parts.js';

const fieldsOf = (product: Product): NodeFields => ({
  defaults: ['name', 'retailer_id'],
  all: {
    description: undefined,
    url: undefined,
    image_url: undefined,
    brand: undefined,
    condition: undefined,
    category: undefined,
    sale_price: undefined,
    visibility: 'published',
    review_status: 'approved',
    ...product.details,
    id: product.id,
    retailer_id: product.retailerId,
    name: product.name,
    price: shownPrice(product),
    currency: product.currency,
    availability: product.availability,
  },
});

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/catalogs.test.ts',
});
const needs = 'catalog_management';

export const productOperations: readonly Operation[] = [
  onObject(
    catalogs,
    { route: 'GET /{catalog-id}/products', about: about('The products of a catalogue.'), needs },
    (catalog, request, world) => readEdge('catalog', productsOf(world.of(products), catalog.id).map(fieldsOf), request),
  ),
  onObject(
    catalogs,
    {
      route: 'POST /{catalog-id}/products',
      about: about('Adds a product.'),
      needs,
      accepts: {
        retailer_id: string({ required: true, maxLength: 100 }),
        name: string({ required: true, maxLength: 200 }),
        price: number({ required: true }),
        currency: string({ required: true }),
        availability: any,
      },
    },
    (catalog, { parameters }, world) => {
      const all = world.of(products);
      const retailerId = textOf(parameters, 'retailer_id') ?? '';
      if (productsOf(all, catalog.id).some((product) => product.retailerId === retailerId))
        return refuse(parameterError(`Duplicate retailer_id "${retailerId}": the catalog has such a product.`));
      const parts = partsOf(normalise(parameters));
      if (typeof parts === 'string') return refuse(parameterError(parts));
      if (all.isFull()) return refuse(parameterError('This mock holds no more products.'));
      return reply(() => ({ id: all.add((id) => ({ id, catalogId: catalog.id, retailerId, ...parts })).id }));
    },
  ),
];
