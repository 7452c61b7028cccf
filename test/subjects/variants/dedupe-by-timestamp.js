// breaks: nothing-lost
// also: survives-crash — what Meta brings again after a restart is older than what has come meanwhile
// also: handles-batches — what was put together may come after something newer
// "Whatever is not newer than the last one is known": the bot remembers how far it has read, as if webhooks were a log. They
// are not: a delivery that is tried again comes after newer ones, and is thrown away. Seen where a cursor by time took the
// place of the messages' ids.
// shows in: crash
import { startSubject } from '../reference.js';

let newestAt = 0;
let idsOfThatSecond = new Set();

startSubject({
  async deduplicate({ id, writtenAt }) {
    if (writtenAt < newestAt || idsOfThatSecond.has(id)) return false;
    if (writtenAt > newestAt) idsOfThatSecond = new Set();
    newestAt = writtenAt;
    idsOfThatSecond.add(id);
    return true;
  },
});
