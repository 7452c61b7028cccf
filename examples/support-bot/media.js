/** Fetches the file of a message: each attempt asks for a fresh address, as addresses live for five minutes only. */
import { fromError, fromFile } from './outcome.js';
import { backoffMs, sleep } from './waiting.js';

const ATTEMPTS_LIMIT = 7;

/**
 * @param {{
 *   graph: ReturnType<typeof import('./graph.js').createGraph>,
 *   calls: ReturnType<typeof import('./calls.js').createCalls>,
 * }} parts
 */
export function createMedia({ graph, calls }) {
  /** @returns {Promise<{ bytes: number } | undefined>} undefined: it could not be had */
  return async function fetchFile(mediaId) {
    for (let attempt = 1; attempt <= ATTEMPTS_LIMIT; attempt++) {
      const outcome = await calls.make((token) => graph.fetchMedia(mediaId, token).then(fromFile).catch(fromError));
      if (outcome.kind === 'fetched') return outcome;
      if (attempt < ATTEMPTS_LIMIT) await sleep(backoffMs(attempt, outcome));
    }
    return undefined;
  };
}
