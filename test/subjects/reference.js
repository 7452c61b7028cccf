/**
 * A small WhatsApp bot that does everything right, put together from parts that can be replaced one by one. It is the
 * measuring piece of the checks: the bot of this file must pass them all, and each bot in `variants/` replaces one part by
 * a mistake seen in the wild and must fail the check that is made for it. It works from queues in the process, one a
 * user, and keeps what it owes in a journal; `examples/support-bot` and `python/bot.py` are correct in other ways.
 */
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { createGraph } from './parts/graph.js';
import { defaultParts } from './parts/index.js';

const BODY_LIMIT_BYTES = 3 * 1_024 * 1_024;
/** Beyond it deliveries are refused, and Meta brings them again. */
const OPEN_JOBS_LIMIT = 5_000;

async function readBody(request) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= BODY_LIMIT_BYTES) chunks.push(chunk);
  }
  return bytes <= BODY_LIMIT_BYTES ? Buffer.concat(chunks) : undefined;
}

/** Which message of which job a status is about: `id/n`. */
function jobOf({ biz_opaque_callback_data: data }) {
  const slash = typeof data === 'string' ? data.lastIndexOf('/') : -1;
  return slash === -1 ? undefined : { id: data.slice(0, slash), n: Number(data.slice(slash + 1)) };
}

/** All that the bot is made of. */
function build(parts, env) {
  const journal = parts.openJournal(env.WAPROOF_STATE_DIR);
  const graph = createGraph({
    base: `${env.GRAPH_API_URL}/${parts.apiVersion(env.GRAPH_API_VERSION)}`,
    phoneNumberId: env.PHONE_NUMBER_ID,
    options: parts.connections,
  });
  const token = parts.createToken({ initial: env.WHATSAPP_TOKEN, file: env.WHATSAPP_TOKEN_FILE });
  const sender = parts.createSender({ parts, graph, journal, token, breaker: parts.createBreaker() });
  const campaigns = parts.createCampaigns({ send: sender.send, journal, directory: env.WAPROOF_STATE_DIR });
  return { parts, journal, graph, sender, campaigns, lanes: parts.createLanes(), freshness: parts.createFreshness() };
}

/** @returns {(job: { id: string, message: import('./parts/read-payload.js').Message }) => Promise<void>} */
function createWork({ parts, journal, graph, sender, lanes, freshness }) {
  async function answer(job, fetching) {
    const { message } = job;
    if (freshness.isStale(message)) {
      console.log(`too old to be answered: ${job.id}`);
      return;
    }
    await parts.think(message);
    const media = await fetching;
    const address = await parts.recipient(message);
    const payloads = parts.compose({ ...message, media });
    await Promise.all(
      payloads.map((payload, n) =>
        sender.send({
          job,
          n,
          payload: { ...payload, ...address, context: { message_id: message.id } },
          mayGo: () => !freshness.isWindowClosed(message),
          onGivenUp: (code) => freshness.failed({ code, users: [message.from, message.userId] }),
        }),
      ),
    );
  }

  return (job) => {
    // At once, so that an album is not looked at picture by picture.
    const { mediaId } = job.message;
    const fetching = mediaId && parts.fetchMedia({ mediaId, call: sender.call, graph });
    fetching?.catch(() => {});
    return lanes.run(parts.laneOf(job.message), async () => {
      await parts.concurrency.enter();
      try {
        await answer(job, fetching);
      } finally {
        parts.concurrency.leave();
        journal.close(job.id);
      }
    });
  };
}

/** Takes one POST in. `answer` is called with the status. */
function createReceiver(bot, work, appSecret) {
  const { parts, journal, campaigns, freshness } = bot;

  function takeStatus(status) {
    freshness.learn(Number(status.timestamp) * 1_000);
    const about = jobOf(status);
    if (about) journal.settle(about.id, about.n);
    if (status.status !== 'failed') return;
    freshness.failed({ code: status.errors?.[0]?.code, users: [status.recipient_id, status.recipient_user_id] });
    parts.onFailed(status);
  }

  return async (request, answer) => {
    const rawBody = await readBody(request);
    if (!rawBody) return answer(413);
    const header = request.headers['x-hub-signature-256'];
    if (!parts.checkSignature({ rawBody, header, appSecret })) return answer(401);
    const { messages, statuses, events } = parts.readPayload(JSON.parse(rawBody.toString('utf8')));
    if (journal.open() + messages.length > OPEN_JOBS_LIMIT) return answer(503);
    statuses.forEach(takeStatus);
    events.forEach(campaigns.event);
    const jobs = [];
    for (const message of messages) {
      freshness.learn(message.writtenAt);
      if (!(await parts.deduplicate(message, journal))) continue;
      freshness.wrote(message);
      jobs.push(journal.add({ id: message.id, message }));
    }
    if (jobs.length === 0) return answer(200);
    await parts.acknowledge({
      messages: jobs.map(({ message }) => message),
      answer: (status = 200) => answer(status),
      work: async () => void (await Promise.all(jobs.map(work))),
    });
  };
}

/** `{ "campaign": "spring", "template": …, "language": …, "recipients": [numbers] }`; asked again, it sends to nobody twice. */
async function startCampaign({ campaigns }, request, answer) {
  const body = JSON.parse((await readBody(request))?.toString('utf8') ?? '');
  const { template, language = 'en_US', campaign: name = `${template}/${language}`, recipients } = body;
  if (typeof template !== 'string' || !Array.isArray(recipients)) return answer(400);
  answer(202, JSON.stringify({ accepted: campaigns.start({ name, template, language, recipients }) }));
}

/**
 * Starts the bot on `PORT` of the environment and stops it at SIGTERM.
 * @param {Partial<import('./parts/index.js').Parts>} replaced parts to use instead of the right ones
 */
export function startSubject(replaced = {}) {
  const env = process.env;
  const parts = { ...defaultParts(), ...replaced };
  const bot = build(parts, env);
  const work = createWork(bot);
  const receive = createReceiver(bot, work, env.APP_SECRET);
  for (const job of bot.journal.unfinished()) {
    if (job.campaign) bot.campaigns.resume(job);
    else work(job).catch(console.error);
  }
  const server = createServer((request, response) => {
    const answer = (status, body = '') => response.headersSent || response.writeHead(status).end(body);
    const fail = (error) => {
      console.error(error);
      answer(500);
    };
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    if (pathname === '/campaign') return void startCampaign(bot, request, answer).catch(fail);
    if (pathname !== '/webhook') return answer(404);
    if (request.method === 'GET') {
      const challenge = parts.handshake({ query: searchParams, verifyToken: env.VERIFY_TOKEN });
      return challenge === undefined ? answer(403) : answer(200, challenge);
    }
    receive(request, answer).catch(fail);
  });
  server.listen(Number(env.PORT), '127.0.0.1');
  process.once('SIGTERM', () => process.exit(0));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) startSubject();
