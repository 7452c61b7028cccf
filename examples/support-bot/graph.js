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
  /** Clients by what they are for; new ones when the token is a new one. */
  const clients = new Map();
  let clientsToken;
  function clientFor(accessToken, timeoutMs) {
    if (accessToken !== clientsToken) clients.clear();
    clientsToken = accessToken;
    const client =
      clients.get(timeoutMs) ??
      new WhatsAppClient({
        accessToken,
        baseUrl: config.graphUrl,
        graphVersion: config.graphVersion,
        fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
      });
    clients.set(timeoutMs, client);
    return client;
  }
  const { phoneNumberId } = config;

  return {
    /**
     * Answers a message. `callbackData` comes back in the statuses of the reply: by it we learn that a reply left
     * even when the answer to this call never arrived.
     * @param {{ to?: string, recipient?: string, body: string, answers: string, callbackData: string }} reply
     * @param {string} token
     */
    sendText: ({ to, recipient, body, answers, callbackData }, token) =>
      gate.pass(() =>
        clientFor(token, config.sendTimeoutMs).messages.sendText({
          phoneNumberId,
          to,
          recipient: to ? undefined : recipient,
          body,
          contextMessageId: answers,
          bizOpaqueCallbackData: callbackData,
        }),
      ),
    /** Two blue ticks and "typing…". @param {string} messageId @param {string} token */
    markRead: (messageId, token) =>
      gate.pass(() =>
        clientFor(token, config.markReadTimeoutMs).messages.markRead({
          phoneNumberId,
          messageId,
          typingIndicator: { type: 'text' },
        }),
      ),
    /** Looks up where the file is now and fetches it. @param {string} mediaId @param {string} token */
    fetchMedia: (mediaId, token) =>
      gate.pass(() =>
        clientFor(token, config.mediaTimeoutMs).media.download({ mediaId, auth: 'always', as: 'response' }),
      ),
    /** Begins no further call; resolves when those in flight have ended. */
    close: () => gate.close(),
  };
}
