/**
 * Keeps new replies back while the API is down. Replies that are being retried go on by their own growing waits and so
 * serve as probes; a new one is let through now and then, and all of them once a call got through. Nothing is dropped.
 */

const FAILURES_TO_OPEN = 8;
const PROBE_EVERY_MS = 1_000;
/** After an outage those kept back start spread over this time, not all at once. */
const RELEASE_WITHIN_MS = 1_000;

export function createBreaker() {
  /** @type {(() => void)[]} */
  let waiting = [];
  let failuresInARow = 0;
  let probe;

  const isOpen = () => failuresInARow >= FAILURES_TO_OPEN;

  function letOneProbe() {
    waiting.shift()?.();
    if (waiting.length === 0) {
      clearInterval(probe);
      probe = undefined;
    }
  }

  return {
    isOpen,
    /** Resolves when a new reply may start: at once while all is well. */
    admission() {
      if (!isOpen()) return Promise.resolve();
      probe ??= setInterval(letOneProbe, PROBE_EVERY_MS);
      return new Promise((resolve) => waiting.push(resolve));
    },
    failed() {
      failuresInARow++;
    },
    /** The API answered, be it with a refusal: it is alive. */
    answered() {
      failuresInARow = 0;
      clearInterval(probe);
      probe = undefined;
      for (const start of waiting) setTimeout(start, Math.random() * RELEASE_WITHIN_MS);
      waiting = [];
    },
  };
}
