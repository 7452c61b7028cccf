// breaks: respects-pair-rate
// also: nothing-lost — while it stops for a minute nobody is answered
// also: sustains-throughput — one fast writer in the calm is enough to stop it
// Too many messages to one user (131056), and the bot takes it for a limit of its number: all sending stops for as long as
// that one user must wait. Seen as a false alarm of an outage, and a support desk that is silent for minutes.
import { createBreaker } from '../parts/breaker.js';
import { pairWait, sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

let pausedUntil = 0;

startSubject({
  pairWait(pair) {
    const waitMs = pairWait(pair);
    pausedUntil = Math.max(pausedUntil, Date.now() + (waitMs ?? 0));
    return waitMs;
  },
  createBreaker() {
    const breaker = createBreaker();
    return {
      ...breaker,
      async enter() {
        while (Date.now() < pausedUntil) await sleep(pausedUntil - Date.now());
        await breaker.enter();
      },
    };
  },
});
