/** The whole catalogue behind a button, with the picture of one product or of the first. */
import { string } from '../../parameters.js';
import { type InteractiveKind, namedAction, parametersOf } from './kind.js';
import { refuseStock } from './stock.js';

export const catalogMessage: InteractiveKind = {
  action: namedAction('catalog_message', { thumbnail_product_retailer_id: string() }),
  forbid: (content, world, conversation) =>
    refuseStock({ retailerIds: [parametersOf(content).thumbnail_product_retailer_id] }, world, conversation),
};
