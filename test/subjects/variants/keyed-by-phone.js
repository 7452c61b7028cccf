// breaks: knows-users-without-phone
// also: right-recipient — the first user without a number gets what is meant for the others
// Conversations are kept by phone number. All users without one share the conversation `undefined`, and with it the address
// of whoever came first. Seen in every schema whose key is `wa_id`.
import { recipient } from '../parts/replies.js';
import { startSubject } from '../reference.js';

const addresses = new Map();

startSubject({
  async recipient(message) {
    if (!addresses.has(message.from)) addresses.set(message.from, await recipient(message));
    return addresses.get(message.from);
  },
});
