// Thinks for a second or several and never says the same twice, as a language model does; after a crash it thinks anew.
import { compose } from '../parts/replies.js';
import { sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const OPENINGS = ['Well', 'Let me see', 'Good question', 'Thanks for asking', 'As far as I know'];
const MEDIAN_MS = 1_200;
const LONGEST_MS = 4_000;

/** Most are done soon, some take long: lognormal, by the sum of some uniform draws. */
function thinkingMs() {
  let sum = -3;
  for (let i = 0; i < 6; i++) sum += Math.random();
  return Math.min(MEDIAN_MS * Math.exp(0.5 * sum), LONGEST_MS);
}

const opening = () => OPENINGS[Math.floor(Math.random() * OPENINGS.length)];

startSubject({
  think: () => sleep(thinkingMs()),
  compose: (received) =>
    compose(received).map((reply) => ({
      ...reply,
      text: { body: `${opening()} … ${reply.text.body} (${Math.random().toString(36).slice(2, 8)})` },
    })),
});
