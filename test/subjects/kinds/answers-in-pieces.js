// Answers each message with two at once: a picture by its address, and the answer itself.
import { createBreaker } from '../parts/breaker.js';
import { compose } from '../parts/replies.js';
import { startSubject } from '../reference.js';

const picture = {
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  type: 'image',
  image: { link: 'https://shop.example/hours.png', caption: 'When we are open' },
};

startSubject({
  compose: (received) => [picture, ...compose(received)],
  /** Lets two go at a time: one by one, what piled up would take twice as long as it does a bot with one answer. */
  createBreaker() {
    const breaker = createBreaker();
    let shared;
    return {
      ...breaker,
      enter() {
        const admission = shared ?? breaker.enter();
        shared = shared ? undefined : admission;
        return admission;
      },
    };
  },
});
