// breaks: knows-users-without-phone
// also: nothing-lost — their messages are acknowledged and not answered
// "No sender, no message": whatever has no `from` is passed over as malformed. From the day on which users may hide their
// numbers these users get no answer. Seen as an inbox that misses people.
import { readPayload } from '../parts/read-payload.js';
import { startSubject } from '../reference.js';

startSubject({
  readPayload(payload) {
    const delivery = readPayload(payload);
    return { ...delivery, messages: delivery.messages.filter(({ from }) => from !== undefined) };
  },
});
