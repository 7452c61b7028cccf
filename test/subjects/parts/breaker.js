/**
 * Stops calling while everything fails. Closed: all pass. Open: all wait, and now and then one goes as a probe. After a probe
 * came through, those that wait are let go one by one, faster and faster, so that what has just got up is not run over.
 */

const FAILURES_TO_OPEN = 10;
/** While those that wait are let go, patience is shorter. */
const FAILURES_TO_OPEN_AGAIN = 5;
const FIRST_PROBE_MS = 500;
const PROBE_GROWTH = 1.5;
const LATEST_PROBE_MS = 1_500;
const PROBE_JITTER = 0.3;
const RAMP = { firstMs: 120, factor: 0.94, leastMs: 30 };

export function createBreaker() {
  /** @type {(() => void)[]} */
  const waiting = [];
  /** @type {'closed' | 'open' | 'ramp'} */
  let state = 'closed';
  let failures = 0;
  let timer;

  function open() {
    state = 'open';
    clearTimeout(timer);
    probeIn(FIRST_PROBE_MS);
  }

  function probeIn(ms) {
    timer = setTimeout(
      () => {
        waiting.shift()?.();
        probeIn(Math.min(ms * PROBE_GROWTH, LATEST_PROBE_MS));
      },
      ms * (1 + Math.random() * PROBE_JITTER),
    );
  }

  function ramp(ms) {
    state = 'ramp';
    clearTimeout(timer);
    timer = setTimeout(() => {
      const next = waiting.shift();
      if (!next) {
        state = 'closed';
        return;
      }
      next();
      ramp(Math.max(ms * RAMP.factor, RAMP.leastMs));
    }, ms);
  }

  return {
    /** Resolves when a call may be made. */
    enter: () => (state === 'closed' ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    /** Who was let through had nothing to call for: a probe that is none. Another one takes its place. */
    passOn() {
      if (state === 'open') waiting.shift()?.();
    },
    /** @param {{ kind: string, status?: number }} outcome of a call */
    report({ kind, status = 0 }) {
      const isDown = kind === 'unknown' || kind === 'unsure' || status >= 500;
      if (!isDown) {
        failures = 0;
        if (state === 'open') ramp(RAMP.firstMs);
        return;
      }
      failures++;
      if (state !== 'open' && failures >= (state === 'ramp' ? FAILURES_TO_OPEN_AGAIN : FAILURES_TO_OPEN)) open();
    },
  };
}
