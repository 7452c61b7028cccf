// breaks: acknowledges-fast
// also: acknowledges-independently — it works before it answers, so a slow API is felt
// The bot asks its language model and sends the reply before it answers the webhook. Meta waits, and delivers again
// when it waits too long. Seen as time-outs, doubled replies, and status deliveries that starve the messages.
import { sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const LANGUAGE_MODEL_MS = 1_300;

startSubject({
  async acknowledge({ answer, work }) {
    await sleep(LANGUAGE_MODEL_MS);
    await work();
    answer();
  },
});
