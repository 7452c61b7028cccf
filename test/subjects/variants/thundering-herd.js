// breaks: recovers
// The breaker opens and probes well. Then the first probe comes through, and everything that has waited goes at the same
// instant, into limits and into what had just got up. Seen after every long outage.
import { startSubject } from '../reference.js';

const FAILURES_TO_OPEN = 10;
const PROBE_MS = 2_000;

function createBreaker() {
  let waiting = [];
  let failures = 0;
  let probe;
  return {
    enter: () => (failures < FAILURES_TO_OPEN ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    report({ kind, status = 0 }) {
      if (kind === 'unknown' || kind === 'unsure' || status >= 500) {
        failures++;
        if (failures === FAILURES_TO_OPEN) probe = setInterval(() => waiting.shift()?.(), PROBE_MS);
        return;
      }
      failures = 0;
      clearInterval(probe);
      for (const go of waiting) go();
      waiting = [];
    },
  };
}

startSubject({ createBreaker });
