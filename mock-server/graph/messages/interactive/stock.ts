/**
 * Whether an account has what a message shows: the catalogue that it is connected to, and the products in it. Products
 * that there are not are refused at once (131009, details observed); those of a catalogue as well (details assumed).
 */
import type { GraphError } from '../../../errors/graph-error.js';
import { connectedCatalogs, products, productsOf } from '../../../world/catalogs.js';
import type { World } from '../../../world/world.js';
import { type Conversation, invalid } from '../message-type.js';

interface Shown {
  /** Absent: the account's own. */
  readonly catalogId?: unknown;
  /** The business's own ids; undefined ones are none. */
  readonly retailerIds: readonly unknown[];
}

export function refuseStock(
  { catalogId, retailerIds }: Shown,
  world: World,
  { from }: Conversation,
): GraphError | undefined {
  const connected = world.of(connectedCatalogs).get(from.wabaId)?.catalogId;
  if (connected === undefined) return invalid('No catalog is connected to the WhatsApp Business Account');
  if (catalogId !== undefined && catalogId !== connected)
    return invalid(`Catalog is not connected to the WhatsApp Business Account: ${String(catalogId)}`);
  const wanted = retailerIds.filter((id) => id !== undefined);
  if (wanted.length === 0) return undefined;
  const stocked = new Set<unknown>(productsOf(world.of(products), connected).map(({ retailerId }) => retailerId));
  return wanted.every((id) => stocked.has(id)) ? undefined : invalid('Products not found in FB Catalog');
}
