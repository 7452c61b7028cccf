// Says nothing: it puts a thumb on each message, as bots do that hand over to people.
import { startSubject } from '../reference.js';

startSubject({
  compose: ({ id }) => [
    {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      type: 'reaction',
      reaction: { message_id: id, emoji: '👍' },
    },
  ],
});
