/** Components of template sends, as the conformance tests send them. */
import { body, link, template } from './bodies.js';
import { examples } from './interactive-bodies.js';

export type Parts = Readonly<Record<string, unknown>>;

/** The components before the body of a template that declares nothing but its body, with two variables. */
export const beside = (...components: unknown[]) =>
  template({
    components: [...components, ...body({ type: 'text', text: 'Ana' }, { type: 'text', text: '77' }).components],
  });
/** What is observed of such a send, after the name and before the body. */
export const observed = (...words: string[]) => ['order_update', ...words, 'Ana', '77'].join(' · ').slice(0, 200);
export const order = (...parameters: unknown[]) => template(body(...parameters));
export const header = (...parameters: unknown[]) => beside({ type: 'header', parameters });
export const button = (subType: string, ...parameters: unknown[]) =>
  beside({ type: 'button', sub_type: subType, index: '0', parameters });
export const action = (subType: string, content: unknown) => button(subType, { type: 'action', action: content });
export const carousel = (...cards: unknown[]) => beside({ type: 'carousel', cards });
export const card = (index: number | undefined, ...components: unknown[]) => ({ card_index: index, components });

export const text = (value: unknown, parts: Parts = {}) => ({ type: 'text', text: value, ...parts });
export const currency = { type: 'currency', currency: { fallback_value: '€9.99', code: 'EUR', amount_1000: 9_990 } };
export const date = { type: 'date_time', date_time: { fallback_value: 'May 3' } };
export const image = { type: 'image', image: { link } };
export const offer = { expiration_time_ms: 1_760_000_000_000 };
export const tap = (parts: Parts = {}) =>
  beside({
    type: 'tap_target_configuration',
    parameters: [
      { type: 'tap_target_configuration', tap_target_configuration: [{ url: 'https://x.y', title: 'X', ...parts }] },
    ],
  });
export const orderDetails = examples.order_details[0].action.parameters;
export const sections = [{ title: 'S', product_items: [{ product_retailer_id: 'sku' }] }];
export const x = (length: number) => 'x'.repeat(length);
