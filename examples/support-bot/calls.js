/** When a call may be made: with a token that lives, and not while everything fails. */

/**
 * @param {{
 *   token: ReturnType<typeof import('./token.js').createToken>,
 *   breaker: ReturnType<typeof import('./breaker.js').createBreaker>,
 * }} parts
 */
export function createCalls({ token, breaker }) {
  return {
    /** All is well, and nobody waits: courtesies may be made too. */
    isCalm: () => token.isAlive() && breaker.isClosed(),
    /**
     * Makes one call as soon as one may be made. A refused token is waited out: that is no attempt.
     * @template T
     * @param {(token: string) => Promise<T | undefined>} call undefined: there was nothing to call for any more
     * @returns {Promise<T | undefined>}
     */
    async make(call) {
      for (;;) {
        await token.ready();
        await breaker.admission();
        if (!token.isAlive()) continue;
        const used = token.current();
        const outcome = await call(used);
        if (outcome === undefined) {
          breaker.passOn();
          return undefined;
        }
        breaker.saw(outcome);
        if (outcome.kind !== 'dead-token') return outcome;
        token.died(used);
      }
    },
  };
}
