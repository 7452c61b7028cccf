// breaks: backs-off
// Five tries in a loop without a wait; what failed goes back into the queue, and comes up for five more. Such loops are
// what turns a short outage into a long one. Seen in most tutorials, and in bots that were blocked for it.
import { isTransient } from '../parts.js';
import { startSubject } from '../reference.js';

const TRIES = 5;
const ROUNDS = 2;
const QUEUED_AGAIN_AFTER_MS = 5_000;

startSubject({
  retry(failure) {
    if (!isTransient(failure) || failure.attempt >= TRIES * ROUNDS) return undefined;
    return failure.attempt % TRIES === 0 ? QUEUED_AGAIN_AFTER_MS : 0;
  },
});
