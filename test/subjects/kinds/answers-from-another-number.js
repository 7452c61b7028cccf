// Is written to at one number and answers from another one of the same account. Nobody has written to that one, so that only a
// template may go, and there is no message to quote.
import { orderUpdate } from '../parts/order-update.js';
import { createSender } from '../parts/sender.js';
import { startSubject } from '../reference.js';

process.env.PHONE_NUMBER_ID = process.env.ANSWERING_NUMBER_ID;

startSubject({
  compose: (received) => [orderUpdate(received)],
  createSender(deps) {
    const sender = createSender(deps);
    const withoutContext = (payload) => ({ ...payload, context: undefined });
    return { ...sender, send: (message) => sender.send({ ...message, payload: withoutContext(message.payload) }) };
  },
});
