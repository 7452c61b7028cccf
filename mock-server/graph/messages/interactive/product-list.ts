/**
 * Several products of a catalogue: a text header is needed; up to 10 sections and 30 products in all.
 */
import { array, object, string } from '../../parameters.js';
import { type Content, firstRefusal, firstRefusalOf } from '../message-type.js';
import { action, type InteractiveKind, listOf, refuseCount, refuseText } from './kind.js';
import { refuseSections } from './list.js';
import { refuseStock } from './stock.js';

interface Section {
  readonly title?: string;
  readonly product_items?: readonly { readonly product_retailer_id?: string }[];
}

export const productSections = array(
  object({ title: string(), product_items: listOf({ product_retailer_id: string() }) }),
);

const itemsOf = ({ sections = [] }: Content) =>
  (sections as readonly Section[]).flatMap(({ product_items = [] }) => product_items);

/** 1 to 10 sections with 1 to 30 products in all. */
export function refuseProductSections(content: Content) {
  const sections = (content.sections ?? []) as readonly Section[];
  const items = itemsOf(content);
  return firstRefusal(
    () => refuseSections(sections),
    () => refuseCount(items.length, { of: 'products', min: 1, max: 30 }),
    () => firstRefusalOf(items, (item) => refuseText(item.product_retailer_id, { label: 'product_retailer_id' })),
  );
}

export const productList: InteractiveKind = {
  headers: ['text'],
  needsHeader: true,
  action: action({ catalog_id: string(), sections: productSections }),
  refuse: (content) =>
    firstRefusal(
      () => refuseText(content.catalog_id, { label: 'catalog_id' }),
      () => refuseProductSections(content),
    ),
  forbid: (content, world, conversation) =>
    refuseStock(
      {
        catalogId: content.catalog_id,
        retailerIds: itemsOf(content).map(({ product_retailer_id }) => product_retailer_id),
      },
      world,
      conversation,
    ),
  words: ({ sections = [] }) => (sections as readonly Section[]).map(({ title }) => title),
};
