// breaks: sends-once
// also: survives-crash — what was under way in a crash is sent again, too
// also: effects-once — for the same reason, where the message came more than once
// The connection broke before the answer came, so the bot takes the message for not sent and sends it again. Seen as
// up to four copies on the user's phone while the operator's screen says that sending failed.
import { startSubject } from '../reference.js';

startSubject({ resolveAmbiguous: async () => 'send-again' });
