/** The HTTP side: raw body in, status out. It knows who may call and how fast to answer, not what messages mean. */
import { createServer } from 'node:http';
import { log } from './log.js';
import { answerHandshake, isFromMeta } from './webhook-auth.js';

/** Meta batches up to this much into one delivery. */
const BODY_LIMIT_BYTES = 3 * 1_024 * 1_024;

/** The whole body as it was sent, or undefined when it is too large. */
async function readBody(request) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > BODY_LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(rawBody) {
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {{
 *   verifyToken: string,
 *   appSecret: string,
 *   receive: (payload: unknown) => 'taken' | 'full',
 * }} options `receive` must have made the payload durable when it returns: the 200 follows at once.
 */
export function createWebhookServer({ verifyToken, appSecret, receive }) {
  async function takeDelivery(request) {
    const rawBody = await readBody(request);
    if (!rawBody) return 413;
    if (!isFromMeta(rawBody, request.headers['x-hub-signature-256'], appSecret)) return 401;
    const payload = parseJson(rawBody);
    if (payload === undefined) return 400;
    return receive(payload) === 'taken' ? 200 : 503;
  }

  async function respond(request, response) {
    const url = new URL(request.url, 'http://localhost');
    if (url.pathname === '/health') return response.writeHead(200).end('ok');
    if (url.pathname !== '/webhook') return response.writeHead(404).end();
    if (request.method === 'GET') {
      const challenge = answerHandshake(url.searchParams, verifyToken);
      if (challenge === undefined) return response.writeHead(403).end();
      return response.writeHead(200, { 'content-type': 'text/plain' }).end(challenge);
    }
    if (request.method !== 'POST') return response.writeHead(405).end();
    return response.writeHead(await takeDelivery(request)).end();
  }

  return createServer({ requestTimeout: 10_000 }, (request, response) => {
    respond(request, response).catch((error) => {
      // Not 200: what could not be taken in must be delivered again.
      log('webhook.failed', { problem: String(error) });
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
}
