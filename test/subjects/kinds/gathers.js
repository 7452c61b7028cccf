// Waits until a user has said all, and answers once: as bots do that hand what was written to a language model, which would
// else answer each half of a sentence.
import { userKey } from '../parts/lanes.js';
import { compose } from '../parts/replies.js';
import { sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

/** Nothing more for so long, and the user has said all. */
const QUIET_MS = 1_500;

/** The newest message of each user who may go on writing. */
const newest = new Map();

startSubject({
  /** Each by itself: it is the newest that speaks for all. */
  laneOf: ({ id }) => id,
  async think(message) {
    newest.set(userKey(message), message.id);
    await sleep(QUIET_MS);
  },
  compose(received) {
    if (newest.get(userKey(received)) !== received.id) return [];
    newest.delete(userKey(received));
    return compose(received);
  },
});
