// breaks: backs-off
// The waits grow, but by the same small step each time: 1.2 s, 1.4 s, 1.6 s. After ten minutes of outage each message still
// calls every few seconds. Seen where "increasing delay" was read as "a bit longer".
import { isTransient } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const BASE_MS = 1_000;
const STEP_MS = 200;
const JITTER = 0.15;
const ATTEMPTS = 9;

startSubject({
  retry(failure) {
    if (!isTransient(failure) || failure.attempt >= ATTEMPTS) return undefined;
    return (failure.retryAfterMs ?? BASE_MS + STEP_MS * failure.attempt) * (1 + Math.random() * JITTER);
  },
});
