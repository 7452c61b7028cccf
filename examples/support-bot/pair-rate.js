/**
 * How long one user must be left alone. Meta takes one message in 6 seconds from a number to a user; more may go at once, but are
 * borrowed from the time after. Only after a refusal (131056) do we wait: the 4^n seconds that Meta asks for, and longer, but
 * without a leap, where more than that is known to be owed.
 */

const EVERY_MS = 6_000;
const JITTER = 0.1;
const FIRST_MS = 2_000;
const GROWTH = 2.2;
const USERS_KEPT = 20_000;

export function createPairRate() {
  /** @type {Map<string, { since: number, sent: number }>} */
  const bursts = new Map();
  return {
    /** @param {string} user who has just been sent a message */
    sent(user) {
      const burst = bursts.get(user);
      if (burst && Date.now() - burst.since < burst.sent * EVERY_MS) burst.sent++;
      else bursts.set(user, { since: Date.now(), sent: 1 });
      if (bursts.size > USERS_KEPT) bursts.delete(bursts.keys().next().value);
    },
    /** @param {string} user @param {number} refusals in a row before this one @param {number} lastMs the wait before */
    waitMs(user, refusals, lastMs) {
      const { since, sent } = bursts.get(user) ?? { since: 0, sent: 0 };
      const owedMs = since + sent * EVERY_MS - Date.now();
      const leastMs = 4 ** refusals * 1_000;
      const mostMs = Math.max(leastMs, GROWTH * Math.max(lastMs, FIRST_MS));
      return Math.min(Math.max(leastMs, owedMs), mostMs) * (1.02 + Math.random() * JITTER);
    },
  };
}
