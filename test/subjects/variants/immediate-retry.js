// breaks: backs-off
// also: nothing-lost — its tries are spent before the throttle is over
// also: nothing-lost — its ten tries are used up while the throttle still lasts
// Five tries in a loop without a wait; what failed goes back into the queue, and comes up for five more. Such loops are
// what turns a short outage into a long one. Seen in most tutorials, and in bots that were blocked for it.
import { isTransient } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const TRIES = 5;
const ROUNDS = 2;
const QUEUED_AGAIN_AFTER_MS = 5_000;
const JITTER = 0.1;

startSubject({
  retry(failure) {
    if (!isTransient(failure) || failure.attempt >= TRIES * ROUNDS) return undefined;
    if (failure.retryAfterMs !== undefined) return failure.retryAfterMs * (1 + Math.random() * JITTER);
    return failure.attempt % TRIES === 0 ? QUEUED_AGAIN_AFTER_MS : 0;
  },
});
