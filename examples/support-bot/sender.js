/** Sees one reply through: read, typing, then as many attempts as it takes and no more. */
import { log } from './log.js';
import { fromAnswer, fromError } from './outcome.js';
import { composeReply } from './replies.js';
import { userOf } from './users.js';
import { ATTEMPTS_LIMIT, backoffMs, proofMs } from './waiting.js';

const PAIR_RATE_LIMIT = 131056;

/**
 * @param {{
 *   graph: ReturnType<typeof import('./graph.js').createGraph>,
 *   ledger: ReturnType<typeof import('./ledger.js').openLedger>,
 *   calls: ReturnType<typeof import('./calls.js').createCalls>,
 *   pairs: ReturnType<typeof import('./pair-rate.js').createPairRate>,
 *   freshness: ReturnType<typeof import('./freshness.js').createFreshness>,
 * }} parts
 */
export function createSender({ graph, ledger, calls, pairs, freshness }) {
  /** A courtesy: tried once, and not at all while there is trouble. */
  async function showThatWeAreOnIt(messageId) {
    if (!calls.isCalm()) return;
    await calls
      .make((token) => graph.markRead(messageId, token).then(() => ({ kind: 'accepted', messageId }), fromError))
      .then(({ kind, problem }) => kind === 'accepted' || log('mark-read.failed', { messageId, problem }));
  }

  /** Gives the reply up: what is left for a person to look at. */
  function giveUp(job, attempts, outcome) {
    freshness.failed(outcome.code, job.message.user, job.message.userId);
    log('reply.given-up', { job: job.id, user: userOf(job.message), attempts, ...outcome });
    ledger.settle(job.id, `given up: ${outcome.problem}`);
  }

  /** How long to wait after a failure; undefined: no further attempt. */
  function waitAfter(outcome, { attempts, refusals, unknowns, user, lastMs }) {
    if (outcome.kind === 'permanent') return undefined;
    if (outcome.kind === 'unknown') return proofMs(unknowns);
    if (attempts >= ATTEMPTS_LIMIT) return undefined;
    return outcome.code === PAIR_RATE_LIMIT ? pairs.waitMs(user, refusals, lastMs) : backoffMs(attempts, outcome);
  }

  return {
    /**
     * @param {import('./ledger.js').Job} job
     * @param {Promise<{ bytes: number } | undefined> | undefined} file of the message, being fetched
     */
    async answer(job, file) {
      const { message } = job;
      const user = userOf(message);
      const tooLate = () => freshness.isTooLate(message);
      if (tooLate()) return giveUp(job, 0, { problem: 'too late' });
      let unknowns = 0;
      if (job.attempted) {
        // A former process died with this reply on its way. Did it leave? A status would tell.
        unknowns++;
        if (await ledger.untilSettled(job.id, proofMs(unknowns))) return;
      } else await showThatWeAreOnIt(job.id);

      const body = composeReply(message, await file);
      const reply = { to: message.user, recipient: message.userId, body, answers: job.id, callbackData: job.id };
      let lastMs = 0;
      for (let attempts = 1, refusals = 0; ; attempts++) {
        const outcome = await calls.make(async (token) => {
          if (ledger.isSettled(job.id) || tooLate()) return undefined;
          ledger.markAttempted(job.id);
          return graph.sendText(reply, token).then(fromAnswer, fromError);
        });
        if (outcome === undefined) return giveUp(job, attempts - 1, { problem: 'too late' });
        if (outcome.kind === 'accepted') {
          pairs.sent(user);
          return ledger.settle(job.id, `accepted as ${outcome.messageId}`);
        }
        if (outcome.kind === 'unknown') unknowns++;
        const waitMs = waitAfter(outcome, { attempts, refusals, unknowns, user, lastMs });
        if (waitMs === undefined) return giveUp(job, attempts, outcome);
        lastMs = waitMs;
        refusals = outcome.code === PAIR_RATE_LIMIT ? refusals + 1 : 0;
        log('reply.delayed', { job: job.id, attempts, ...outcome });
        // A status that arrives while we wait says that the reply did leave, whatever the call said.
        if (await ledger.untilSettled(job.id, waitMs)) return;
        if (attempts >= ATTEMPTS_LIMIT) return giveUp(job, attempts, outcome);
      }
    },
  };
}
