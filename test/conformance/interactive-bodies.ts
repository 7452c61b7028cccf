/** An interactive message of every kind with all that it can have, and ways to change a part of it. */
import { connectedCatalogs, products } from '../../mock-server/world/catalogs.js';
import { type Flow, flows } from '../../mock-server/world/flows.js';
import type { World } from '../../mock-server/world/world.js';
import { button, link } from './bodies.js';

export type Parts = Readonly<Record<string, unknown>>;

const card = (index: number) => ({
  card_index: index,
  type: 'cta_url',
  header: { type: 'image', image: { link } },
  body: { text: `Card ${index}` },
  action: { name: 'cta_url', parameters: { display_text: 'Buy', url: 'https://shop.example' } },
});
export const amount = { value: 1_000, offset: 100 };
export const item = { retailer_id: 's', name: 'Tea', amount, quantity: 1 };

/** By kind: the message, and what is observed of it as text. */
export const examples = {
  button: [
    { header: { type: 'text', text: 'H' }, footer: { text: 'F' }, action: { buttons: [button('y', 'Yes')] } },
    'Well? · H · F · Yes',
  ],
  list: [
    {
      header: { type: 'text', text: 'H' },
      footer: { text: 'F' },
      action: {
        button: 'Options',
        sections: [
          { title: 'S1', rows: [{ id: 'r1', title: 'Air', description: '2 days' }] },
          { title: 'S2', rows: [{ id: 'r2', title: 'Sea' }] },
        ],
      },
    },
    'Well? · H · F · Options · Air (2 days) · Sea',
  ],
  cta_url: [
    {
      header: { type: 'image', image: { link } },
      footer: { text: 'F' },
      action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://x.y' } },
    },
    'Well? · F · Open · https://x.y',
  ],
  location_request_message: [{ action: { name: 'send_location' } }, 'Well?'],
  address_message: [
    {
      action: {
        name: 'address_message',
        parameters: {
          country: 'IN',
          values: { name: 'Ana' },
          saved_addresses: [{ id: 'a', value: { city: 'Pune' } }],
          validation_errors: { city: 'unknown' },
        },
      },
    },
    'Well?',
  ],
  product: [{ action: { catalog_id: '9', product_retailer_id: 'sku1' } }, 'Well? · sku1'],
  product_list: [
    {
      header: { type: 'text', text: 'H' },
      action: { catalog_id: '9', sections: [{ title: 'S', product_items: [{ product_retailer_id: 'sku1' }] }] },
    },
    'Well? · H · S',
  ],
  catalog_message: [
    {
      footer: { text: 'F' },
      action: { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'sku1' } },
    },
    'Well? · F',
  ],
  flow: [
    {
      action: {
        name: 'flow',
        parameters: {
          flow_message_version: '3',
          flow_id: '6',
          flow_token: 't',
          flow_cta: 'Start',
          flow_action: 'navigate',
          flow_action_payload: { screen: 'A', data: { a: 1 } },
          mode: 'draft',
        },
      },
    },
    'Well? · Start',
  ],
  carousel: [{ action: { cards: [card(0), card(1)] } }, 'Well? · Card 0 · Buy · Card 1 · Buy'],
  call_permission_request: [{ action: { name: 'call_permission_request' } }, 'Well?'],
  voice_call: [
    { action: { name: 'voice_call', parameters: { display_text: 'Call', ttl_minutes: 100, payload: 'p' } } },
    'Well? · Call',
  ],
  order_details: [
    {
      action: {
        name: 'review_and_pay',
        parameters: {
          reference_id: 'o1',
          type: 'digital-goods',
          payment_type: 'br',
          currency: 'BRL',
          payment_settings: [{ type: 'pix_dynamic_code' }],
          total_amount: amount,
          order: {
            status: 'pending',
            items: [item],
            subtotal: amount,
            tax: amount,
            shipping: amount,
            discount: amount,
          },
        },
      },
    },
    'Well? · o1',
  ],
  order_status: [
    {
      action: {
        name: 'review_order',
        parameters: {
          reference_id: 'o1',
          order: { status: 'shipped', description: 'On its way' },
          payment: { status: 'captured', timestamp: 1 },
        },
      },
    },
    'Well? · o1 · shipped · On its way',
  ],
  request_contact_info: [{ action: { name: 'request_contact_info' } }, 'Well?'],
} satisfies Record<string, [Parts, string]>;

export type Kind = keyof typeof examples;
export const kinds = Object.keys(examples) as Kind[];

const isObject = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects are changed member by member, everything else is replaced; `undefined` takes a member away. */
export function changed(value: unknown, change: unknown): unknown {
  if (!isObject(change) || !isObject(value)) return change;
  const names = Object.keys(change).map((name) => [name, changed(value[name], change[name])]);
  return { ...value, ...Object.fromEntries(names) };
}

/** The example of a kind, with some parts changed. */
export const interactive = (kind: Kind, change: Parts = {}): Parts => ({
  type: 'interactive',
  interactive: changed({ type: kind, body: { text: 'Well?' }, ...examples[kind][0] }, change),
});

/** The same with a change to its action, or to the parameters of its action. */
export const withAction = (kind: Kind, action: unknown) => interactive(kind, { action });
export const withParameters = (kind: Kind, parameters: unknown) => withAction(kind, { parameters });
/** A carousel with these changes to its cards, one of them each. */
export const withCards = (...changes: Parts[]) =>
  withAction('carousel', { cards: changes.map((change, index) => changed(card(index), change)) });

const publishedFlow: Flow = {
  id: '6',
  wabaId: '200000000000001',
  name: 'f',
  categories: ['OTHER'],
  status: 'PUBLISHED',
  applicationId: '300000000000001',
  endpointUri: '',
  previewGeneration: 0,
  previewedAt: 0,
};

/** Puts into a fresh world what the examples name: a flow, and two products of a catalogue. */
export function stock(world: World): void {
  world.of(flows).put(publishedFlow);
  world.of(connectedCatalogs).put({ id: '200000000000001', catalogId: '9' });
  for (const retailerId of ['sku', 'sku1'])
    world.of(products).put({
      id: `9-${retailerId}`,
      catalogId: '9',
      retailerId,
      name: 'Cup',
      price: 100,
      currency: 'EUR',
      availability: 'in stock',
      details: {},
    });
}
