// breaks: keeps-token
// A 190 is treated like a limit: wait a little, try again, with the same dead token, until a deployment brings a new one. Each
// of thousands of calls is refused, and Meta watches. Seen as 190/463 by the million, and shown to users as "sent".
import { createToken } from '../parts/token.js';
import { sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const WAIT_MS = 700;

startSubject({
  createToken(source) {
    return {
      isAlive: () => true,
      current: () => createToken(source).current(),
      ready: () => sleep(Math.random() * (lastRefusal + WAIT_MS > Date.now() ? WAIT_MS : 0)),
      report({ code }) {
        if (code === 190) lastRefusal = Date.now();
      },
    };
  },
});
let lastRefusal = 0;
