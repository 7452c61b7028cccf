/**
 * How soon a user may be written to again. Meta: one message in 6 seconds from a number to a user; more may go within 6 seconds,
 * but are borrowed from the time after. Asked only when Meta has refused (131056): then this tells when it will not.
 */

const EVERY_MS = 6_000;
const USERS_KEPT = 10_000;

export function createPairRate() {
  /** @type {Map<string, { since: number, sent: number }>} */
  const bursts = new Map();
  return {
    /** A message to this user was accepted. @param {string} user */
    sent(user) {
      const burst = bursts.get(user);
      if (burst && Date.now() - burst.since < burst.sent * EVERY_MS) burst.sent++;
      else bursts.set(user, { since: Date.now(), sent: 1 });
      if (bursts.size > USERS_KEPT) bursts.delete(bursts.keys().next().value);
    },
    /** @returns {number} ms, 0 when nothing is known against it */
    remainingMs(user) {
      const { since, sent } = bursts.get(user) ?? { since: 0, sent: 0 };
      return Math.max(0, since + sent * EVERY_MS - Date.now());
    },
  };
}
