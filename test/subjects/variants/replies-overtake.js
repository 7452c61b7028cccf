// breaks: ordered-per-user
// Each message is a job for the next free worker, and some take longer than others: who writes three lines at once gets the
// answer to the third first. Seen in every bot that scaled from one worker to four.
import { sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const SLOWEST_MS = 1_500;

startSubject({
  laneOf: ({ id }) => id,
  think: () => sleep(Math.random() * SLOWEST_MS),
});
