// breaks: handles-batches
// also: nothing-lost — what was acknowledged and not read is not answered
// `entry[0].changes[0].value.messages[0]`: only the first message of a POST is read. All is well until Meta puts several into
// one, which it does when it matters, after trouble. Seen in most tutorials and in several libraries.
import { readPayload } from '../parts/read-payload.js';
import { startSubject } from '../reference.js';

const firstOf = (list) => (Array.isArray(list) ? list.slice(0, 1) : list);

startSubject({
  readPayload({ entry }) {
    const first = firstOf(entry)?.map(({ changes, ...rest }) => ({
      ...rest,
      changes: firstOf(changes)?.map(({ field, value }) => ({
        field,
        value: { ...value, messages: firstOf(value?.messages), statuses: firstOf(value?.statuses) },
      })),
    }));
    return readPayload({ entry: first });
  },
});
