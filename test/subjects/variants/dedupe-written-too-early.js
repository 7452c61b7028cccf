// breaks: survives-crash
// also: acknowledges-fast — a POST of several messages waits for one look-up after the other
// also: nothing-lost — the copies that it takes for known are acknowledged
// The id of a message is written down as known, then the message waits for a slow look-up before it is stored, and only then
// is it acknowledged. A crash in between: Meta delivers again, and the bot says "known" and does nothing. Seen as a
// lock that is freed before the work is committed, or never.
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

const LOOK_UP_MS = 400;
const path = join(process.env.WAPROOF_STATE_DIR ?? '.', 'known-ids');

function readKnown() {
  try {
    return new Set(readFileSync(path, 'utf8').split('\n'));
  } catch {
    return new Set();
  }
}
const known = readKnown();

startSubject({
  async deduplicate({ id }) {
    if (known.has(id)) return false;
    known.add(id);
    appendFileSync(path, `${id}\n`);
    await sleep(LOOK_UP_MS);
    return true;
  },
});
