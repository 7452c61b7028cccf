/**
 * How old things are by the platform's time, which the bot knows from the times in what it is told. A message that is
 * half a day old when it arrives is not answered as if it were new; to who has not written for 24 hours, or of whom Meta
 * says so (131047), no free text is sent before they write again.
 */

const TOO_OLD_MS = 12 * 3_600_000;
const WINDOW_MS = 24 * 3_600_000;
const USERS_KEPT = 50_000;
/** Meta's word for it, at once or in a failed status. */
const WINDOW_CLOSED = 131047;

export function createFreshness() {
  let aheadMs = 0;
  /** When each user wrote last. @type {Map<string, number>} */
  const lastWrote = new Map();
  /** Phone numbers and ids of users whose window is closed, by Meta's word. */
  const closed = new Set();
  const now = () => Date.now() + aheadMs;
  return {
    /** @param {number} at a time that the platform told, in ms */
    learn(at) {
      if (at - now() > 60_000) aheadMs = at - Date.now();
    },
    /** @param {import('./read-payload.js').Message} message that came just now */
    wrote({ from, userId, writtenAt }) {
      const user = userId ?? from;
      closed.delete(from);
      closed.delete(userId);
      lastWrote.set(user, Math.max(writtenAt, lastWrote.get(user) ?? 0));
      if (lastWrote.size > USERS_KEPT) lastWrote.delete(lastWrote.keys().next().value);
    },
    /** @param {{ code?: number, users: (string | undefined)[] }} failure of a message to them, whatever they are called */
    failed({ code, users }) {
      if (code !== WINDOW_CLOSED) return;
      for (const user of users) if (user !== undefined) closed.add(user);
    },
    isStale: (message) => now() - message.writtenAt > TOO_OLD_MS,
    isWindowClosed: ({ from, userId, writtenAt }) =>
      closed.has(userId) || closed.has(from) || now() - (lastWrote.get(userId ?? from) ?? writtenAt) > WINDOW_MS,
  };
}
