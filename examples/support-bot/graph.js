/** The calls that the bot makes, with a time limit on each and a bound on how many are in flight. */
import { WhatsAppClient } from '@kapso/whatsapp-cloud-api';

/** Lets `limit` tasks run at once; others wait their turn, first come, first served. */
function createGate(limit) {
  const queue = [];
  let running = 0;
  let closed = false;
  let onIdle;

  function next() {
    if (closed) {
      if (running === 0) onIdle?.();
      return;
    }
    while (running < limit && queue.length > 0) {
      running++;
      queue.shift()();
    }
  }

  return {
    async pass(task) {
      await new Promise((resolve) => {
        queue.push(resolve);
        next();
      });
      try {
        return await task();
      } finally {
        running--;
        next();
      }
    },
    /** Lets no further task begin; resolves when those that run have ended. */
    close() {
      closed = true;
      return new Promise((resolve) => {
        onIdle = resolve;
        next();
      });
    },
  };
}

/** @param {ReturnType<typeof import('./config.js').readConfig>} config */
export function createGraph(config) {
  const gate = createGate(config.callsInFlightLimit);
  const clientWithin = (timeoutMs) =>
    new WhatsAppClient({
      accessToken: config.token,
      baseUrl: config.graphUrl,
      graphVersion: config.graphVersion,
      fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
    });
  const sending = clientWithin(config.sendTimeoutMs);
  const marking = clientWithin(config.markReadTimeoutMs);
  const { phoneNumberId } = config;

  return {
    /**
     * Answers a message. `callbackData` comes back in the statuses of the reply: by it we learn that a reply left
     * even when the answer to this call never arrived.
     * @param {{ to?: string, recipient?: string, body: string, answers: string, callbackData: string }} reply
     */
    sendText: ({ to, recipient, body, answers, callbackData }) =>
      gate.pass(() =>
        sending.messages.sendText({
          phoneNumberId,
          to,
          recipient: to ? undefined : recipient,
          body,
          contextMessageId: answers,
          bizOpaqueCallbackData: callbackData,
        }),
      ),
    /** Two blue ticks and "typing…". @param {string} messageId */
    markRead: (messageId) =>
      gate.pass(() => marking.messages.markRead({ phoneNumberId, messageId, typingIndicator: { type: 'text' } })),
    /** Begins no further call; resolves when those in flight have ended. */
    close: () => gate.close(),
  };
}
