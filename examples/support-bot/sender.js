/** Sees one reply through: read, typing, then as many attempts as it takes and no more. */
import { log } from './log.js';
import { fromAnswer, fromError } from './outcome.js';
import { composeReply } from './replies.js';
import { ATTEMPTS_LIMIT, backoffMs, proofMs } from './waiting.js';

/**
 * @param {{
 *   graph: ReturnType<typeof import('./graph.js').createGraph>,
 *   ledger: ReturnType<typeof import('./ledger.js').openLedger>,
 *   breaker: ReturnType<typeof import('./breaker.js').createBreaker>,
 * }} parts
 */
export function createSender({ graph, ledger, breaker }) {
  /** A courtesy: tried once, and not at all while the API is in trouble. */
  async function showThatWeAreOnIt(messageId) {
    if (breaker.isOpen()) return;
    await graph.markRead(messageId).catch((error) => log('mark-read.failed', { messageId, problem: error.message }));
  }

  async function attempt(reply) {
    ledger.markAttempted(reply.callbackData);
    const outcome = await graph.sendText(reply).then(fromAnswer, fromError);
    if (outcome.kind === 'accepted' || outcome.kind === 'permanent') breaker.answered();
    else breaker.failed();
    return outcome;
  }

  /** Gives the reply up: what is left for a person to look at. */
  function giveUp(job, attempts, outcome) {
    log('reply.given-up', { job: job.id, user: job.message.user, attempts, ...outcome });
    ledger.settle(job.id, `given up: ${outcome.problem}`);
  }

  return {
    /** @param {import('./ledger.js').Job} job */
    async answer(job) {
      const { message } = job;
      const body = composeReply(message);
      const reply = { to: message.user, recipient: message.userId, body, answers: job.id, callbackData: job.id };
      let unknowns = 0;
      if (job.attempted) {
        // A former process died with this reply on its way. Did it leave? A status would tell.
        unknowns++;
        if (await ledger.untilSettled(job.id, proofMs(unknowns))) return;
      } else {
        await breaker.admission();
        await showThatWeAreOnIt(job.id);
      }

      for (let attempts = 1; ; attempts++) {
        const outcome = await attempt(reply);
        if (outcome.kind === 'accepted') return ledger.settle(job.id, `accepted as ${outcome.messageId}`);
        const last = attempts >= ATTEMPTS_LIMIT;
        if (outcome.kind === 'permanent' || (last && outcome.kind === 'transient')) {
          return giveUp(job, attempts, outcome);
        }
        log('reply.delayed', { job: job.id, attempts, ...outcome });
        const waitMs = outcome.kind === 'unknown' ? proofMs(++unknowns) : backoffMs(attempts, outcome);
        // A status that arrives while we wait says that the reply did leave, whatever the call said.
        if (await ledger.untilSettled(job.id, waitMs)) return;
        if (last) return giveUp(job, attempts, outcome);
      }
    },
  };
}
