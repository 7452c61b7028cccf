// Says the same to everybody and never what it answers, as many bots do that know nothing of `context`. It marks its sends, to
// learn what became of a lost answer, but with marks that are its own affair.
import { readPayload } from '../parts/read-payload.js';
import { createSender } from '../parts/sender.js';
import { startSubject } from '../reference.js';

const hide = (mark) => Buffer.from(mark).toString('base64url');
const reveal = (mark) => (typeof mark === 'string' ? Buffer.from(mark, 'base64url').toString() : undefined);

startSubject({
  compose: () => [
    {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      type: 'text',
      text: { body: 'Thank you for writing. One of us will answer soon.' },
    },
  ],
  createSender: ({ graph, ...deps }) =>
    createSender({
      ...deps,
      graph: {
        ...graph,
        send: ({ context: _, biz_opaque_callback_data: mark, ...message }, token) =>
          graph.send({ ...message, biz_opaque_callback_data: hide(mark) }, token),
      },
    }),
  readPayload(payload) {
    const { statuses, ...others } = readPayload(payload);
    return {
      ...others,
      statuses: statuses.map((status) => ({
        ...status,
        biz_opaque_callback_data: reveal(status.biz_opaque_callback_data),
      })),
    };
  },
});
