// breaks: nothing-lost
// also: keeps-token — it stops for a failure that is none of the token
// also: recovers — it never sends again
// A failing server counts as "logged out": after a passing 500 all sending stops until somebody logs in again, and nobody does,
// for nothing is wrong with the token. Seen as numbers that are offline in the morning.
// shows in: token-expiry, first-proof
import { createToken } from '../parts/token.js';
import { startSubject } from '../reference.js';

const never = new Promise(() => {});
let isLoggedOut = false;

startSubject({
  createToken(source) {
    const token = createToken(source);
    return {
      ...token,
      isAlive: () => !isLoggedOut && token.isAlive(),
      ready: () => (isLoggedOut ? never : token.ready()),
      report(outcome) {
        if (outcome.status === 500) isLoggedOut = true;
        token.report(outcome);
      },
    };
  },
});
