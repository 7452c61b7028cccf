// breaks: backs-off
// Every retry waits the same second: a long outage is met at full rate to its end. Seen wherever a retry helper
// is used with its defaults.
import { isTransient } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const WAIT_MS = 1_000;
const ATTEMPTS = 10;
const MARGIN_MS = 250;

startSubject({
  retry(failure) {
    if (!isTransient(failure) || failure.attempt >= ATTEMPTS) return undefined;
    return failure.retryAfterMs === undefined ? WAIT_MS : failure.retryAfterMs + MARGIN_MS;
  },
});
