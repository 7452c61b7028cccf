// breaks: tolerates-unknown
// also: acknowledges-fast — what is answered 500 is not acknowledged
// The payload goes through a schema that refuses members it does not know. The day on which Meta adds one, without a new
// version, nothing comes in any more. Seen with generated clients, `extra = forbid` and `additionalProperties: false`.
import { readPayload } from '../parts/read-payload.js';
import { startSubject } from '../reference.js';

const VALUE = new Set(['messaging_product', 'metadata', 'contacts', 'messages', 'statuses', 'errors']);
const MESSAGE = new Set([
  ...['from', 'from_user_id', 'from_parent_user_id', 'id', 'timestamp', 'type', 'context', 'referral', 'errors'],
  ...['text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts', 'button', 'interactive'],
  ...['order', 'reaction', 'system', 'unsupported', 'group_id', 'edit', 'revoke'],
]);

function refuseUnknown(object, known) {
  if (typeof object !== 'object' || object === null) return;
  const unknown = Object.keys(object).find((name) => !known.has(name));
  if (unknown) throw new Error(`unexpected member ${unknown}`);
}

startSubject({
  readPayload(payload) {
    for (const { changes } of payload.entry)
      for (const { field, value } of changes) {
        if (field !== 'messages') continue;
        refuseUnknown(value, VALUE);
        for (const message of value?.messages ?? []) refuseUnknown(message, MESSAGE);
      }
    return readPayload(payload);
  },
});
