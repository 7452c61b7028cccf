/** The whole catalogue behind a button, with the picture of one product or of the first. The catalogue is not looked at. */
import { string } from '../../parameters.js';
import { type InteractiveKind, namedAction } from './kind.js';

export const catalogMessage: InteractiveKind = {
  action: namedAction('catalog_message', { thumbnail_product_retailer_id: string() }),
};
