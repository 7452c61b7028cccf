// Answers with a template whatever is asked: a notifier that knows nothing but the state of an order.
import { createHash } from 'node:crypto';
import { startSubject } from '../reference.js';

/** The same message asks for the same order. */
const orderOf = (id) => createHash('sha256').update(id).digest('hex').slice(0, 8);

startSubject({
  compose: ({ id, name }) => [
    {
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
    },
  ],
});
