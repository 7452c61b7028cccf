// breaks: handles-late-failures
// A status says `failed`, so the bot sends the same message again. The user is not on WhatsApp, or has had enough marketing:
// it fails again, and again, and the number's quality falls. Seen as retry jobs fed from the status webhook.
import { createSender } from '../parts/sender.js';
import { sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const TIMES = 2;
const WAIT_MS = 1_000;
const MESSAGES_KEPT = 5_000;
const sent = new Map();
let send;

function keepAndSend(message, times = 0) {
  sent.set(`${message.job.id}/${message.n}`, { message, times });
  if (sent.size > MESSAGES_KEPT) sent.delete(sent.keys().next().value);
  return send(message);
}

startSubject({
  createSender(deps) {
    const sender = createSender(deps);
    send = sender.send;
    return { ...sender, send: keepAndSend };
  },
  async onFailed({ biz_opaque_callback_data: data }) {
    const { message, times } = sent.get(data) ?? { times: TIMES };
    if (times >= TIMES) return;
    await sleep(WAIT_MS * (1 + Math.random()));
    await keepAndSend({ ...message, job: { id: `${message.job.id} again`, attempted: [] } }, times + 1);
  },
});
