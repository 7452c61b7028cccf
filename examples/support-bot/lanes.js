/** One lane per user: the replies to a user keep the order of that user's messages, and no user waits for another. */
import { log } from './log.js';

/** @param {(job: import('./ledger.js').Job) => Promise<void>} handle */
export function createLanes(handle) {
  /** @type {Map<string, Promise<void>>} */
  const lastOf = new Map();
  return {
    /** @param {import('./ledger.js').Job} job */
    add(job) {
      const lane = job.message?.user ?? job.message?.userId ?? job.id;
      const done = (lastOf.get(lane) ?? Promise.resolve())
        .then(() => handle(job))
        .catch((error) => log('job.failed', { job: job.id, problem: String(error) }))
        .then(() => {
          if (lastOf.get(lane) === done) lastOf.delete(lane);
        });
      lastOf.set(lane, done);
    },
  };
}
