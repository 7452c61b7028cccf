// breaks: sustains-throughput
// also: recovers — it is slower than in the calm, whatever happens
// Every message is appended to a list that is searched before each answer and never emptied: each answer takes a little
// longer than the one before. Here a day of it is squeezed into a minute. Seen as bots that are restarted every night.
import { sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const MS_PER_MESSAGE = 160;
/** Then it is restarted by hand, which here costs nothing. */
const SLOWEST_MS = 5_600;
let listed = 0;

startSubject({ think: () => sleep(Math.min(listed++ * MS_PER_MESSAGE, SLOWEST_MS)) });
