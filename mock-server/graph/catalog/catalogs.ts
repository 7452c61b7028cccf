/**
 * Catalogues: those of a business, the one that an account is connected to, a catalogue itself and its sets. An account
 * shows one catalogue; another one is refused while it is connected (the words are assumed).
 */
import { parameterError } from '../../errors/graph-error.js';
import { businesses, wabas } from '../../world/accounts.js';
import {
  addCatalog,
  type Catalog,
  catalogs,
  connectedCatalogs,
  productSets,
  products,
  productsOf,
} from '../../world/catalogs.js';
import type { World } from '../../world/world.js';
import type { NodeFields } from '../fields.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, change, type Operation, refuse, reply } from '../operation.js';
import { string } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { readNode } from '../read-node.js';

const VERTICALS = [
  'commerce',
  'destinations',
  'flights',
  'generic',
  'home_listings',
  'hotels',
  'local_service_businesses',
  'offer_items',
  'vehicles',
];

const countOf = (world: World, catalogId: string) => productsOf(world.of(products), catalogId).length;

const fieldsOf = ({ id, businessId, name, vertical }: Catalog, world: World): NodeFields => {
  const owner = world.of(businesses).get(businessId);
  return {
    defaults: ['name'],
    all: {
      id,
      name,
      vertical,
      product_count: countOf(world, id),
      business: owner && { id: owner.id, name: owner.name },
      is_catalog_segment: false,
    },
  };
};

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/catalogs.test.ts',
});
const needs = 'catalog_management';
const CONNECTION = '/{waba-id}/product_catalogs';
const accepts = { catalog_id: string({ required: true }) };

const ofAccounts: readonly Operation[] = [
  onObject(
    wabas,
    { route: `GET ${CONNECTION}`, about: about('The catalogue of an account.') },
    (waba, request, world) => {
      const connected = world.of(catalogs).get(world.of(connectedCatalogs).get(waba.id)?.catalogId ?? '');
      return readEdge('catalog', connected ? [fieldsOf(connected, world)] : [], request);
    },
  ),
  onObject(
    wabas,
    { route: `POST ${CONNECTION}`, about: about('Connects an account to a catalogue of its business.'), accepts },
    (waba, { parameters }, world) => {
      const catalog = world.of(catalogs).get(textOf(parameters, 'catalog_id') ?? '');
      if (catalog?.businessId !== waba.businessId)
        return refuse(parameterError('Param catalog_id must be the id of a product catalog of the business.'));
      const known = world.of(connectedCatalogs).get(waba.id);
      if (known && known.catalogId !== catalog.id)
        return refuse(
          parameterError('The account is connected to another product catalog. Please disconnect it first.'),
        );
      return change(() => world.of(connectedCatalogs).put({ id: waba.id, catalogId: catalog.id }));
    },
  ),
  onObject(
    wabas,
    { route: `DELETE ${CONNECTION}`, about: about('Takes the catalogue off an account.'), accepts },
    (waba, { parameters }, world) =>
      world.of(connectedCatalogs).get(waba.id)?.catalogId === textOf(parameters, 'catalog_id')
        ? change(() => void world.of(connectedCatalogs).remove(waba.id))
        : refuse(parameterError('Param catalog_id must be the id of the connected product catalog.')),
  ),
];

const ofBusinesses: readonly Operation[] = [
  onObject(
    businesses,
    { route: 'GET /{business-id}/owned_product_catalogs', about: about('The catalogues of a business.'), needs },
    (business, request, world) => {
      const owned = world
        .of(catalogs)
        .all()
        .filter(({ businessId }) => businessId === business.id);
      return readEdge(
        'catalog',
        owned.map((catalog) => fieldsOf(catalog, world)),
        request,
      );
    },
  ),
  onObject(
    businesses,
    {
      route: 'POST /{business-id}/owned_product_catalogs',
      about: about('Makes an empty catalogue.'),
      needs,
      accepts: { name: string({ required: true, maxLength: 100 }), vertical: string({ oneOf: VERTICALS }) },
    },
    (business, { parameters }, world) => {
      if (world.of(catalogs).isFull() || world.of(productSets).isFull())
        return refuse(parameterError('This mock holds no more product catalogs.'));
      const name = textOf(parameters, 'name') ?? '';
      const vertical = (textOf(parameters, 'vertical') ?? 'commerce').toLowerCase();
      return reply(() => ({ id: addCatalog(world, { businessId: business.id, name, vertical }).id }));
    },
  ),
];

export const catalogOperations: readonly Operation[] = [
  ...ofAccounts,
  ...ofBusinesses,
  onObject(catalogs, { route: 'GET /{catalog-id}', about: about('A catalogue.'), needs }, (catalog, request, world) =>
    readNode('catalog', fieldsOf(catalog, world), request),
  ),
  onObject(
    catalogs,
    {
      route: 'GET /{catalog-id}/product_sets',
      about: about('The sets of a catalogue: that of all its products.'),
      needs,
    },
    (catalog, request, world) => {
      const sets = world
        .of(productSets)
        .all()
        .filter(({ catalogId }) => catalogId === catalog.id);
      const count = countOf(world, catalog.id);
      const nodes = sets.map(({ id, name }) => ({ all: { id, name, product_count: count }, defaults: ['name'] }));
      return readEdge('product-set', nodes, request);
    },
  ),
];
