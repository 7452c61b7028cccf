// breaks: handles-late-failures
// A status says `failed`, so the bot sends the same message again. The user is not on WhatsApp, or has had enough marketing:
// it fails again, and again, and the number's quality falls. Seen as retry jobs fed from the status webhook.
import { createResender } from '../parts/resend.js';
import { sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const TIMES = 2;
const WAIT_MS = 1_000;
const { createSender, timesOf, again } = createResender();

startSubject({
  createSender,
  async onFailed({ biz_opaque_callback_data: data }) {
    if (timesOf(data) >= TIMES) return;
    await sleep(WAIT_MS * (1 + Math.random()));
    await again(data);
  },
});
