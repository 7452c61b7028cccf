// breaks: tolerates-unknown
// also: acknowledges-fast — what is answered 500 is not acknowledged
// A `switch` over the types that were known when it was written, and a `throw` at its end. A poll, a new kind of button, and
// the POST is answered 500 and comes again for days. Seen as one unsupported message that blocked a whole channel.
import { readPayload } from '../parts/read-payload.js';
import { startSubject } from '../reference.js';

const KNOWN = new Set([
  ...['text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts'],
  ...['button', 'interactive', 'order', 'reaction', 'system', 'unsupported'],
]);

startSubject({
  readPayload(payload) {
    for (const { changes } of payload.entry)
      for (const { value } of changes)
        for (const message of value?.messages ?? [])
          if (message?.type !== undefined && !KNOWN.has(message.type)) throw new Error(`unknown type ${message.type}`);
    return readPayload(payload);
  },
});
