/** One product of a catalogue: body and footer may be absent, a header may not be set. */
import { string } from '../../parameters.js';
import { firstRefusal } from '../message-type.js';
import { action, type InteractiveKind, refuseText } from './kind.js';
import { refuseStock } from './stock.js';

export const product: InteractiveKind = {
  bodyOptional: true,
  action: action({ catalog_id: string(), product_retailer_id: string() }),
  refuse: ({ catalog_id, product_retailer_id }) =>
    firstRefusal(
      () => refuseText(catalog_id, { label: 'catalog_id' }),
      () => refuseText(product_retailer_id, { label: 'product_retailer_id' }),
    ),
  forbid: ({ catalog_id, product_retailer_id }, world, conversation) =>
    refuseStock({ catalogId: catalog_id, retailerIds: [product_retailer_id] }, world, conversation),
  words: ({ product_retailer_id }) => [product_retailer_id],
};
