/**
 * What is too late. A message that is half a day old when it is taken in is not answered as if it were new; and once a
 * user has not written for 24 hours, or Meta says so (131047), only templates may go to them: what still waits is left to a
 * person. The times in the webhooks count, not our clock: Meta delivers late what it could not deliver.
 */

import { userOf } from './users.js';

const TOO_OLD_MS = 12 * 3_600_000;
const WINDOW_MS = 24 * 3_600_000;
const USERS_KEPT = 50_000;
const WINDOW_CLOSED = 131047;

export function createFreshness() {
  let aheadMs = 0;
  /** @type {Map<string, number>} */
  const lastWrote = new Map();
  /** Phone numbers and ids of users whose window is closed, by Meta's word. @type {Set<string | undefined>} */
  const closed = new Set();
  const now = () => Date.now() + aheadMs;
  return {
    /** @param {number} at a time that Meta told, in ms since the epoch */
    heard(at) {
      if (at - now() > 60_000) aheadMs = at - Date.now();
    },
    /** @param {import('./ledger.js').Inbound} message that came just now */
    wrote(message) {
      const user = userOf(message);
      closed.delete(message.user);
      closed.delete(message.userId);
      lastWrote.set(user, Math.max(message.writtenAt, lastWrote.get(user) ?? 0));
      if (lastWrote.size > USERS_KEPT) lastWrote.delete(lastWrote.keys().next().value);
    },
    /** A message to a user failed. @param {number | undefined} code @param {(string | undefined)[]} names of that user */
    failed(code, ...names) {
      if (code !== WINDOW_CLOSED) return;
      for (const name of names) if (name) closed.add(name);
    },
    /** @param {import('./ledger.js').Inbound} message to be answered */
    isTooLate: (message) =>
      closed.has(message.user) ||
      closed.has(message.userId) ||
      now() - message.writtenAt > TOO_OLD_MS ||
      now() - (lastWrote.get(userOf(message)) ?? message.writtenAt) > WINDOW_MS,
  };
}
