/** The right way to do each part of the reference bot. `variants/` replaces one at a time. */
import { createBreaker } from './breaker.js';
import { createCampaigns } from './campaign.js';
import { createFreshness } from './freshness.js';
import { connections } from './graph.js';
import { openJournal } from './journal.js';
import { createLanes, userKey } from './lanes.js';
import { fetchMedia } from './media.js';
import { readPayload } from './read-payload.js';
import { compose, recipient } from './replies.js';
import { createSender } from './sender.js';
import { createToken } from './token.js';
import { pairWait, resolveAmbiguous, retry } from './waiting.js';
import { checkSignature, handshake } from './webhook-auth.js';

/**
 * @typedef {import('./read-payload.js').Message} Message
 * @typedef {import('./waiting.js').Failure} Failure
 * @typedef {ReturnType<typeof openJournal>} Journal
 */

/** @typedef {ReturnType<typeof defaultParts>} Parts */
export function defaultParts() {
  return {
    handshake,
    checkSignature,
    /** Everything in a POST. Throwing answers 500. */
    readPayload,
    openJournal,
    /** True the first time only. @param {Message} message @param {Journal} journal */
    deduplicate: async (message, journal) => journal.claim(message.id),
    /**
     * Answers the webhook and does the work, in one order or the other.
     * @param {{ answer: (status?: number) => void, work: () => Promise<void>, messages: Message[] }} delivery
     */
    async acknowledge({ answer, work }) {
      answer();
      await work();
    },
    createLanes,
    /** Work on messages with the same key is done in order. @type {(message: Message) => string} */
    laneOf: userKey,
    /** Passed by each message at work. The calls in flight are bounded by the connections. */
    concurrency: { enter: async () => {}, leave() {} },
    createFreshness,
    /** What is done before an answer is composed. @type {(message: Message) => Promise<void>} */
    think: async () => {},
    fetchMedia,
    /** Messages of the answer, without recipient and context. */
    compose,
    /** `{ to }` or `{ recipient }`. */
    recipient,
    createSender,
    /** How long to wait before the next attempt, in ms; undefined gives up. @type {(failure: Failure) => number | undefined} */
    retry,
    /**
     * The same after a refusal for the pair limit.
     * @type {(pair: { n: number, remainingMs: number, lastMs: number, failure: Failure }) => number | undefined}
     */
    pairWait,
    /** After a lost answer: 'done' or 'send-again'. */
    resolveAmbiguous,
    /** Told of statuses that say `failed`: a person looks at them; sending the same again heals none of them. */
    onFailed(status) {
      console.log(`not delivered: ${status.biz_opaque_callback_data} ${status.errors?.[0]?.code}`);
    },
    createBreaker,
    createToken,
    createCampaigns,
    connections,
    /** In the path of each call. @param {string} version the one that the bot is configured with */
    apiVersion: (version) => version,
  };
}
