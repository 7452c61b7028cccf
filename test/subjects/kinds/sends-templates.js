// Answers with a template whatever is asked: a notifier that knows nothing but the state of an order.
import { orderUpdate } from '../parts/order-update.js';
import { startSubject } from '../reference.js';

startSubject({ compose: (received) => [orderUpdate(received)] });
