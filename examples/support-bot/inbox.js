/** What comes in: new messages become jobs, statuses prove that a reply left. Everything else is passed over. */
import { normalizeWebhook } from '@kapso/whatsapp-cloud-api/server';
import { elementsOf } from './elements.js';
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

const isSender = (message) => (contact) =>
  (contact.userId && contact.userId === message.fromUserId) || (contact.waId && contact.waId === message.from);

/** What the reply needs, and no more: it is written to disk. */
function toInbound(message, contacts) {
  const file = message[message.type];
  return {
    user: message.from,
    userId: message.fromUserId,
    name: contacts.find(isSender(message))?.profile?.name,
    type: message.type,
    text: message.text?.body?.slice(0, 4_096),
    mediaId: file?.mimeType ? file.id : undefined,
    writtenAt: Number(message.timestamp) * 1_000 || Date.now(),
  };
}

/** All that is understood. An element that is not costs the others nothing. */
function read(payload) {
  const statuses = [];
  const news = [];
  for (const element of elementsOf(payload)) {
    try {
      const { messages, contacts, statuses: own } = normalizeWebhook(element);
      statuses.push(...own);
      for (const message of messages.filter(wantsAnswer)) {
        news.push({ id: message.id, message: toInbound(message, contacts) });
      }
    } catch (error) {
      log('webhook.element-skipped', { problem: String(error) });
    }
  }
  return { statuses, news };
}

/**
 * @param {{
 *   ledger: ReturnType<typeof import('./ledger.js').openLedger>,
 *   freshness: ReturnType<typeof import('./freshness.js').createFreshness>,
 *   openJobsLimit: number,
 *   work: (job: import('./ledger.js').Job) => void,
 * }} options
 */
export function createInbox({ ledger, freshness, openJobsLimit, work }) {
  function takeStatus(status) {
    freshness.heard(Number(status.timestamp) * 1_000);
    const isFailed = status.status === 'failed';
    if (isFailed) freshness.failed(status.errors?.[0]?.code, status.recipientId, status.recipientUserId);
    const jobId = status.bizOpaqueCallbackData;
    if (typeof jobId !== 'string') return;
    // Whatever it says, a status means that Meta has the reply: sending it again would double it, or fail again.
    ledger.settle(jobId, `status ${status.status}`);
    if (isFailed) log('reply.undelivered', { job: jobId, errors: status.errors });
  }

  return {
    /** Takes in all of one delivery or, when there is no room, nothing. @returns {'taken' | 'full'} */
    receive(payload) {
      const { statuses, news } = read(payload);
      const unknown = news.filter(({ id }) => !ledger.knows(id));
      if (ledger.open() + unknown.length > openJobsLimit) {
        log('inbox.full', { open: ledger.open(), refused: unknown.length });
        return 'full';
      }
      statuses.forEach(takeStatus);
      for (const { id, message } of unknown) {
        freshness.heard(message.writtenAt);
        const job = ledger.claim(id, message);
        if (!job) continue;
        freshness.wrote(message);
        work(job);
      }
      return 'taken';
    },
  };
}
