/** What comes in: new messages become jobs, statuses prove that a reply left. Everything else is passed over. */
import { normalizeWebhook } from '@kapso/whatsapp-cloud-api/server';
import { log } from './log.js';

/** Types that a person expects an answer to. Reactions, number changes, edits and the like need none. */
const ANSWERED_TYPES = new Set([
  ...['text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts'],
  ...['button', 'interactive', 'order'],
]);

const wantsAnswer = (message) =>
  typeof message.id === 'string' &&
  (message.from || message.fromUserId) &&
  message.kapso?.direction !== 'outbound' &&
  ANSWERED_TYPES.has(message.type);

/** What the reply needs, and no more: it is written to disk. */
function toInbound(message, contacts) {
  const sender = contacts.find(
    (contact) =>
      (contact.waId && contact.waId === message.from) || (contact.userId && contact.userId === message.fromUserId),
  );
  return {
    user: message.from,
    userId: message.fromUserId,
    name: sender?.profile?.name,
    type: message.type,
    text: message.text?.body?.slice(0, 4_096),
  };
}

/**
 * @param {{
 *   ledger: ReturnType<typeof import('./ledger.js').openLedger>,
 *   openJobsLimit: number,
 *   work: (job: import('./ledger.js').Job) => void,
 * }} options
 */
export function createInbox({ ledger, openJobsLimit, work }) {
  return {
    /** Takes in all of one delivery or, when there is no room, nothing. @returns {'taken' | 'full'} */
    receive(payload) {
      const { messages, contacts, statuses } = normalizeWebhook(payload);
      const news = messages.filter((message) => wantsAnswer(message) && !ledger.knows(message.id));
      if (ledger.open() + news.length > openJobsLimit) {
        log('inbox.full', { open: ledger.open(), refused: news.length });
        return 'full';
      }
      for (const status of statuses) {
        const jobId = status.bizOpaqueCallbackData;
        if (typeof jobId !== 'string') continue;
        // Whatever it says, a status means that Meta has the reply: sending it again would double it.
        ledger.settle(jobId, `status ${status.status}`);
        if (status.status === 'failed') log('reply.undelivered', { job: jobId, errors: status.errors });
      }
      for (const message of news) {
        const job = ledger.claim(message.id, toInbound(message, contacts));
        if (job) work(job);
      }
      return 'taken';
    },
  };
}
