/** One JSON line per event on stdout: for people with `grep`, and for log collectors. Never give it a token. */

/**
 * @param {string} event what happened, `reply.given-up`
 * @param {Record<string, unknown>} details
 */
export function log(event, details = {}) {
  console.log(JSON.stringify({ at: new Date().toISOString(), event, ...details }));
}
