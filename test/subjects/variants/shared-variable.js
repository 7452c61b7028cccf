// breaks: right-recipient
// also: knows-users-without-phone — users without a number are mixed up like all others
// The user at hand is kept in a variable of the module. While the bot looks something up, the next user writes, and
// the answer goes to the wrong person. Seen in published bots; harmless with one tester, a data leak with two.
import { recipient } from '../parts/replies.js';
import { sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const LOOK_UP_MS = 250;
let currentUser;

startSubject({
  async recipient(message) {
    currentUser = await recipient(message);
    await sleep(LOOK_UP_MS);
    return currentUser;
  },
});
