// breaks: survives-crash
// also: nothing-lost — what it owed was acknowledged
// Ids are remembered on disk, but the work itself waits in memory after the 200. What the process owed when it died, nobody
// knows any more: Meta was told that all is well. Seen wherever a promise or an array serves as the queue.
import { openJournal } from '../parts/journal.js';
import { sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

/** As with a language model: so long the answer is owed. */
const THINKS_MS = 900;

startSubject({
  openJournal(directory) {
    const journal = openJournal(directory);
    for (const { id } of journal.unfinished()) journal.close(id);
    return journal;
  },
  think: () => sleep(THINKS_MS),
});
