// breaks: survives-crash
// also: nothing-lost — what it owed was acknowledged
// also: effects-once — after the restart it knows no message that it has answered
// Queue and known ids are in the memory of the process: correct in everything but its own death. After a restart it owes
// nobody anything, and knows nobody. Seen in every bot that was never restarted under load.
import { openJournal } from '../parts/journal.js';
import { sleep } from '../parts/waiting.js';
import { startSubject } from '../reference.js';

/** As with a language model: so long the answer is owed. */
const THINKS_MS = 900;

startSubject({ openJournal: () => openJournal(undefined), think: () => sleep(THINKS_MS) });
