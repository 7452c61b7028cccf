/** How long to wait before the next attempt: longer each time, and never in step with the other messages. */

/**
 * @typedef {{
 *   attempt: number,
 *   kind: 'refused' | 'unsure' | 'unknown',
 *   status?: number,
 *   code?: number,
 *   retryAfterMs?: number,
 * }} Failure `attempt` counts from 1. `unsure`: Meta reports a failure of its own, which may come after the deed;
 *   `unknown`: no answer, or one that Meta did not write
 */

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Codes of Meta that heal by waiting. */
const TRANSIENT_CODES = new Set([1, 2, 4, 17, 32, 341, 613, 80007, 80008, 130429, 131000, 131016, 131057, 133004]);
const PAIR_LIMIT = 131056;

/** One business wrote too often to one user; nobody else is concerned. @param {Pick<Failure, 'code'>} failure */
export const isPairLimit = ({ code }) => code === PAIR_LIMIT;

/** True when the failure may heal by waiting. @param {Failure} failure */
export const isTransient = ({ kind, status = 0, code = 0 }) =>
  kind !== 'refused' || status === 429 || status >= 500 || TRANSIENT_CODES.has(code) || code === PAIR_LIMIT;

const ATTEMPTS = 8;
const BASE_MS = 400;
/** A first status takes half a second, seldom two: before that, nobody knows whether a failed call did its work. */
const UNSURE_BASE_MS = 4_000;
const CAP_MS = 10_000;

/** Exponential with equal jitter: half of the wait is fixed, half at random. */
export function exponentialMs(attempt, { baseMs = BASE_MS, capMs = CAP_MS } = {}) {
  const wait = Math.min(baseMs * 2 ** (attempt - 1), capMs);
  return wait / 2 + (Math.random() * wait) / 2;
}

/** The wait before the next attempt, in ms; undefined gives up. @param {Failure} failure */
export function retry(failure) {
  const { attempt, kind, retryAfterMs = 0 } = failure;
  if (!isTransient(failure) || attempt >= ATTEMPTS) return undefined;
  return retryAfterMs + exponentialMs(attempt, kind === 'unsure' ? { baseMs: UNSURE_BASE_MS } : {});
}

const PAIR_ATTEMPTS = 6;
const PAIR_JITTER = 0.1;
const PAIR_FIRST_MS = 2_000;
const PAIR_GROWTH = 2.2;

/**
 * After a refusal for the pair limit: at least 4^n seconds, as Meta asks, and longer where the pair is known to owe more, but
 * no leap. @param {{ n: number, remainingMs: number, lastMs: number }} pair `n`: refusals in a row before this one;
 * `remainingMs`: how long its burst is still paid off, as far as we know; `lastMs`: the wait before
 */
export function pairWait({ n, remainingMs, lastMs }) {
  if (n >= PAIR_ATTEMPTS) return undefined;
  const leastMs = 4 ** n * 1_000;
  const mostMs = Math.max(leastMs, PAIR_GROWTH * Math.max(lastMs, PAIR_FIRST_MS));
  return Math.min(Math.max(leastMs, remainingMs), mostMs) * (1.02 + Math.random() * PAIR_JITTER);
}

/** Statuses come within 2 s as a rule; in trouble they may be late. */
const PROOF_MS = 5_000;
const PROOF_GROWTH = 1.6;
const PROOF_JITTER = 0.3;
const LOOK_EVERY_MS = 50;

/** Waits for a status that proves that the message left. @param {{ isProven: () => boolean, unknowns: number }} call */
export async function resolveAmbiguous({ isProven, unknowns }) {
  const patienceMs = PROOF_MS * PROOF_GROWTH ** (unknowns - 1) * (1 + Math.random() * PROOF_JITTER);
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += LOOK_EVERY_MS) {
    if (isProven()) return 'done';
    await sleep(LOOK_EVERY_MS);
  }
  return isProven() ? 'done' : 'send-again';
}
