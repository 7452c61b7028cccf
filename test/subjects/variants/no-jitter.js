// breaks: backs-off
// The waits grow, 1 s, 2 s, 4 s, but they are the same for every message: all that failed together comes back
// together, and fails together again. Seen as synchronised waves after an outage.
import { isTransient } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const BASE_MS = 1_000;
const ATTEMPTS = 6;
const MARGIN_MS = 250;

startSubject({
  retry(failure) {
    if (!isTransient(failure) || failure.attempt >= ATTEMPTS) return undefined;
    if (failure.retryAfterMs !== undefined) return failure.retryAfterMs + MARGIN_MS;
    return BASE_MS * 2 ** (failure.attempt - 1);
  },
});
