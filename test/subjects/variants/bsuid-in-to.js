// breaks: knows-users-without-phone
// A user without a phone number has a business-scoped id, and the bot puts it where the number used to be, in `to`. Meta
// answers 200 with a message id and delivers nothing: there is no error anywhere. Seen in two projects, for weeks.
import { startSubject } from '../reference.js';

startSubject({ recipient: async ({ from, userId }) => ({ to: from ?? userId }) });
