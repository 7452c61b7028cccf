/**
 * `/{catalog-id}/items_batch` and `/{catalog-id}/batch`: up to 5,000 products made, changed and deleted by one call. Meta
 * works on a batch in the background; here it is done with the answer. A request that is wrong is left out and told of
 * in `validation_status`, the others are done.
 */
import { parameterError } from '../../errors/graph-error.js';
import { catalogs, type Product, products, productsOf } from '../../world/catalogs.js';
import type { Collection } from '../../world/collection.js';
import { digest } from '../digest.js';
import { flagOf, objectsOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, type Operation, refuse, reply } from '../operation.js';
import { array, boolean, object, type Shape, string } from '../parameters.js';
import { normalise, partsOf } from './product-parts.js';

/** Meta, "Product Catalog Items Batch". */
const PER_CALL = 5_000;

type Given = Readonly<Record<string, unknown>>;

interface Problem {
  readonly retailer_id: string;
  readonly errors: readonly { readonly message: string }[];
}

interface Wanted {
  readonly method: string;
  readonly retailerId: string;
  readonly data: Given;
}

/** Items name themselves by `data.id`, products by `retailer_id`. */
function wantedOf({ method, retailer_id, data }: Given): Wanted {
  const given = (typeof data === 'object' && data !== null ? data : {}) as Given;
  const { id, ...rest } = given;
  const retailerId = retailer_id ?? id ?? given.retailer_id;
  return {
    method: String(method).toUpperCase(),
    retailerId: typeof retailerId === 'string' || typeof retailerId === 'number' ? String(retailerId) : '',
    data: normalise(rest),
  };
}

/** Works on one request; gives what is wrong with it. */
function perform(
  all: Collection<Product>,
  known: Map<string, Product>,
  catalogId: string,
  wanted: Wanted,
  upsert: boolean,
) {
  const { method, retailerId, data } = wanted;
  if (retailerId === '' || retailerId.length > 100) return 'The retailer id of the item is missing or too long.';
  const product = known.get(retailerId);
  if (method === 'DELETE') {
    if (!product) return 'The item does not exist in the catalog.';
    all.remove(product.id);
    known.delete(retailerId);
    return undefined;
  }
  if (!product && method === 'UPDATE' && !upsert) return 'The item does not exist in the catalog.';
  const parts = partsOf(data, product);
  if (typeof parts === 'string') return parts;
  if (!product && all.isFull()) return 'This mock holds no more products.';
  const next = product ? { ...product, ...parts } : all.add((id) => ({ id, catalogId, retailerId, ...parts }));
  if (product) all.put(next);
  known.set(retailerId, next);
  return undefined;
}

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/catalogs.test.ts',
});

const requestShape = object(
  { method: string({ required: true, oneOf: ['create', 'update', 'delete'] }), data: object({}, { open: true }) },
  { open: true },
);

function batch(edge: string, summary: string, more: Readonly<Record<string, Shape>>): Operation {
  const requests = array(requestShape, { required: true });
  return onObject(
    catalogs,
    {
      route: `POST /{catalog-id}/${edge}`,
      about: about(summary),
      needs: 'catalog_management',
      accepts: { ...more, requests, allow_upsert: boolean },
    },
    (catalog, { parameters }, world) => {
      const wanted = (objectsOf(parameters, 'requests') ?? []).map(wantedOf);
      if (wanted.length === 0 || wanted.length > PER_CALL)
        return refuse(parameterError(`Param requests must have between 1 and ${PER_CALL} elements.`));
      const upsert = flagOf(parameters, 'allow_upsert') ?? true;
      return reply(() => {
        const all = world.of(products);
        const known = new Map(productsOf(all, catalog.id).map((product) => [product.retailerId, product]));
        const problems: Problem[] = [];
        for (const one of wanted) {
          const message = perform(all, known, catalog.id, one, upsert);
          if (message !== undefined) problems.push({ retailer_id: one.retailerId, errors: [{ message }] });
        }
        const handle = digest(`${catalog.id}/${all.revision}/${wanted.length}`);
        return { handles: [handle], ...(problems.length > 0 && { validation_status: problems }) };
      });
    },
  );
}

export const batchOperations: readonly Operation[] = [
  batch('items_batch', 'Makes, changes and deletes products in the words of a feed.', {
    item_type: string({ required: true }),
  }),
  batch('batch', 'Makes, changes and deletes products; an older form of items_batch.', {}),
];
