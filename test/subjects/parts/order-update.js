/** An answer that may go at any time: a template about an order. The same message asks for the same order. */
import { createHash } from 'node:crypto';

const orderOf = (id) => createHash('sha256').update(id).digest('hex').slice(0, 8);

/** @param {import('./read-payload.js').Message} message */
export const orderUpdate = ({ id, name }) => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  type: 'template',
  template: {
    name: 'order_update',
    language: { code: 'en_US' },
    components: [
      {
        type: 'body',
        parameters: [
          { type: 'text', text: name },
          { type: 'text', text: orderOf(id) },
        ],
      },
    ],
  },
});
