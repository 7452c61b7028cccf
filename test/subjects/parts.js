/** The right way to do each part of the reference bot. `variants/` replaces one at a time. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * @typedef {{ id: string, from: string, name: string, type: string, text?: { body: string } }} Message
 * @typedef {{
 *   attempt: number,
 *   kind: 'refused' | 'unknown',
 *   status?: number,
 *   code?: number,
 *   retryAfterMs?: number,
 * }} Failure `attempt` counts from 1
 * @typedef {object} Parts
 * @property {(call: { query: URLSearchParams, verifyToken: string }) => string | undefined} handshake
 *   The challenge to answer with; undefined refuses.
 * @property {(delivery: { rawBody: Buffer, header?: string, appSecret: string }) => boolean} checkSignature
 * @property {(delivery: { answer: () => void, work: () => Promise<void> }) => Promise<void>} acknowledge
 *   Answers the webhook and does the work, in one order or the other.
 * @property {(messageId: string) => Promise<boolean>} deduplicate True the first time only.
 * @property {(message: Message) => object[]} compose The messages of the reply, without recipient and context.
 * @property {(failure: Failure) => number | undefined} retry How long to wait before the next attempt, in
 *   milliseconds; undefined gives up.
 * @property {(call: { isProven: () => boolean, unknowns: number }) => Promise<'done' | 'send-again'>} resolveAmbiguous
 *   After a lost answer. `isProven`: a status of the message has come; `unknowns`: lost answers to it so far, from 1.
 * @property {(message: Message) => Promise<string>} recipient
 * @property {{ enter: () => Promise<void>, leave: () => void }} concurrency Passed by each message at work.
 */

/** Codes of Meta that heal by waiting. */
const TRANSIENT_CODES = new Set([1, 2, 4, 80007, 130429, 131000, 131016, 131056, 133004]);

/** True when the failure may heal by waiting. @param {Failure} failure */
export const isTransient = ({ kind, status = 0, code = 0 }) =>
  kind === 'unknown' || status === 429 || status >= 500 || TRANSIENT_CODES.has(code);

/** Statuses come within 2 s as a rule; in trouble they may be late. */
const PROOF_MS = 5_000;
const PROOF_GROWTH = 1.6;
const LOOK_EVERY_MS = 50;
const ATTEMPTS = 8;
const BASE_MS = 400;
const CAP_MS = 10_000;

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Exponential with equal jitter: half of the wait is fixed, half at random. */
export function exponentialMs(attempt, { baseMs = BASE_MS, capMs = CAP_MS } = {}) {
  const wait = Math.min(baseMs * 2 ** (attempt - 1), capMs);
  return wait / 2 + (Math.random() * wait) / 2;
}

/** Lets `limit` messages be at work at once. */
function createGate(limit) {
  const queue = [];
  let running = 0;
  const next = () => {
    while (running < limit && queue.length > 0) {
      running++;
      queue.shift()();
    }
  };
  return {
    enter: () =>
      new Promise((resolve) => {
        queue.push(resolve);
        next();
      }),
    leave() {
      running--;
      next();
    },
  };
}

/** A fresh set, as some parts have a memory. @returns {Parts} */
export function defaultParts() {
  const seen = new Set();
  return {
    handshake({ query, verifyToken }) {
      const known = query.get('hub.mode') === 'subscribe' && query.get('hub.verify_token') === verifyToken;
      return known ? (query.get('hub.challenge') ?? undefined) : undefined;
    },
    checkSignature({ rawBody, header, appSecret }) {
      const expected = Buffer.from(`sha256=${createHmac('sha256', appSecret).update(rawBody).digest('hex')}`);
      const given = Buffer.from(header ?? '');
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
    async acknowledge({ answer, work }) {
      answer();
      await work();
    },
    async deduplicate(messageId) {
      const first = !seen.has(messageId);
      seen.add(messageId);
      return first;
    },
    compose: ({ name, text }) => {
      const body = `Hello ${name}, we read: ${[...(text?.body ?? '')].slice(0, 200).join('')}`;
      return [{ messaging_product: 'whatsapp', recipient_type: 'individual', type: 'text', text: { body } }];
    },
    retry(failure) {
      if (!isTransient(failure) || failure.attempt >= ATTEMPTS) return undefined;
      return (failure.retryAfterMs ?? 0) + exponentialMs(failure.attempt);
    },
    async resolveAmbiguous({ isProven, unknowns }) {
      const patienceMs = PROOF_MS * PROOF_GROWTH ** (unknowns - 1) * (1 + Math.random() * 0.3);
      for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += LOOK_EVERY_MS) {
        if (isProven()) return 'done';
        await sleep(LOOK_EVERY_MS);
      }
      return 'send-again';
    },
    recipient: async (message) => message.from,
    concurrency: createGate(256),
  };
}
