// breaks: effects-once
// also: survives-crash — what came again after the restart is done twice
// The bot asks its database whether it knows the message, then writes that it does: two steps. Deliveries a second
// apart are told apart, those of the same instant both find nothing. Seen in several bots that claim to deduplicate.
import { sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const DATABASE_MS = 60;
const known = new Set();

startSubject({
  async deduplicate({ id }) {
    const first = !known.has(id);
    await sleep(DATABASE_MS);
    known.add(id);
    return first;
  },
});
