/** Sees messages through: waits until calls may be made, tells failures apart, finds out what became of a lost answer. */
import { createPairRate } from './pair-rate.js';
import { isPairLimit, sleep } from './waiting.js';

/**
 * @param {{
 *   parts: import('./index.js').Parts,
 *   graph: ReturnType<typeof import('./graph.js').createGraph>,
 *   journal: ReturnType<typeof import('./journal.js').openJournal>,
 *   breaker: ReturnType<typeof import('./breaker.js').createBreaker>,
 *   token: ReturnType<typeof import('./token.js').createToken>,
 * }} deps
 */
export function createSender({ parts, graph, journal, breaker, token }) {
  const pairs = createPairRate();

  /**
   * One call, as soon as calls may be made; a dead token is waited out and is nobody's failure.
   * @param {(token: string) => Promise<object | undefined>} make undefined: there was nothing to do any more
   */
  async function call(make) {
    for (;;) {
      await token.ready();
      await breaker.enter();
      if (!token.isAlive()) continue;
      const used = token.current();
      const outcome = await make(used);
      if (outcome === undefined) {
        breaker.passOn?.();
        return { kind: 'skipped' };
      }
      breaker.report(outcome);
      token.report({ used, code: outcome.code, status: outcome.status });
      if (outcome.code !== 190) return outcome;
    }
  }

  return {
    call,
    /**
     * Sends message `n` of a job. `mayGo` is asked before each attempt: not everything that waited may still be sent.
     * `onGivenUp` is told the code of Meta for which it was given up.
     * @returns {Promise<'sent' | 'given up' | 'set aside'>}
     */
    async send({ job, n, payload, mayGo = () => true, onGivenUp }) {
      const isProven = () => journal.isSettled(job.id, n);
      const body = { ...payload, biz_opaque_callback_data: `${job.id}/${n}` };
      const user = payload.to ?? payload.recipient;
      let unknowns = 0;
      let pairLimits = 0;
      let lastMs = 0;
      // A former process died with this message on its way: only a status can tell whether it left.
      if (job.attempted.includes(n) && (await parts.resolveAmbiguous({ isProven, unknowns: ++unknowns })) === 'done') {
        return 'sent';
      }
      for (let attempt = 1; ; attempt++) {
        const outcome = await call(async (used) => {
          if (isProven() || !mayGo()) return undefined;
          journal.attempt(job.id, n);
          return graph.send(body, used);
        });
        if (outcome.kind === 'skipped') return isProven() ? 'sent' : 'set aside';
        if (outcome.kind === 'accepted') {
          pairs.sent(user);
          journal.settle(job.id, n);
          return 'sent';
        }
        if (outcome.kind === 'unknown') {
          unknowns++;
          if ((await parts.resolveAmbiguous({ isProven, unknowns })) === 'done') return 'sent';
        }
        const failure = { attempt, ...outcome };
        const isPaired = isPairLimit(outcome);
        const waitMs = isPaired
          ? parts.pairWait({ n: pairLimits, remainingMs: pairs.remainingMs(user), lastMs, failure })
          : parts.retry(failure);
        pairLimits = isPaired ? pairLimits + 1 : 0;
        lastMs = waitMs ?? 0;
        if (waitMs === undefined) {
          onGivenUp?.(outcome.code);
          console.log(`gave up ${job.id}/${n} after ${attempt} attempts: ${outcome.code ?? outcome.status}`);
          return 'given up';
        }
        await sleep(waitMs);
        if (isProven()) return 'sent';
      }
    },
  };
}
