/** A message of every type that a user can send, as a test hands it in. */

const business = '15550100001';
/** Of a message that the business sent to 15557770001. */
export const QUOTED = 'wamid.HBgLMTU1NTc3NzAwMDEVAgARGBI0MkY4QjY1RkQzQ0ZDNzI5RjEA';

export const INBOUND: readonly (readonly [what: string, message: Readonly<Record<string, unknown>>])[] = [
  ['text', { type: 'text', text: { body: 'Is size 9 in?' } }],
  ['image', { type: 'image', image: { caption: 'ruins' } }],
  ['video', { type: 'video', video: {} }],
  ['audio', { type: 'audio', audio: { voice: true } }],
  ['document', { type: 'document', document: { caption: 'Q1', filename: 'q1.pdf' } }],
  ['sticker', { type: 'sticker', sticker: {} }],
  ['location', { type: 'location', location: { latitude: 40.1, longitude: -3.7, name: 'Depot 4', address: 'Rua 1' } }],
  [
    'contacts',
    {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Bo Ek', first_name: 'Bo' },
          phones: [{ phone: '+1 555 777 0002', wa_id: '15557770002', type: 'CELL' }],
        },
      ],
    },
  ],
  [
    'a reply to a button',
    {
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
      context: { from: business, id: QUOTED },
    },
  ],
  [
    'a reply to a list',
    {
      type: 'interactive',
      interactive: { type: 'list_reply', list_reply: { id: 'r1', title: 'Air', description: '2 days' } },
      context: { from: business, id: QUOTED },
    },
  ],
  [
    'a reply of a flow',
    {
      type: 'interactive',
      interactive: {
        type: 'nfm_reply',
        nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"flow_token":"t1","a":"1"}' },
      },
      context: { from: business, id: QUOTED },
    },
  ],
  [
    'a template’s button',
    { type: 'button', button: { payload: 'STOP-1', text: 'Stop' }, context: { from: business, id: QUOTED } },
  ],
  [
    'order',
    {
      type: 'order',
      order: {
        catalog_id: '9',
        text: 'pls wrap',
        product_items: [{ product_retailer_id: 'sku1', quantity: 2, item_price: 7.5, currency: 'EUR' }],
      },
    },
  ],
  ['reaction', { type: 'reaction', reaction: { message_id: QUOTED, emoji: '👍' } }],
  ['a reaction taken back', { type: 'reaction', reaction: { message_id: QUOTED } }],
  [
    'a message from an advertisement',
    {
      type: 'text',
      text: { body: 'hi' },
      referral: {
        source_url: 'https://fb.me/x1',
        source_id: '1202',
        source_type: 'ad',
        headline: 'Chat',
        body: 'Sale',
        media_type: 'image',
        image_url: 'https://example.com/a.jpg',
        ctwa_clid: 'Aff1',
        welcome_message: { text: 'Hi!' },
      },
    },
  ],
  ['a forwarded message', { type: 'text', text: { body: 'look' }, context: { forwarded: true } }],
  ['one that goes around', { type: 'text', text: { body: 'look' }, context: { frequently_forwarded: true } }],
  [
    'a question about a product',
    {
      type: 'text',
      text: { body: 'blue?' },
      context: {
        from: business,
        id: QUOTED,
        referred_product: { catalog_id: '9', product_retailer_id: 'sku1' },
      },
    },
  ],
  [
    'unsupported',
    {
      type: 'unsupported',
      unsupported: { type: 'poll' },
      errors: [
        {
          code: 131051,
          title: 'Message type unknown',
          message: 'Message type unknown',
          error_data: { details: 'Message type is currently not supported.' },
        },
      ],
    },
  ],
  ['edit', { type: 'edit', edit: { original_message_id: QUOTED, message: { type: 'text', text: { body: 'new' } } } }],
  ['revoke', { type: 'revoke', revoke: { original_message_id: QUOTED } }],
];
