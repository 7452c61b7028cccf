/** One lane per user: the replies to a user keep the order of that user's messages, and no user waits for another. */
import { log } from './log.js';
import { userOf } from './users.js';

/**
 * @template T
 * @param {{
 *   prepare: (job: import('./ledger.js').Job) => T,
 *   handle: (job: import('./ledger.js').Job, prepared: T) => Promise<void>,
 * }} work `prepare` begins at once what need not wait its turn
 */
export function createLanes({ prepare, handle }) {
  /** @type {Map<string, Promise<void>>} */
  const lastOf = new Map();
  return {
    /** @param {import('./ledger.js').Job} job */
    add(job) {
      const lane = userOf(job.message) ?? job.id;
      const prepared = prepare(job);
      const done = (lastOf.get(lane) ?? Promise.resolve())
        .then(() => handle(job, prepared))
        .catch((error) => log('job.failed', { job: job.id, problem: String(error) }))
        .then(() => {
          if (lastOf.get(lane) === done) lastOf.delete(lane);
        });
      lastOf.set(lane, done);
    },
  };
}
