// breaks: sends-valid
// Below its answer the bot sends its terms, and they have grown beyond the 4,096 characters of a text. Meta refuses
// each of them with code 100; nobody reads that log. Seen with titles, captions and buttons that are too long as well.
import { compose } from '../parts/replies.js';
import { startSubject } from '../reference.js';

const TERMS = 'These are our terms. '.repeat(250);

startSubject({
  compose: (message) => [
    ...compose(message),
    { messaging_product: 'whatsapp', recipient_type: 'individual', type: 'text', text: { body: TERMS } },
  ],
});
