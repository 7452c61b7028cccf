/** Gets the file of a message: looks up where it is, fetches it, and begins again with a fresh address when that failed. */
import { exponentialMs, sleep } from './waiting.js';

const ATTEMPTS = 7;

/**
 * @param {{ mediaId: string, call: (make: (token: string) => Promise<object>) => Promise<object>, graph: object }} media
 *   `call` makes a call when calls may be made
 * @returns {Promise<{ size: number } | undefined>} undefined: it could not be had
 */
export async function fetchMedia({ mediaId, call, graph }) {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const place = await call((token) => graph.lookUp(mediaId, token));
    const outcome = place.kind === 'found' ? await call((token) => graph.download(place, token)) : place;
    if (outcome.kind === 'fetched') return outcome;
    if (attempt < ATTEMPTS) await sleep((outcome.retryAfterMs ?? 0) + exponentialMs(attempt));
  }
  return undefined;
}
