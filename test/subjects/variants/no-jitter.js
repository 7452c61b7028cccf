// breaks: backs-off
// The waits grow, 1 s, 2 s, 4 s, but they are the same for every message: all that failed together comes back
// together, and fails together again. Seen as synchronised waves after an outage.
import { isTransient } from '../parts.js';
import { startSubject } from '../reference.js';

const BASE_MS = 1_000;
const ATTEMPTS = 6;

startSubject({
  retry(failure) {
    if (!isTransient(failure) || failure.attempt >= ATTEMPTS) return undefined;
    return failure.retryAfterMs ?? BASE_MS * 2 ** (failure.attempt - 1);
  },
});
