// breaks: sustains-throughput
// All messages pass one database connection, one at a time, and while its cache is cold each takes 400 ms: 2.5 a
// second, whatever the load. Replies come, but late. Seen as bots that are well in every test and fall behind at nine.
import { sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const COLD_MS = 400;
const COLD_LOOK_UPS = 30;
const WARM_MS = 10;

let lookUps = 0;
let last = Promise.resolve();

startSubject({
  concurrency: {
    enter() {
      const durationMs = ++lookUps <= COLD_LOOK_UPS ? COLD_MS : WARM_MS;
      last = last.then(() => sleep(durationMs));
      return last;
    },
    leave() {},
  },
});
