// breaks: handles-batches
// also: acknowledges-fast — what is answered 500 is not acknowledged
// The elements of a POST are read in a loop without a catch: one that is not as expected throws, the whole POST is answered
// 500, and Meta brings the same POST again and again, for days. Seen as "one message blocks the channel".
import { readPayload } from '../parts/read-payload.js';
import { startSubject } from '../reference.js';

startSubject({
  readPayload(payload) {
    for (const { changes } of payload.entry)
      for (const { value } of changes)
        for (const message of value.messages ?? []) {
          if (message.id.trim() === '' || !message.type.trim()) throw new Error('a message without id or type');
          if (message.type === 'text') message.text.body.trim();
        }
    return readPayload(payload);
  },
});
