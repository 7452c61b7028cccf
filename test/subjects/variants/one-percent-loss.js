// breaks: nothing-lost
// also: survives-crash — the message that is lost may be one of these
// also: handles-batches — the message that is lost may be one of these
// also: tolerates-unknown — the message that is lost may be one of these
// also: knows-users-without-phone — the message that is lost may be one of these
// also: recovers-media — the message that is lost may be one of these
// One message in a hundred meets a code path that returns early, without an error and without an answer. No dashboard shows
// it. Seen as "some customers say that they wrote", where an index, a cast or a time zone was wrong.
import { startSubject } from '../reference.js';

const EVERY = 100;
const FIRST = 40;
let taken = 0;

startSubject({
  async acknowledge({ answer, work }) {
    answer();
    if (taken++ % EVERY !== FIRST) await work();
  },
});
