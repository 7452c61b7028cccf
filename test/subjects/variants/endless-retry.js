// breaks: bounded-retries
// shows in: retry-after, first-proof
// "Retry until it works", with waits that grow but stop growing early, and no last attempt: each message adds its own
// steady stream of calls to an outage. Seen as 100 % CPU and an API that cannot get up again.
import { isTransient } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const BASE_MS = 110;
const GROWTH = 1.75;
const CAP_MS = 340;
const JITTER = 0.15;

startSubject({
  retry(failure) {
    if (!isTransient(failure)) return undefined;
    const wait = Math.min(BASE_MS * GROWTH ** (failure.attempt - 1), CAP_MS);
    return (failure.retryAfterMs ?? wait) * (1 + Math.random() * JITTER);
  },
});
