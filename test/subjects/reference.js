/**
 * A small WhatsApp bot that does everything right, put together from parts that can be replaced one by one. It is the
 * measuring piece of the checks: the bot of this file must pass them all, and each bot in `variants/` replaces exactly
 * one part by a mistake seen in the wild and must fail exactly the check that is made for it. It keeps its memory in
 * the process, so it does not model a bot that survives its own death; `examples/support-bot` does.
 */
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { Agent, request as httpRequest } from 'undici';
import { defaultParts, sleep } from './parts.js';

/** The first message of a delivery and its statuses: waproof and, as a rule, Meta send one to a POST. */
function readPayload(payload) {
  const value = payload?.entry?.[0]?.changes?.[0]?.value ?? {};
  const message = value.messages?.[0];
  const statuses = value.statuses ?? [];
  return { statuses, message: message && { ...message, name: value.contacts?.[0]?.profile?.name ?? 'you' } };
}

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** One call of the Graph API as the bot sees it: `accepted`, `refused` (with what was said) or `unknown`. */
async function post(graph, payload) {
  try {
    const { statusCode, headers, body } = await httpRequest(graph.url, {
      method: 'POST',
      dispatcher: graph.agent,
      headers: { authorization: `Bearer ${graph.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    });
    const answer = await body.json().catch(() => undefined);
    if (statusCode < 300) return { kind: answer?.messages ? 'accepted' : 'unknown' };
    const retryAfterMs = headers['retry-after'] ? Number(headers['retry-after']) * 1_000 : undefined;
    return { kind: 'refused', status: statusCode, code: answer?.error?.code, retryAfterMs };
  } catch (error) {
    return { kind: error.code === 'ECONNREFUSED' ? 'refused' : 'unknown', status: 503 };
  }
}

/**
 * Starts the bot on `PORT` of the environment and stops it at SIGTERM.
 * @param {Partial<import('./parts.js').Parts>} replaced parts to use instead of the right ones
 */
export function startSubject(replaced = {}) {
  const parts = { ...defaultParts(), ...replaced };
  const env = process.env;
  const graph = {
    url: `${env.GRAPH_API_URL}/${env.GRAPH_API_VERSION}/${env.PHONE_NUMBER_ID}/messages`,
    token: env.WHATSAPP_TOKEN,
    agent: new Agent({ connections: 64, headersTimeout: 5_000, bodyTimeout: 5_000 }),
  };
  /** Jobs that a status has proven to have reached Meta. */
  const proven = new Set();

  async function send(payload) {
    const job = payload.biz_opaque_callback_data;
    let unknowns = 0;
    for (let attempt = 1; ; attempt++) {
      const outcome = await post(graph, payload);
      if (outcome.kind === 'accepted') return;
      if (outcome.kind === 'unknown') {
        unknowns++;
        if ((await parts.resolveAmbiguous({ isProven: () => proven.has(job), unknowns })) === 'done') return;
      }
      const waitMs = parts.retry({ attempt, ...outcome });
      if (waitMs === undefined) return console.log(`gave up ${job} after ${attempt} attempts: ${outcome.code}`);
      await sleep(waitMs);
    }
  }

  async function work(message) {
    await parts.concurrency.enter();
    try {
      const to = await parts.recipient(message);
      const payloads = parts.compose(message);
      await Promise.all(
        payloads.map((payload, n) =>
          send({
            ...payload,
            to,
            context: { message_id: message.id },
            biz_opaque_callback_data: `${message.id}/${n}`,
          }),
        ),
      );
    } finally {
      parts.concurrency.leave();
    }
  }

  async function receive(request, answer) {
    const rawBody = await readBody(request);
    const header = request.headers['x-hub-signature-256'];
    if (!parts.checkSignature({ rawBody, header, appSecret: env.APP_SECRET })) return answer(401);
    const { message, statuses } = readPayload(JSON.parse(rawBody.toString('utf8')));
    for (const status of statuses) {
      if (status.biz_opaque_callback_data) proven.add(status.biz_opaque_callback_data);
    }
    if (!message || !(await parts.deduplicate(message.id))) return answer(200);
    await parts.acknowledge({ answer: () => answer(200), work: () => work(message) });
  }

  const server = createServer((request, response) => {
    const answer = (status, body = '') => response.writeHead(status).end(body);
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    if (pathname !== '/webhook') return answer(404);
    if (request.method === 'GET') {
      const challenge = parts.handshake({ query: searchParams, verifyToken: env.VERIFY_TOKEN });
      return challenge === undefined ? answer(403) : answer(200, challenge);
    }
    receive(request, answer).catch((error) => {
      console.error(error);
      if (!response.headersSent) answer(500);
    });
  });
  server.listen(Number(env.PORT), '127.0.0.1');
  process.once('SIGTERM', () => process.exit(0));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) startSubject();
