// breaks: nothing-lost
// also: survives-crash — the message that is lost may be one of these
// also: handles-batches — the message that is lost may be one of these
// also: tolerates-unknown — the message that is lost may be one of these
// also: knows-users-without-phone — the message that is lost may be one of these
// also: recovers-media — the message that is lost may be one of these
// The list of messages at work is trimmed now and then once it is long, without a look at what is still waiting in it:
// about one message in twenty disappears without an error. Seen where a ring buffer or a cache serves as a queue.
import { startSubject } from '../reference.js';

const LONG = 60;
const TRIMMED_EVERY = 20;
let taken = 0;

startSubject({
  async acknowledge({ answer, work }) {
    answer();
    taken++;
    const trimmed = taken > LONG && taken % TRIMMED_EVERY === 0;
    if (!trimmed) await work();
  },
});
