/**
 * Stops calling while nothing works. Closed: every call may be made. Open: all wait, and one goes now and then to see whether
 * it is over. When one came through, those that wait are let go one by one, faster and faster. Nothing is dropped.
 */

const FAILURES_TO_OPEN = 10;
/** While those that wait are let go. */
const FAILURES_TO_OPEN_AGAIN = 5;
const PROBE = { firstMs: 500, growth: 1.5, latestMs: 1_500, jitter: 0.3 };
const RELEASE = { firstMs: 120, factor: 0.94, leastMs: 16 };

export function createBreaker() {
  /** @type {'closed' | 'open' | 'releasing'} */
  let state = 'closed';
  let failuresInARow = 0;
  let timer;
  /** @type {(() => void)[]} */
  const waiting = [];

  function probe(ms) {
    state = 'open';
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        waiting.shift()?.();
        probe(Math.min(ms * PROBE.growth, PROBE.latestMs));
      },
      ms * (1 + Math.random() * PROBE.jitter),
    );
  }

  function release(ms) {
    state = 'releasing';
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (waiting.length === 0) {
        state = 'closed';
        return;
      }
      waiting.shift()();
      release(Math.max(ms * RELEASE.factor, RELEASE.leastMs));
    }, ms);
  }

  return {
    isClosed: () => state === 'closed',
    /** Resolves when a call may be made: at once while all is well. */
    admission: () => (state === 'closed' ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    /** Who was let through had nothing to call for: a probe that is none. Another one takes its place. */
    passOn() {
      if (state === 'open') waiting.shift()?.();
    },
    /** @param {import('./outcome.js').Outcome} outcome of a call */
    saw({ kind, down }) {
      if (kind !== 'unknown' && !down) {
        failuresInARow = 0;
        if (state === 'open') release(RELEASE.firstMs);
        return;
      }
      failuresInARow++;
      const limit = state === 'releasing' ? FAILURES_TO_OPEN_AGAIN : FAILURES_TO_OPEN;
      if (state !== 'open' && failuresInARow >= limit) probe(PROBE.firstMs);
    },
  };
}
