/** Components of template sends, as the conformance tests send them. */
import type { TemplateComponent } from '../../mock-server/world/templates.js';
import { body, link, template } from './bodies.js';
import { examples } from './interactive-bodies.js';
import type { ServedMock } from './served-mock.js';

export type Parts = Readonly<Record<string, unknown>>;

/** The components before the body, which has two variables. */
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

interface SentPart {
  readonly type: string;
  readonly sub_type?: string;
  readonly index?: unknown;
  readonly parameters?: readonly { readonly type: string }[];
  readonly cards?: readonly { readonly components?: readonly SentPart[] }[];
}

const variables = (parameters: SentPart['parameters'] = []): string =>
  ['Hello', ...parameters.map((_, index) => `{{${index + 1}}}`)].join(' ');

function declaredHeader({ parameters: [first] = [] }: SentPart): TemplateComponent[] {
  if (!first) return [];
  const format = first.type.toUpperCase();
  return [{ type: 'HEADER', format, ...(format === 'TEXT' && { text: 'Dear {{1}}' }) }];
}

function declaredButtons(sent: readonly SentPart[]): TemplateComponent[] {
  const buttons = sent.flatMap(({ index, sub_type = '' }) => [
    ...Array(Number(index)).fill({ type: 'QUICK_REPLY', text: 'Yes' }),
    { type: sub_type.toUpperCase(), url: 'https://example.com/{{1}}' },
  ]);
  return buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons }];
}

/** What a template must declare for these components to be sent with it. */
export function declarationOf(components: readonly SentPart[]): TemplateComponent[] {
  const sent = (name: string) => components.filter(({ type }) => type.toLowerCase() === name);
  return [
    ...sent('header').flatMap(declaredHeader),
    ...sent('body').map(({ parameters }) => ({ type: 'BODY', text: variables(parameters) })),
    ...sent('limited_time_offer').map(({ type }) => ({ type: type.toUpperCase() })),
    ...sent('carousel').map(({ cards = [] }) => ({
      type: 'CAROUSEL',
      cards: cards.map((one) => ({ components: declarationOf(one.components ?? []) })),
    })),
    ...declaredButtons(sent('button')),
  ];
}

/** Puts a template that declares what is sent in the place of the one that the send names. */
export function declare({ mock }: ServedMock, parts: Parts): void {
  const { templateStore: store } = mock.world;
  const { components = [] } = parts.template as { readonly components?: readonly SentPart[] };
  store.remove(store.named('order_update'), false);
  store.create({
    name: 'order_update',
    language: 'en_US',
    category: 'UTILITY',
    parameterFormat: 'POSITIONAL',
    components: declarationOf(components),
  });
}
