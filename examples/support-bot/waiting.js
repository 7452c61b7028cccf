/** How long to wait before the next attempt: longer each time, and never in step with the other messages. */

const BASE_MS = 400;
/** Meta reports a failure of its own: the message may have left. A first status, which would tell, takes half a second or two. */
const UNSURE_BASE_MS = 4_000;
const CAP_MS = 10_000;
/** The first status of a message comes within 2 s as a rule. In trouble it may be late, so wait longer than that. */
const PROOF_MS = 5_000;
const PROOF_GROWTH = 1.6;
const PROOF_JITTER = 0.3;

/** Attempts in all, the first one included. */
export const ATTEMPTS_LIMIT = 8;

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * After an outcome that leaves open whether the reply left: the time in which a status would prove it.
 * @param {number} unknowns how many outcomes of this reply were unknown so far, from 1
 * @param {() => number} random uniform in [0, 1)
 */
export function proofMs(unknowns, random = Math.random) {
  return PROOF_MS * PROOF_GROWTH ** (unknowns - 1) * (1 + random() * PROOF_JITTER);
}

/**
 * After a failure that may heal: exponential, half of it at random, and never before the time that Meta named.
 * @param {number} attempt the attempt that failed, from 1
 * @param {{ down?: boolean, retryAfterMs?: number }} failure
 * @param {() => number} random uniform in [0, 1)
 */
export function backoffMs(attempt, { down = false, retryAfterMs = 0 }, random = Math.random) {
  const exponential = Math.min((down ? UNSURE_BASE_MS : BASE_MS) * 2 ** (attempt - 1), CAP_MS);
  return retryAfterMs + exponential / 2 + (random() * exponential) / 2;
}
