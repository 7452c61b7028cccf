// breaks: gives-up-on-permanent
// also: keeps-window — 131047 is one of the errors that no repetition heals
// The bot waits well between its attempts, but makes them after every error, also after those that no repetition
// heals. Seen as thousands of calls for a number that is not on WhatsApp, and a quality rating that falls.
import { exponentialMs } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const ATTEMPTS = 7;

startSubject({
  retry: ({ attempt, retryAfterMs = 0 }) => (attempt < ATTEMPTS ? retryAfterMs + exponentialMs(attempt) : undefined),
});
