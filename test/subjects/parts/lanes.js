/** One lane per user: the work on a user's messages is done in their order, and no user waits for another. */

/** Names a user: by the business-scoped id, which everybody has, else by the phone number. */
export const userKey = ({ userId, from, id }) => userId ?? from ?? id;

export function createLanes() {
  /** @type {Map<string, Promise<void>>} */
  const lastOf = new Map();
  return {
    /** Runs `task` after all earlier tasks of the lane. @param {string} lane @param {() => Promise<void>} task */
    run(lane, task) {
      const result = (lastOf.get(lane) ?? Promise.resolve()).then(task);
      const done = result.then(
        () => {},
        () => {},
      );
      lastOf.set(lane, done);
      done.then(() => {
        if (lastOf.get(lane) === done) lastOf.delete(lane);
      });
      return result;
    },
  };
}
