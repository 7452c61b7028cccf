// breaks: keeps-window
// also: gives-up-on-permanent — 131047 does not heal by sending again, only by the user's writing
// The 24 hours after the user's last message are over while an answer waits, and it is sent all the same; when Meta says so
// (131047, at once or by a failed status), it is sent again, as if the network had been bad. Seen with frozen clocks, wrong
// time zones and retry queues over a weekend.
// shows in: window-closes
import { createFreshness } from '../parts/freshness.js';
import { createSender } from '../parts/sender.js';
import { exponentialMs, retry, sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const WINDOW_CLOSED = 131047;
const TIMES = 3;
const WAIT_MS = 2_500;
const MESSAGES_KEPT = 5_000;
const sent = new Map();
let send;

function keepAndSend(message, times = 0) {
  sent.set(`${message.job.id}/${message.n}`, { message, times });
  if (sent.size > MESSAGES_KEPT) sent.delete(sent.keys().next().value);
  return send(message);
}

startSubject({
  createFreshness: () => ({ ...createFreshness(), isWindowClosed: () => false }),
  createSender(deps) {
    const sender = createSender(deps);
    send = sender.send;
    return { ...sender, send: keepAndSend };
  },
  retry: (failure) =>
    failure.code === WINDOW_CLOSED && failure.attempt < TIMES
      ? exponentialMs(failure.attempt, { baseMs: WAIT_MS })
      : retry(failure),
  async onFailed({ biz_opaque_callback_data: data, errors }) {
    const { message, times } = sent.get(data) ?? { times: TIMES };
    if (errors?.[0]?.code !== WINDOW_CLOSED || times >= TIMES) return;
    await sleep(WAIT_MS * (1 + Math.random() / 5));
    await keepAndSend({ ...message, job: { id: `${message.job.id} again`, attempted: [] } }, times + 1);
  },
});
