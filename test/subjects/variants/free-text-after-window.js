// breaks: keeps-window
// also: gives-up-on-permanent — 131047 does not heal by sending again, only by the user's writing
// The 24 hours after the user's last message are over while an answer waits, and it is sent all the same; when Meta says so
// (131047, at once or by a failed status), it is sent again, as if the network had been bad. Seen with frozen clocks, wrong
// time zones and retry queues over a weekend.
// shows in: window-closes
import { createFreshness } from '../parts/freshness.js';
import { createResender } from '../parts/resend.js';
import { exponentialMs, retry, sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const WINDOW_CLOSED = 131047;
const TIMES = 3;
const WAIT_MS = 2_500;
const { createSender, timesOf, again } = createResender();

startSubject({
  createFreshness: () => ({ ...createFreshness(), isWindowClosed: () => false }),
  createSender,
  retry: (failure) =>
    failure.code === WINDOW_CLOSED && failure.attempt < TIMES
      ? exponentialMs(failure.attempt, { baseMs: WAIT_MS })
      : retry(failure),
  async onFailed({ biz_opaque_callback_data: data, errors }) {
    if (errors?.[0]?.code !== WINDOW_CLOSED || timesOf(data) >= TIMES) return;
    await sleep(WAIT_MS * (1 + Math.random() / 5));
    await again(data);
  },
});
